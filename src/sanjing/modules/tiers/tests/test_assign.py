"""Everybody is put into the tier of the rules, and only who moved is told of."""

from __future__ import annotations

import datetime as dt
import json

import pytest
from django.db.models import Count
from django.utils import timezone

from sanjing.foundation.customization.models import SavedView
from sanjing.foundation.entities import records, registry
from sanjing.foundation.entities.errors import Invalid
from sanjing.foundation.events.models import Event
from sanjing.foundation.tasks import queue
from sanjing.modules.activities.models import Activity
from sanjing.modules.customers.models import Customer
from sanjing.modules.scores.actions import score
from sanjing.modules.scores.actions.score import ask, carry_out
from sanjing.modules.scores.models import CustomerScore, CustomerYear, PastScore
from sanjing.modules.scores.tests.conftest import AT, SYSTEM, TODAY
from sanjing.modules.tiers import queries
from sanjing.modules.tiers.actions.take_criteria import take_criteria
from sanjing.modules.tiers.models import CustomerTier, PastTier
from sanjing.modules.tiers.tests.conftest import (
    TOMORROW,
    add_tier,
    give_margin,
    one_of,
    run,
    told_of,
)


def test_every_buyer_is_in_the_first_tier_whose_threshold_they_reach(firm):
    kept = dict(CustomerTier.objects.exclude(how="kept").values_list("pk", "tier__name"))
    margins = CustomerScore.objects.filter(pk__in=kept).values_list("pk", "year_margin")
    wanted = {
        pk: "金牌" if one >= firm.tiers.first else "银牌" if one >= firm.tiers.second else "普通"
        for pk, one in margins
    }
    assert kept == wanted and set(wanted.values()) == {"金牌", "银牌", "普通"}
    assert CustomerTier.objects.count() == 78
    assert not Event.objects.filter(name="customer.tier_changed").exists()


def test_the_ends_of_earlier_months_are_the_history_of_the_first_run(firm):
    ends = sorted(set(PastScore.objects.values_list("as_of", flat=True)))
    for day in ends:
        counts = queries.counts_on(firm.boss.actor, day)
        assert sum(counts.values()) == PastScore.objects.filter(as_of=day).count() > 0
    first = PastScore.objects.filter(as_of=ends[0])
    best = first.filter(year_margin__gte=firm.tiers.first)
    assert queries.counts_on(firm.boss.actor, ends[0])[firm.tiers.a.pk] == best.count()
    customer = Customer.objects.get(pk=best[0].customer_id)
    assert queries.tier_on(customer, ends[0]) == firm.tiers.a
    assert queries.tier_on(customer, ends[0] - dt.timedelta(1)) is None
    assert sum(queries.counts_on(firm.seller.actor, TODAY).values()) == 12


def test_a_second_run_writes_nothing_and_a_hair_moves_nobody(firm):
    assert run() == 0
    customer = one_of(firm.tiers.a)
    give_margin(customer, round(firm.tiers.first * 0.95))
    assert run() <= 1
    row = CustomerTier.objects.get(pk=customer.pk)
    assert (row.tier, row.how) == (firm.tiers.a, "kept") and not told_of(customer)
    give_margin(customer, round(firm.tiers.first * 0.89))
    assert run() == 1
    row.refresh_from_db()
    assert (row.tier, row.since, row.mark) == (firm.tiers.b, TOMORROW, "002银牌")
    assert told_of(customer) == [{"was": "金牌", "now": "银牌", "risen": False}]
    past = PastTier.objects.filter(customer=customer).latest("until")
    assert (past.tier, past.until, past.into) == (firm.tiers.a, TOMORROW, firm.tiers.b)
    assert run() == 0 and len(told_of(customer)) == 1
    page = firm.boss.browser().get(f"/customers/{customer.pk}/").text
    assert "分级从“金牌”变成“银牌”" in page and "以前的分级" in page


def test_new_scores_put_everybody_into_their_tiers_again(firm, monkeypatch):
    monkeypatch.setattr(score, "MONTHS", 0)
    customer = one_of(firm.tiers.b)
    CustomerTier.objects.filter(pk=customer.pk).update(ruled=firm.tiers.c, tier=firm.tiers.c)
    carry_out(ask(at=AT), at=AT)
    assert Event.objects.filter(name="score.reckoned").latest("pk").data["as_of"] == f"{TODAY}"
    while queue.run_one(worker="test"):
        pass
    assert CustomerTier.objects.get(pk=customer.pk).tier == firm.tiers.b
    assert told_of(customer) == [{"was": "普通", "now": "银牌", "risen": True}]


def test_a_night_without_a_model_moves_nobody(firm):
    by_future = add_tier(name="有前途", rank=0, measure="future", at_least="0.01")
    run()
    assert CustomerTier.objects.filter(tier=by_future).exists()
    CustomerScore.objects.update(future=None)
    assert run(TOMORROW + dt.timedelta(1)) <= CustomerTier.objects.filter(how="kept").count()
    assert CustomerTier.objects.filter(tier=by_future).exists()


