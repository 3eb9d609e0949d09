"""The page of tiers: what is counted, for whom, and that every figure leads to the customers it counts."""

from __future__ import annotations

import datetime as dt
import re
from urllib.parse import urlsplit

from django.db.models import Sum
from django.http import QueryDict
from django.utils import timezone

from sanjing.foundation.entities import paging, records, registry
from sanjing.foundation.entities.asking import read
from sanjing.foundation.figures.actions import turn
from sanjing.kernel.periods import add_months
from sanjing.modules.customers.models import Customer
from sanjing.modules.insights import tier_lists as lists
from sanjing.modules.insights import tier_service as service
from sanjing.modules.insights import tiers as reading
from sanjing.modules.insights.quadrants import days
from sanjing.modules.scores.models import CustomerScore, CustomerYear
from sanjing.modules.scores.tests.conftest import AT, SYSTEM, TODAY
from sanjing.modules.tiers import queries
from sanjing.modules.tiers.actions.assign import assign_everybody
from sanjing.modules.tiers.models import CustomerTier, PastTier, ServiceFloor, Tier
from sanjing.modules.tiers.tests.conftest import firm, written  # noqa: F401

NOW = timezone.now()


def listed(address: str, actor) -> int:
    """How many customers the list at an address holds."""
    entity = registry.get("customer")
    question = read(QueryDict(urlsplit(address).query), entity, actor)
    return paging.rows_of(entity, actor, question).count()


def test_every_customer_in_a_tier_is_counted_once_and_only_those_one_sees(firm):  # noqa: F811
    boss, seller, tiers = firm.boss.actor, firm.seller.actor, queries.tiers()
    found = reading.parts(reading.grouped(boss), tiers)
    kept = CustomerScore.objects.aggregate(sales=Sum("year_sales"), margin=Sum("year_margin"))
    assert [one.tier.name for one in found] == ["金牌", "银牌", "普通"]
    assert sum(one.customers for one in found) == 78
    assert sum(one.year_sales for one in found) == kept["sales"]
    assert sum(one.year_margin for one in found) == kept["margin"]
    assert sum(one.customers for one in reading.parts(reading.grouped(seller), tiers)) == 12
    assert all(one.customers == listed(lists.of_tier(one.tier), boss) for one in found)
    earlier = reading.parts_on(boss, tiers, days()[0])
    assert {one.tier.pk: one.customers for one in earlier} == queries.counts_on(boss, days()[0])
    page = firm.boss.browser().get("/insights/tiers/").text
    assert "“金牌”" in page and f"截至 {TODAY:%Y-%m-%d}" in page
    assert (
        f"{days()[0]:%Y-%m-%d} 那天"
        in firm.boss.browser().get(f"/insights/tiers/?as_of={days()[0]}").text
    )
    role = firm.service.user.roles.get()
    role.field_rules = {**role.field_rules, "order": {"amount": "hidden"}}
    role.save()
    assert firm.service.browser().get("/insights/tiers/").status_code == 403


def test_what_is_kept_by_night_is_what_each_reader_would_count(firm):  # noqa: F811
    month, tiers = TODAY.replace(day=1), queries.tiers()

    def told(actor):
        return [
            reading.parts(reading.grouped(actor), tiers), reading.parts_on(actor, tiers, days()[0]),
            reading.flows(actor, tiers, month, add_months(month, 1)), service.cares(actor, tiers, NOW, TODAY),
        ]  # fmt: skip

    readers = [firm.boss.actor, firm.seller.actor]
    alone = [told(one) for one in readers]
    assert alone[0] != alone[1]
    turn(TODAY, keeps=True)
    assert [told(one) for one in readers] == alone
    Customer.objects.update(last_contacted_at=NOW)
    assert [told(one) for one in reversed(readers)] == alone[::-1]
    ServiceFloor.objects.update_or_create(
        pk=ServiceFloor.ONLY, defaults={"contact_days": 3, "answer_days": 1}
    )
    assert told(readers[0])[-1] != alone[0][-1]


