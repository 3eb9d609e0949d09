"""催收: most money times age first, the diary, and the next step in the same form."""

import datetime as dt

import pytest
from django.utils import timezone

from sanjing.foundation.accounts.models import Role
from sanjing.foundation.entities import records, registry
from sanjing.modules.activities.models import Task
from sanjing.modules.receivables import collecting
from sanjing.modules.receivables.actions.sum_customers import sum_customers
from sanjing.modules.receivables.models import CollectionNote

from .conftest import SYSTEM

NOW = timezone.now()
TODAY = timezone.localdate(NOW)
DAY = dt.timedelta(1)


@pytest.fixture
def late(owe, make_customer, seller):
    """`late("甲厂", "100", 30)` owes 100 元 for thirty days."""

    def make(name, amount, days, **values):
        one = make_customer(name, **values)
        day = TODAY - days * DAY
        owe(amount, customer=one, due_on=day, booked_on=day)
        sum_customers([one.pk], on=TODAY)
        return one

    return make


def note(customer, outcome="evades", **values):
    given = {"customer": customer, "outcome": outcome, "happened_on": TODAY} | values
    return records.create(registry.get("collectionnote"), given, by=SYSTEM, at=NOW)


def names(actor=SYSTEM, *, resting=False, mine=False):
    found = collecting.worklist(actor, TODAY, resting=resting, mine=mine)
    return [case.customer.name for case in found.cases]


def test_most_money_times_age_comes_first(late):
    late("久而少", "10", 300)
    late("新而多", "2000", 2)
    late("又久又多", "900", 90)
    late("没到期", "99999", 0)
    assert names() == ["又久又多", "新而多", "久而少"]


def test_who_promised_or_is_to_be_asked_later_rests_until_then(late):
    told, later, now, broke = (late(name, "100", 9 - n) for n, name in enumerate("甲乙丙丁"))
    note(told, "promised", promised_on=TODAY + 2 * DAY)
    note(later, next_on=TODAY + DAY)
    note(now, next_on=TODAY)
    note(broke, "promised", happened_on=TODAY - 5 * DAY, promised_on=TODAY - DAY)
    assert names() == ["丙", "丁"]
    assert names(resting=True) == ["甲", "乙", "丙", "丁"]
    cases = collecting.worklist(SYSTEM, TODAY, resting=True, mine=False).cases
    assert [case.broken for case in cases] == [0, 0, 0, 1]
    assert [bool(case.promised) for case in cases] == [True, False, False, False]


def test_the_sum_is_of_all_and_not_of_those_shown(late, monkeypatch):
    monkeypatch.setattr(collecting, "SHOWN", 1)
    late("甲", "100", 5)
    late("乙", "1", 5)
    found = collecting.worklist(SYSTEM, TODAY, resting=False, mine=False)
    assert (len(found.cases), found.more, found.count, found.overdue) == (1, True, 2, 101_00)


def test_sellers_see_their_own_customers(late, seller, other_seller):
    late("林家", "100", 5, owner=seller.user)
    late("吴家", "100", 4, owner=other_seller.user)
    assert names(seller.actor) == ["林家"]
    assert names(mine=True) == []


def test_the_page_costs_the_same_for_one_as_for_many(late, finance, django_assert_max_num_queries):
    for n in range(6):
        note(late(f"客户{n}", "100", 5), said="下周再说")
    browser = finance.browser()
    browser.get("/collection/")
    with django_assert_max_num_queries(25):
        page = browser.get("/collection/")
    assert page.text.count("下周再说") == 6


