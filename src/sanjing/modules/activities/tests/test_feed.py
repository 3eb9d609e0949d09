"""The calendar that a phone subscribes to."""

import re
from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone
from icalendar import Calendar

from sanjing.foundation.accounts.actions import deactivate_user, issue_token, revoke_token
from sanjing.foundation.accounts.models import ApiToken
from tests.support.making import make


def subscribe(person) -> str:
    """The path of a new calendar of this person."""
    page = person.browser().post("/calendar/subscribe/").text
    return re.search(r"http://testserver(/calendar/[\w-]+\.ics)</code>", page)[1]


def read(path: str) -> dict[str, date]:
    answer = Client().get(path)
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    shown = Calendar.from_ical(answer.content)
    assert all(str(one["URL"]).startswith("http://testserver/") for one in shown.walk("VEVENT"))
    return {str(one["SUMMARY"]): one.decoded("DTSTART") for one in shown.walk("VEVENT")}


def test_a_phone_reads_what_its_person_has_to_do(seller, other_seller):
    today = timezone.localdate()
    day = today + timedelta(20)
    customer = make("customer", name="海天；酱油,厂", owner=seller.user, next_contact_date=day)
    make("contact", customer=customer, name="王阳", birthday=day.replace(year=1984).isoformat())
    make("task", title="送样", owner=seller.user, due_date=today)
    make("task", title="别人的", owner=other_seller.user, due_date=today)
    done = make("task", title="做完了", owner=seller.user, due_date=today)
    done.done_at = timezone.now()
    done.save()
    assert read(subscribe(seller)) == {
        "联系 海天；酱油,厂": day,
        "王阳 生日": day,
        "送样": today,
    }


def test_the_address_is_kept_as_a_digest_and_ends_when_it_is_ended(seller):
    path = subscribe(seller)
    token = ApiToken.objects.get()
    assert token.digest not in path
    assert Client().get(path).status_code == 200
    revoke_token(token, by=seller.actor, at=timezone.now())
    assert Client().get(path).status_code == 404


def test_it_ends_with_the_account(seller, admin):
    path = subscribe(seller)
    deactivate_user(seller.user, by=admin.actor, at=timezone.now())
    assert Client().get(path).status_code == 404


def test_it_opens_nothing_else_and_no_other_token_opens_it(seller):
    secret = subscribe(seller).removeprefix("/calendar/").removesuffix(".ics")
    asked = Client().get("/api/customers", headers={"Authorization": f"Bearer {secret}"})
    assert asked.status_code == 403
    _token, other = issue_token(
        seller.user, name="表格", scopes=["read"], by=seller.actor, at=timezone.now()
    )
    assert Client().get(f"/calendar/{other}.ics").status_code == 404


@pytest.mark.parametrize("secret", ["x", "sj_" + "a" * 43, "%00"])
def test_a_guess_finds_nothing(db, secret):
    assert Client().get(f"/calendar/{secret}.ics").status_code == 404


def test_the_list_of_tokens_says_what_it_opens(seller):
    subscribe(seller)
    assert "只读：手机日历" in seller.browser().get("/account/").text