def test_movers_of_the_month_are_told_by_name(firm):  # noqa: F811
    month, boss = TODAY.replace(day=1), firm.boss.actor
    until = month + dt.timedelta(31)
    PastTier.objects.all().delete()
    CustomerTier.objects.update(since=month - dt.timedelta(40))
    mine = CustomerTier.objects.filter(tier=firm.tiers.a, customer__owner=firm.seller.user)[:1]
    other = CustomerTier.objects.filter(tier=firm.tiers.a, customer__owner=firm.boss.user)[:1]
    moved = Customer.objects.filter(pk__in=[one.pk for one in (*mine, *other)])
    CustomerScore.objects.filter(pk__in=moved).update(year_margin=0)
    assign_everybody(as_of=TODAY, at=AT)
    tiers = queries.tiers()
    (flow,) = reading.flows(boss, tiers, month, until)
    assert (flow.was, flow.now, flow.customers, flow.margin) == (
        firm.tiers.a,
        firm.tiers.c,
        len(moved),
        0,
    )
    address = re.search(
        r'href="(\?month=[^"]+#movers)"', firm.boss.browser().get("/insights/tiers/").text
    )
    page = firm.boss.browser().get("/insights/tiers/" + address[1].replace("&amp;", "&")).text
    assert f"0 位升级，{len(moved)} 位降级，0 位新进来" in page and "金牌 → 普通" in page
    assert all(str(one) in page for one in moved)
    assert sum(
        one.customers for one in reading.flows(firm.seller.actor, tiers, month, until)
    ) == len(mine)


def test_service_is_counted_as_the_lists_behind_it_do(firm):  # noqa: F811
    boss, tiers = firm.boss.actor, queries.tiers()
    for n, one in enumerate(CustomerTier.objects.order_by("pk")):
        ago = (None, 5, 45, 100)[n % 4]
        contacted = NOW - dt.timedelta(ago, 60) if ago else None
        Customer.objects.filter(pk=one.pk).update(
            last_contacted_at=contacted, owned_since=NOW - dt.timedelta(200)
        )
    assign_everybody(as_of=TODAY, at=AT)
    CustomerTier.objects.filter(customer__in=firm.customers[:4]).update(
        unanswered_on=TODAY - dt.timedelta(9)
    )
    cares = service.cares(boss, tiers, NOW, TODAY)
    for one in cares:
        assert one.late == listed(lists.out_of_touch(one.tier, one.contact_days), boss)
        assert one.neglected == listed(lists.out_of_touch(one.tier, 90), boss)
        assert one.waiting == listed(lists.waiting(one.tier, one.answer_days), boss)
    gold = cares[0]
    assert gold.late > gold.neglected > 0 and gold.contact_days == 30
    assert sum(one.waiting for one in cares) == 4 and cares[-1].customers == 2


def test_who_is_served_beside_their_worth_is_listed(firm):  # noqa: F811
    boss, tiers = firm.boss.actor, queries.tiers()
    best, least = (
        CustomerTier.objects.filter(tier=one).order_by("pk")[0]
        for one in (firm.tiers.a, firm.tiers.c)
    )
    CustomerScore.objects.update(first_on=TODAY - dt.timedelta(500))
    CustomerYear.objects.update(call_count=6)
    CustomerYear.objects.filter(pk=best.pk).update(call_count=2, visit_count=1)
    CustomerYear.objects.filter(pk=least.pk).update(call_count=40)
    CustomerYear.objects.filter(
        pk__in=CustomerTier.objects.filter(tier=firm.tiers.a).exclude(pk=best.pk).values("pk")
    ).update(call_count=12)
    assign_everybody(as_of=TODAY, at=AT)
    found = {
        one.tier.name: (one.below, one.above)
        for one in service.matches(reading.grouped(boss), tiers)
    }
    assert found == {"金牌": (1, 0), "银牌": (0, 0), "普通": (0, 1)}
    (row,) = service.mismatches(boss, service.Service.BELOW)
    assert (row.place.pk, row.contacts, row.visits, row.due) == (best.pk, 3, 1, 12)
    assert listed(lists.of_tier(firm.tiers.c, service_level="above"), boss) == 1
    page = firm.boss.browser().get("/insights/tiers/").text
    assert "给少了，毛利最多的" in page and str(best.customer) in page.split('id="match"')[1]


def bill(customer, yuan, days, ago=30):
    booked = TODAY - dt.timedelta(ago)
    given = {
        "customer": customer, "amount": str(yuan), "booked_on": booked.isoformat(),
        "due_on": (booked + dt.timedelta(days)).isoformat(),
    }  # fmt: skip
    return records.create(registry.get("invoice"), given, by=SYSTEM, at=AT)