def test_who_is_gone_is_in_no_tier_and_the_stay_is_kept(firm):
    customer = one_of(firm.tiers.b)
    records.remove(customer, by=SYSTEM, at=AT)
    run()
    assert not CustomerTier.objects.filter(pk=customer.pk).exists()
    assert PastTier.objects.get(customer=customer, until=TOMORROW).into is None


def test_a_tier_takes_the_customers_of_a_saved_list_as_it_was(firm):
    prospects = [
        one for one in firm.customers if not CustomerScore.objects.filter(pk=one.pk).exists()
    ]
    tier = add_tier(name="战略", rank=0, contact_days=14)
    view = SavedView.objects.create(
        entity="customer", label="瓷厂头两家", owner=firm.boss.user,
        query="where=" + json.dumps({"any": [{"field": "name", "op": "is", "value": one.name} for one in prospects]}),
    )  # fmt: skip
    take_criteria(tier, view=view, by=firm.boss.actor, at=AT)
    view.delete()
    run()
    assert set(CustomerTier.objects.filter(tier=tier).values_list("pk", flat=True)) == {
        one.pk for one in prospects
    }
    page = firm.boss.browser().get(f"/tiers/{tier.pk}/").text
    assert f"客户名称 是 {prospects[0].name}" in page and "按列表收客户" in page
    for query, why in (
        ("owner=me", "对每个人不一样"),
        ("tier=金牌", "不能拿来分级"),
        ("sort=name", "没有条件"),
    ):
        bad = SavedView.objects.create(
            entity="customer", label="x", owner=firm.boss.user, query=query
        )
        with pytest.raises(Invalid, match=why):
            take_criteria(tier, view=bad, by=firm.boss.actor, at=AT)
    assert take_criteria(tier, view=None, by=firm.boss.actor, at=AT).criteria == ""


def test_service_is_set_against_what_the_tier_is_due(firm):
    customer, floor = one_of(firm.tiers.a), queries.floor()
    for met, wanted in ((1, "below"), (12, "fits"), (40, "above")):
        CustomerYear.objects.filter(pk=customer.pk).update(call_count=met)
        CustomerScore.objects.filter(pk=customer.pk).update(first_on=TODAY - dt.timedelta(400))
        run()
        assert CustomerTier.objects.get(pk=customer.pk).service == wanted, (met, floor.contact_days)


def test_trouble_waits_until_somebody_speaks_to_the_customer_again(firm):
    customer, other = firm.customers[3], firm.customers[-1]
    make = lambda one, days, outcome: records.create(  # noqa: E731
        registry.get("activity"),
        {"customer": one, "kind": "call", "outcome": outcome, "happened_at": AT - dt.timedelta(days)},
        by=SYSTEM, at=AT,
    )  # fmt: skip
    for one in (customer, other):
        make(one, 9, Activity.Outcome.TROUBLE)
        make(one, 5, Activity.Outcome.UNREACHED)
    run()
    day = timezone.localdate(AT - dt.timedelta(9))
    assert CustomerTier.objects.get(pk=other.pk).tier is None
    assert {CustomerTier.objects.get(pk=one.pk).unanswered_on for one in (customer, other)} == {day}
    make(customer, 1, Activity.Outcome.TALKED)
    run()
    assert CustomerTier.objects.get(pk=customer.pk).unanswered_on is None


def asked(browser, **given) -> list[dict]:
    return browser.get("/api/customers", {"fields": "id,tier", "limit": 100} | given).json()["data"]


def test_lists_know_the_tier_by_its_name_and_sort_by_its_place(firm):
    browser = firm.boss.browser()
    rows = asked(browser, tier="金牌")
    assert len(rows) == CustomerTier.objects.filter(tier=firm.tiers.a).count() > 0
    assert {row["tier"] for row in rows} == {"金牌"}
    names = [row["tier"] for row in asked(browser, sort="tier", tier__filled="")]
    assert names == sorted(names, key=["金牌", "银牌", "普通"].index)
    records.change(firm.tiers.a, {"name": "钻石"}, by=SYSTEM, at=AT)
    assert "钻石" in browser.get("/customers/", {"tier": "钻石", "columns": "name,tier"}).text
    service = firm.service.user.roles.get()
    service.field_rules = {**service.field_rules, "order": {"amount": "hidden"}}
    service.save()
    hidden = firm.service.browser().get(f"/customers/{one_of(firm.tiers.a).pk}/").text
    assert "钻石" not in hidden and "该有的服务" not in hidden


def test_a_tier_that_nobody_can_enter_says_so(firm):
    barred = add_tier(
        name="白金", rank=5, measure="year_margin", at_least=str(firm.tiers.first / 100 + 1)
    )
    assert queries.never_reached(queries.tiers()) == {barred.pk: firm.tiers.b}
    assert "没有客户能进这一级" in firm.boss.browser().get(f"/tiers/{barred.pk}/").text
    before = dict(CustomerTier.objects.values_list("tier").annotate(Count("pk")))
    run()
    assert dict(CustomerTier.objects.values_list("tier").annotate(Count("pk"))) == before