def test_diary_promise_and_next_step_are_one_form(late, finance):
    first, second = late("甲厂", "900", 90), late("乙厂", "100", 10)
    browser = finance.browser()
    page = browser.get(f"/collection/{first.pk}/").text
    for name in (
        "outcome",
        "said",
        "promised_on",
        "promised_amount",
        "next_on",
        "next_step",
        "way",
    ):
        assert f'name="{name}"' in page
    told = {
        "way": "call", "outcome": "promised", "said": "月底前一定付", "promised_amount": "500",
        "promised_on": f"{TODAY + 3 * DAY}", "next_on": f"{TODAY + 4 * DAY}", "next_step": "核对到账",
    }  # fmt: skip
    answer = browser.post(f"/collection/{first.pk}/", told | {"next": "1"})
    assert answer.headers["Location"] == f"/collection/{second.pk}/"
    made = CollectionNote.objects.get()
    assert (made.promise, made.promised_amount, made.owner_id) == (
        "pending",
        500_00,
        finance.user.pk,
    )
    assert Task.objects.get().title == "核对到账"
    page = browser.get(f"/collection/{first.pk}/").text
    assert "月底前一定付" in page and "¥500" in page
    assert names() == ["乙厂"]


def test_what_is_wrong_is_said_beside_its_field_and_nothing_typed_is_lost(late, finance):
    one = late("甲厂", "900", 90)
    told = {"outcome": "promised", "said": "过几天", "promised_on": f"{TODAY - DAY}"}
    answer = finance.browser().post(f"/collection/{one.pk}/", told)
    assert answer.status_code == 422
    assert "不能早于催收的日子" in answer.text and "过几天" in answer.text
    assert not CollectionNote.objects.exists()


def test_who_may_only_look_gets_no_form(late, service, make_person):
    one = late("甲厂", "900", 90)
    page = service.browser().get(f"/collection/{one.pk}/")
    assert page.status_code == 200 and "<textarea" not in page.text
    assert service.browser().post(f"/collection/{one.pk}/", {"outcome": "paid"}).status_code == 403
    assert not CollectionNote.objects.exists()
    marketer = make_person("marketing", "何婷", role="marketing").browser()
    assert marketer.get("/collection/").status_code == 403
    assert marketer.get(f"/collection/{one.pk}/").status_code == 403


def test_a_colleagues_customer_is_not_there(late, other_seller, seller):
    one = late("甲厂", "900", 90, owner=seller.user)
    assert other_seller.browser().get(f"/collection/{one.pk}/").status_code == 404


def test_concessions_stand_beside_what_the_customer_brought(late, make_order, boss):
    one = late("甲厂", "900", 90)
    product = {"name": "表", "reference": "B1", "price": "100", "cost": "60.01"}
    records.create(registry.get("product"), product, by=SYSTEM, at=NOW)
    lines = [{"product": "B1", "quantity": "10"}]
    make_order(customer=one, lines=lines, ordered_on=TODAY, amount=None)
    given = {"customer": one, "what": "免运费", "value": "79.98", "granted_on": TODAY}
    records.create(registry.get("concession"), given, by=SYSTEM, at=NOW)
    found = collecting.given_away(one, SYSTEM, TODAY)
    assert (found.total, found.sales, found.profit, found.percent) == (79_98, 1000_00, 399_90, 20)
    assert "让步占 20%" in boss.browser().get(f"/collection/{one.pk}/").text


@pytest.mark.parametrize(
    ("rules", "gone"),
    [({"product": {"cost": "masked"}}, "同期毛利"), ({"order": {"amount": "hidden"}}, "同期销售"),
     ({"concession": {"value": "hidden"}}, "一年内的让步")],
)  # fmt: skip
def test_what_a_role_hides_is_not_told_by_the_way(rules, gone, late, make_order, finance):
    one = late("甲厂", "900", 90)
    product = {"name": "表", "reference": "B1", "price": "100", "cost": "60"}
    records.create(registry.get("product"), product, by=SYSTEM, at=NOW)
    lines = [{"product": "B1", "quantity": "10"}]
    make_order(customer=one, lines=lines, ordered_on=TODAY, amount=None)
    browser = finance.browser()
    assert gone in browser.get(f"/collection/{one.pk}/").text
    Role.objects.filter(key="finance").update(field_rules=rules)
    assert gone not in browser.get(f"/collection/{one.pk}/").text