def test_days_to_pay_are_part_of_the_service_a_tier_is_due(firm):  # noqa: F811
    boss = firm.boss.actor
    CustomerScore.objects.update(first_on=TODAY - dt.timedelta(500))
    CustomerYear.objects.update(call_count=6)
    gold = [
        one.customer for one in CustomerTier.objects.filter(tier=firm.tiers.a).order_by("pk")[:4]
    ]
    plain = CustomerTier.objects.filter(tier=firm.tiers.c).order_by("pk")[0].customer
    less, fits, mixed, void = gold
    bill(less, 100, 29)
    bill(fits, 100, 30)
    for yuan, given in ((900, 10), (100, 260)):
        bill(mixed, yuan, given)
    bill(void, 100, 90, ago=400)
    bill(plain, 100, 15)
    assign_everybody(as_of=TODAY, at=AT)
    assert not CustomerTier.objects.filter(credit_days__isnull=False).exists()
    before = dict(CustomerTier.objects.values_list("pk", "service"))
    records.change(firm.tiers.a, {"credit_days": 60}, by=SYSTEM, at=AT)
    records.change(firm.tiers.c, {"credit_days": 0}, by=SYSTEM, at=AT)
    assign_everybody(as_of=TODAY, at=AT)
    kept = dict(
        CustomerTier.objects.filter(credit_days__isnull=False).values_list("pk", "credit_days")
    )
    assert kept == {less.pk: 29, fits.pk: 30, mixed.pk: 35, plain.pk: 15}
    after = dict(CustomerTier.objects.values_list("pk", "service"))
    assert {pk for pk in after if after[pk] != before[pk]} == {less.pk, plain.pk}
    assert (after[less.pk], after[plain.pk]) == ("below", "above")
    (row,) = service.mismatches(boss, service.Service.BELOW)
    assert (row.place.pk, row.credit, row.credit_due) == (less.pk, 29, 60)
    match = firm.boss.browser().get("/insights/tiers/").text.split('id="match"')[1]
    assert "账期，该有" in match and ">29</a> / 60" in match and ">15</a> / 0" in match
    assert listed("/customers/?credit_days__at_most=15", boss) == 1
    assert "账期 60 天" in firm.boss.browser().get(f"/customers/{less.pk}/").text


def test_from_whom_invoices_are_hidden_the_days_to_pay_are_too(firm):  # noqa: F811
    records.change(firm.tiers.a, {"credit_days": 60}, by=SYSTEM, at=AT)
    bill(CustomerTier.objects.filter(tier=firm.tiers.a)[0].customer, 100, 5)
    assign_everybody(as_of=TODAY, at=AT)
    assert "账期，该有" in firm.boss.browser().get("/insights/tiers/").text
    role = firm.boss.user.roles.get()
    role.field_rules = {**role.field_rules, "invoice": {"amount": "hidden"}}
    role.save()
    page = firm.boss.browser().get("/insights/tiers/").text
    assert "给少了，毛利最多的" in page and "账期，该有" not in page


def test_before_anybody_is_lowered_their_referrals_are_told(firm):  # noqa: F811
    boss, tiers = firm.boss.actor, queries.tiers()
    down, up = (
        CustomerTier.objects.filter(tier=one).order_by("pk")[0].customer
        for one in (firm.tiers.b, firm.tiers.a)
    )
    records.change(down, {"grade": "a"}, by=SYSTEM, at=AT)
    records.change(up, {"grade": "a"}, by=SYSTEM, at=AT)
    found = reading.proposals(reading.grouped(boss), tiers)
    assert [(one.tier.name, one.grade) for one in found if one.lowers] == [("银牌", "a")]
    assert all(one.customers == listed(lists.graded(one.tier, one.grade), boss) for one in found)
    page = firm.boss.browser().get("/insights/tiers/").text.split('id="grades"')[1]
    assert str(down) in page and "还没有转介绍的记录" in page and str(up) not in page


def test_a_firm_without_tiers_is_shown_how_to_begin(firm):  # noqa: F811
    Tier.objects.all().delete()
    page = firm.boss.browser().get("/insights/tiers/").text
    assert "还没有分级" in page and "/tiers/new/" in page
    assert "还没有分级" in firm.seller.browser().get("/insights/tiers/").text
