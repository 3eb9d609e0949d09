"""What `foundation.pages` answers to a browser and to htmx."""

from http.cookies import SimpleCookie

import pytest
from django.contrib.messages import get_messages
from django.contrib.messages.storage.cookie import CookieStorage
from django.test import RequestFactory

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.pages import redirect_page, render_page, saved, tell, wants_partial

pytestmark = pytest.mark.django_db  # the menu counts what waits for the person
PARTIAL = {"HX-Request": "true", "HX-Request-Type": "partial"}
FULL = {"HX-Request": "true", "HX-Request-Type": "full"}


def request_with(headers=None, *, post=None):
    make = RequestFactory()
    request = (
        make.get("/", headers=headers) if post is None else make.post("/", post, headers=headers)
    )
    request.actor = Actor(1, "王小明")
    request._messages = CookieStorage(request)
    return request


def test_a_browser_gets_the_whole_page():
    answer = render_page(request_with(), "messages.html", partial="oob")
    assert 'id="toasts"' in answer.content.decode()


def test_htmx_gets_only_the_part():
    answer = render_page(request_with(PARTIAL), "messages.html", partial="oob")
    assert 'id="toasts"' not in answer.content.decode()
    assert "hx-swap-oob" in answer.content.decode()


def test_htmx_that_swaps_the_body_gets_the_whole_page():
    assert not wants_partial(request_with(FULL))


def test_caches_keep_page_and_part_apart():
    assert "HX-Request" in render_page(request_with(), "messages.html")["Vary"]


def test_a_message_travels_with_the_part():
    request = request_with(PARTIAL)
    tell(request, "已移入回收站 <b>", undo="/customers/17/restore/")
    body = render_page(request, "messages.html", partial="toasts").content.decode()
    assert "已移入回收站 &lt;b&gt;" in body
    assert 'action="/customers/17/restore/"' in body


def test_a_page_without_messages_says_nothing_out_of_band():
    body = render_page(request_with(PARTIAL), "messages.html", partial="toasts").content.decode()
    assert "hx-swap-oob" not in body


def test_after_a_form_the_browser_is_sent_on_with_303():
    answer = redirect_page(request_with(post={}), "/customers/17/")
    assert (answer.status_code, answer["Location"]) == (303, "/customers/17/")


def test_htmx_is_sent_on_by_header():
    answer = redirect_page(request_with(PARTIAL, post={}), "/customers/17/")
    assert (answer.status_code, answer["HX-Redirect"]) == (204, "/customers/17/")
    assert "Location" not in answer


def test_the_draft_of_a_saved_form_is_forgotten():
    answer = redirect_page(request_with(post={"_draft": "customer-new"}), "/")
    assert answer.cookies["draft_saved"].value == "customer-new"


@pytest.mark.parametrize("key", ["", "a b", "x;y", "客户", "k" * 81])
def test_a_draft_key_that_is_not_ours_sets_no_cookie(key):
    assert saved(redirect_page(request_with(post={}), "/"), key).cookies == SimpleCookie()


def test_messages_are_said_once():
    request = request_with()
    tell(request, "已保存")
    render_page(request, "messages.html")
    assert list(get_messages(request)) != []
    assert "已保存" not in render_page(request_with(), "messages.html").content.decode()


def test_everybody_finds_the_bin_their_imports_and_the_api(seller, admin) -> None:
    for person in (seller, admin):
        home = person.browser().get("/").text
        assert 'href="/settings/"' in home
        page = person.browser().get("/settings/").text
        assert all(f'href="{url}"' in page for url in ("/bin/", "/imports/", "/api/docs"))
    assert 'href="/settings/users/"' not in seller.browser().get("/settings/").text
