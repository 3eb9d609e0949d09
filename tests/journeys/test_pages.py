"""Every main page: nothing wider than a phone, nothing in the way of those who see or move badly."""

from __future__ import annotations

import os

import pytest

from sanjing.foundation.entities import registry
from tests.support.browsers import PHONE

pytestmark = [
    pytest.mark.journey,
    pytest.mark.skipif(
        os.environ.get("SANJING_DATABASE_URL", "").startswith("postgres"),
        reason="what a page looks like does not depend on the database: looked at on SQLite",
    ),
]
PAGES = [
    "/", "/search/?q=密", "/bin/", "/account/", "/settings/", "/settings/users/", "/settings/roles/1/",
    "/settings/teams/", "/settings/fields/customers/", "/settings/pool/", "/settings/webhooks/",
    "/settings/events/", "/calendar/", "/silent/", "/customers/import/", "/customers/board/",
    "/customers/filter/?field=stage&op=is", "/customers/columns/", "/customers/views/new/",
    "/customers/?stage=potential&q=密", "/deliveries/perfect/", "/product-claims/gaps/",
    "/trainings/skills/", "/insights/season/", "/insights/season/before/", "/insights/whitespace/",
    "/insights/prospecting/", "/stage-rules/coverage/", "/nowhere/",
]  # fmt: skip


def pages_of_entities(company) -> list[str]:
    found = []
    for entity in registry.all_entities():
        pk = company.ids[entity.name]
        found += [f"/{entity.slug}/", f"/{entity.slug}/{pk}/", f"/{entity.slug}/{pk}/edit/"]
    return [*found, "/customers/new/", f"/customers/{pk}/timeline/", f"/customers/{pk}/who/"]


def test_main_pages_hinder_nobody(company, person, subtests) -> None:
    admin = person("admin")
    for path in [*PAGES, *pages_of_entities(company)]:
        with subtests.test(path):
            admin.open(path)
            assert admin.overflow() <= 0
            assert admin.hindrances() == []
            assert admin.overflow(PHONE) <= 0


def test_main_pages_fit_a_phone(company, person, subtests) -> None:
    """What differs on a phone beside its width, its navigation above all, is looked at closely."""
    admin = person("admin", PHONE)
    customer = company.at("customers", "customer")
    for path in ["/", "/customers/", customer, f"{customer}log/"]:
        with subtests.test(path):
            admin.open(path)
            assert admin.overflow() <= 0
            assert admin.hindrances() == []


def test_the_way_in_fits_and_hinders_nobody(company, visit, subtests) -> None:
    stranger = visit(company.address, PHONE)
    for path in ("/login/", "/welcome/nothing/", "/api/docs"):
        with subtests.test(path):
            stranger.open(path)
            assert stranger.overflow() <= 0
            assert stranger.hindrances() == []
