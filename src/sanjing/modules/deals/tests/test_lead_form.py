"""The public form: what it takes, from whom, and what it keeps out."""

import datetime as dt
import re

import pytest
from django.db import IntegrityError
from django.test import Client
from django.utils import timezone

from sanjing.foundation.accounts.actions.create_team import create_team
from sanjing.foundation.accounts.actor import system_actor
from sanjing.foundation.accounts.models import User
from sanjing.foundation.entities import records, registry
from sanjing.modules.deals import public
from sanjing.modules.deals.actions.capture import MOST, capture, forget_submissions
from sanjing.modules.deals.models import FormSubmission, Lead
from tests.support.races import race  # noqa: F401  a fixture

TYPED = {
    "name": "陈工",
    "phone": "13971234567",
    "company": "东湖玻璃厂",
    "need": "窑炉改气",
    "consent": "on",
}


@pytest.fixture
def form(boss, at):
    values = {
        "name": "官网咨询",
        "source": "website",
        "campaign": "春季推广",
        "thanks": "收到，明天联系您",
    }
    return records.create(registry.get("leadform"), values, by=boss.actor, at=at)


@pytest.fixture
def send(form):
    def post(ago=30, client=None, **changes):
        opened = timezone.now() - dt.timedelta(seconds=ago)
        body = TYPED | {"token": public.new_token(form.key, opened)} | changes
        return (client or Client()).post(f"/f/{form.key}/", body)

    return post


def test_what_a_visitor_asks_becomes_a_lead(form, send):
    page = Client().get(f"/f/{form.key}/")
    assert page.status_code == 200
    assert "官网咨询" in page.content.decode()
    assert "收到，明天联系您" in send().content.decode()
    lead = Lead.objects.get()
    assert (lead.name, lead.company, lead.need) == ("陈工", "东湖玻璃厂", "窑炉改气")
    assert (lead.source, lead.campaign, lead.form) == ("website", "春季推广", form)
    assert lead.consented_at is not None


@pytest.mark.parametrize(
    ("place", "region", "note"),
    [("武汉市武昌区", "420106", ""), ("湖北武汉", "4201", ""), ("", "", ""),
     ("东湖边上", "", "东湖边上"), ("武汉市中南路 7 号", "4201", "武汉市中南路 7 号")],
)  # fmt: skip
def test_the_region_named_decides_who_gets_it(
    form, send, seller, other_seller, boss, at, place, region, note
):
    for position, (person, where) in enumerate(((seller, "4201"), (other_seller, ""))):
        team = create_team(name=f"{person.user.name}组", by=system_actor("测试"), at=at)
        User.objects.filter(pk=person.user.pk).update(team=team)
        values = {"name": team.name, "team": team, "region": where, "position": position + 1}
        records.create(registry.get("leadrule"), values, by=boss.actor, at=at)
    assert send(place=place).status_code == 200
    lead = Lead.objects.get()
    assert (lead.region, lead.note) == (region, note)
    assert lead.owner == (seller if region else other_seller).user


def test_only_this_page_may_be_framed_and_it_sets_no_cookie(form, boss):
    page = Client().get(f"/f/{form.key}/")
    assert "frame-ancestors *" in page["Content-Security-Policy"]
    assert "X-Frame-Options" not in page
    assert "default-src 'none'" in page["Content-Security-Policy"]
    assert "img-src 'self' data:" in page["Content-Security-Policy"], (
        "the tick is drawn in the style"
    )
    assert not page.cookies
    inside = boss.browser().get("/deals/")
    assert "frame-ancestors 'none'" in inside["Content-Security-Policy"]
    assert inside["X-Frame-Options"] == "DENY"


@pytest.mark.parametrize("machine", [{"website": "http://spam"}, {"ago": 0}])
def test_a_machine_is_thanked_and_forgotten(send, machine):
    assert send(**machine).status_code == 200
    assert not Lead.objects.exists()


def test_a_page_sent_twice_is_one_lead(form):
    body = TYPED | {"token": public.new_token(form.key, timezone.now() - dt.timedelta(seconds=9))}
    for _time in range(2):
        assert Client().post(f"/f/{form.key}/", body).status_code == 200
    assert Lead.objects.count() == 1


@pytest.mark.parametrize("token", ["", "unsinn", "a:b:c"])
def test_a_token_that_is_not_ours_is_asked_again(send, token):
    assert send(token=token).status_code == 422
    assert not Lead.objects.exists()


def test_the_token_of_another_form_does_not_count(form, send):
    other = public.new_token("otherform", timezone.now() - dt.timedelta(seconds=30))
    assert send(token=other).status_code == 422
    assert not Lead.objects.exists()


def test_a_page_that_lay_open_for_a_day_keeps_what_was_typed(send):
    answer = send(ago=90_000)
    assert answer.status_code == 422
    assert "东湖玻璃厂" in answer.content.decode()
    assert not Lead.objects.exists()


def test_sent_again_at_once_after_lying_open_it_is_a_lead(form, send):
    asked_again = send(ago=90_000).content.decode()
    token = re.search(r'name="token" value="([^"]+)"', asked_again)[1]
    answer = Client().post(f"/f/{form.key}/", TYPED | {"token": token})
    assert (answer.status_code, Lead.objects.count()) == (200, 1)


def test_a_fault_of_ours_is_not_taken_for_a_page_sent_twice(send, monkeypatch):
    def fail(*_given, **_told):
        raise IntegrityError("something else")

    monkeypatch.setattr(records, "create", fail)
    with pytest.raises(IntegrityError):
        send()
    assert not FormSubmission.objects.exists()


def test_two_clicks_at_once_are_one_lead(race, form, at):  # noqa: F811
    told = {name: TYPED[name] for name in ("name", "phone")}
    given = {"token": "t", "address": "10.0.0.1", "at": at}
    results = race(*(lambda: capture(form, told, **given) for _time in range(2)))
    assert sorted(type(one).__name__ for one in results) == ["Lead", "NoneType"]
    assert race(Lead.objects.count) == [1]


def test_a_household_with_many_addresses_counts_as_one(form, send):
    answers = []
    for number in range(MOST + 1):
        client = Client(REMOTE_ADDR=f"2001:db8:1:2::{number + 1:x}")
        answers.append(send(client=client).status_code)
    assert answers == [200] * MOST + [429]


def test_one_address_sends_only_so_much(send):
    answers = [send().status_code for _time in range(MOST + 2)]
    assert answers == [200] * MOST + [429] * 2
    assert Lead.objects.count() == MOST
    assert forget_submissions(at=timezone.now() + dt.timedelta(days=2)) == MOST
    assert not FormSubmission.objects.exists()


@pytest.mark.parametrize("change", [{"phone": "12"}, {"name": ""}, {"consent": ""}])
def test_what_is_wrong_is_said_beside_it(send, change):
    answer = send(**change)
    assert answer.status_code == 422
    assert "text-danger" in answer.content.decode()
    assert not Lead.objects.exists()


def test_a_closed_form_is_not_there(form, boss, at):
    records.change(form, {"active": False}, by=boss.actor, at=at)
    assert Client().get(f"/f/{form.key}/").status_code == 404


def test_the_administrator_reads_how_to_embed_it(form, admin):
    page = admin.browser().get(f"/leadforms/{form.pk}/").content.decode()
    assert f"&lt;iframe src=&quot;http://testserver/f/{form.key}/" in page.replace('"', "&quot;")
