"""Every address refuses strangers, and every form needs its token: except what is listed here."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.contracts.addresses import NO_TOKEN, all_addresses

pytestmark = pytest.mark.django_db

OPEN_TO_STRANGERS = {
    "healthz": "a monitor asks it",
    "metrics": "a monitor asks it; it answers nothing without its own permission",
    "login/": "where strangers become known",
    "login/code/": "the second step of logging in",
    "welcome/<str:token>/": "the one-time link of the first start",
    "language/": "the log-in page can be read in one's own language",
    "calendar/<str:secret>.ics": "a phone subscribes to it; its address is the secret of one person",
    "f/<slug:key>/": "a form that the company's own site shows to its visitors",
    "track/<slug:token>/": "a customer follows an order at an address nobody can guess",
    "api/": "leads to the documentation",
    "api/docs": "documentation without data",
    "api/openapi.json": "the contract without data",
}
"""Patterns that answer a stranger with something other than the way to the log-in, and why."""

WITHOUT_TOKEN = {
    "f/<slug:key>/": "keeps no session a stranger could ride on; its own signed token counts once",
}
"""Forms that are taken without the token of a session, and why."""

PAGES = [one for one in all_addresses() if not one.pattern.startswith("api/")]
PROGRAMS = [one for one in all_addresses() if one.pattern.startswith("api/")]


def test_addresses_were_found() -> None:
    assert len(PAGES) > 40 and len(PROGRAMS) > 10


def test_only_listed_addresses_are_marked_public() -> None:
    marked = {one.pattern for one in PAGES if one.is_public}
    assert marked == {name for name in OPEN_TO_STRANGERS if not name.startswith("api/")}


def test_strangers_are_led_to_the_log_in_everywhere(subtests) -> None:
    client = Client()
    for one in PAGES:
        if one.pattern in OPEN_TO_STRANGERS:
            continue
        for method in (client.get, client.post):
            with subtests.test(f"{method.__name__} {one.pattern}"):
                response = method(one.url)
                assert response.status_code == 302
                assert response["Location"].startswith("/login/")


def test_programs_without_a_key_are_refused_everywhere(subtests) -> None:
    client = Client()
    for one in PROGRAMS:
        if one.pattern in OPEN_TO_STRANGERS:
            continue
        for method in (client.get, client.post, client.patch, client.delete):
            with subtests.test(f"{method.__name__} {one.pattern}"):
                assert method(one.url).status_code in (401, 404, 405)


def test_no_page_takes_a_form_without_its_token(admin, state, settings, subtests) -> None:
    settings.CSRF_FAILURE_VIEW = "tests.contracts.addresses.no_token"
    client = Client(enforce_csrf_checks=True)
    client.force_login(admin.user)
    before = state()
    for one in PAGES:
        if one.pattern in WITHOUT_TOKEN:
            continue
        with subtests.test(one.pattern):
            assert client.post(one.url, {"language": "en"}).status_code == NO_TOKEN
    assert state() == before


def test_no_program_rides_on_a_browser_without_the_token(boss, state, subtests) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(boss.user)
    before = state()
    for one in PROGRAMS:
        if one.pattern in OPEN_TO_STRANGERS:
            continue
        for method in (client.post, client.patch, client.delete):
            with subtests.test(f"{method.__name__} {one.pattern}"):
                response = method(one.url, {}, content_type="application/json")
                assert response.status_code in (401, 403, 404, 405)
    assert state() == before


def test_a_signed_in_person_meets_no_broken_page(admin, subtests) -> None:
    """Samples of addresses often name nothing: then the answer is "not found", never a traceback."""
    client = admin.browser()
    for one in PAGES:
        with subtests.test(one.pattern):
            assert client.get(one.url).status_code < 500


def test_numbers_beyond_any_column_are_not_found(admin, subtests) -> None:
    client = admin.browser()
    for one in PAGES:
        if "<int:" in one.pattern:
            url = one.url.replace("/1/", "/99999999999999999999/")
            with subtests.test(one.pattern):
                assert client.get(url).status_code in (404, 405)
                assert client.post(url).status_code in (404, 405)
