"""What each customer cost and left in the year agrees, to the 分, with what was logged and booked."""

import datetime as dt
from decimal import Decimal

import pytest
from django.db.models import Sum
from django.utils import timezone

from sanjing.analytics.acquisition import FEW, Spending
from sanjing.foundation.assumptions.queries import value
from sanjing.foundation.entities import batches, registry
from sanjing.modules.activities.models import Activity
from sanjing.modules.receivables.models import Allocation, CustomerOwes, Invoice
from sanjing.modules.scores.actions import score
from sanjing.modules.scores.actions.score import ask, carry_out
from sanjing.modules.scores.models import CustomerScore, CustomerYear, ScoreRun
from sanjing.modules.scores.rates import KINDS, TOUCHES, rates
from sanjing.modules.scores.tests.conftest import AT, SYSTEM, TODAY

DAY = dt.timedelta(1)


def make(entity, rows):
    outcome = batches.create_many(registry.get(entity), rows, by=SYSTEM, at=AT)
    assert not outcome.refused, outcome.refused
    return list(outcome.created.values())


def ago(days):
    return AT - dt.timedelta(days)


@pytest.fixture
def busy(firm, monkeypatch):
    """Contacts with everybody, some too long ago; a prospect, deliveries, one not sent, concessions, invoices."""
    monkeypatch.setattr(score, "MONTHS", 0)
    customers = firm["customers"]
    make("activity", [
        {"customer": one, "kind": TOUCHES[n % 6], "happened_at": ago(n * 9), "summary": "谈了"}
        for n, one in enumerate(customers)
    ])  # fmt: skip
    make("activity", [{"customer": customers[-1], "kind": "visit", "happened_at": ago(n), "summary": "上门"}
                      for n in range(1, 6)])  # fmt: skip
    orders = [one.orders.order_by("pk").first() for one in customers[:10]]
    make("delivery", [{"order": one, "sent_at": AT} for one in orders] + [{"order": orders[0]}])
    make("concession", [
        {"customer": customers[n], "what": "降价", "value": "12.34", "granted_on": (TODAY - n * 50 * DAY).isoformat()}
        for n in range(10)
    ])  # fmt: skip
    owed = {"customer": customers[0], "amount": "1000", "due_on": TODAY.isoformat()}
    make("invoice", [owed | {"booked_on": (TODAY - n * DAY).isoformat()} for n in (100, 900)])
    carry_out(ask(at=AT), at=AT)
    return firm


def test_what_serving_costs_is_what_was_logged_at_the_rates_of_the_card(busy):
    since = timezone.make_aware(dt.datetime.combine(TODAY - 364 * DAY, dt.time()))
    card = rates(TODAY)
    for kind in TOUCHES:
        logged = Activity.objects.filter(kind=kind, happened_at__gte=since).count()
        assert logged and sums(f"{kind}_count", f"{kind}_cost") == (logged, logged * card[kind])
    assert sums("delivery_count", "delivery_cost") == (10, 10 * card["delivery"])
    parts = sum(sums(*(f"{kind}_cost" for kind in KINDS), "credit_cost"))
    assert parts == sums("cost")[0] == ScoreRun.objects.get().facts["year"]["cost"]
    assert sums("concessions") == (8 * 1234,)
    assert sums("sales", "margin") == totals(CustomerScore, "year_sales", "year_margin")
    one = CustomerYear.objects.get(pk=busy["customers"][0].pk)
    assert one.profit == one.margin - one.cost - one.concessions - one.bad_debt


def test_waiting_for_money_costs_interest_from_booking_to_settling(busy):
    one = CustomerYear.objects.get(pk=busy["customers"][0].pk)
    weight = 100_000 * 100 + 100_000 * 364
    assert one.credit_cost == round(Decimal(weight) * 3 / 100 / 365)
    first = Invoice.objects.order_by("booked_on").first()
    Allocation.objects.create(
        kind="write_off", customer=one.customer, invoice=first, amount=first.amount, on=TODAY - 64 * DAY, at=AT
    )  # fmt: skip
    carry_out(ask(at=AT), at=AT)
    again = CustomerYear.objects.get(pk=one.pk)
    assert again.bad_debt == 100_000 and CustomerOwes.objects.get(pk=one.pk).owed == 200_000
    assert again.credit_cost == round(Decimal(weight - 100_000 * 64) * 3 / 100 / 365)
    assert again.profit == one.profit - 100_000 + one.credit_cost - again.credit_cost


def test_who_never_bought_costs_what_hunting_costs(busy):
    prospect = busy["customers"][-1]
    one = CustomerYear.objects.get(pk=prospect.pk)
    visit = rates(TODAY)["visit"]
    assert (one.visit_count, one.sales, one.margin) == (
        5,
        0,
        0,
    ) and one.profit == -one.cost < -4 * visit
    assert not CustomerScore.objects.filter(pk=prospect.pk).exists()
    facts = ScoreRun.objects.get().facts["year"]
    whole = sum(sums(*(f"{kind}_cost" for kind in TOUCHES)))
    assert sum(side["money"] for side in facts["balance"]["sides"].values()) == whole
    assert sum(row["money"] for row in facts["balance"]["months"]) == whole
    assert facts["whale"]["customers"] == CustomerScore.objects.count()
    assert facts["winning"]["on_winning"] >= 5 * visit


def test_cost_and_profit_are_fields_of_the_customer_and_only_what_changed_is_written(busy):
    boss = busy["boss"].browser()
    page = boss.get("/api/customers?sort=profit&limit=1&fields=id,profit,cost_to_serve").json()
    worst = CustomerYear.objects.order_by("profit").first()
    assert page["data"][0]["id"] == worst.pk
    CustomerYear.objects.exclude(pk=worst.pk).update(scored_on=TODAY - DAY)
    carry_out(ask(at=AT), at=AT)
    assert CustomerYear.objects.filter(scored_on=TODAY).get() == worst


def test_the_companys_own_cost_of_winning_replaces_the_borrowed_one(busy):
    spent = Spending(**ScoreRun.objects.get().facts["year"]["winning"])
    assert spent.won >= FEW and spent.kept >= FEW
    cost, times = (value(key, TODAY) for key in ("winning_cost", "acquisition_ratio"))
    assert cost.number == round(Decimal(spent.on_winning) / spent.won / 100, 2)
    assert times.number == round(Decimal(float(spent.ratio)), 1)
    assert value("winning_cost", TODAY - DAY).is_borrowed
    page = busy["boss"].browser().get("/insights/churn-cost/").text
    assert times.told in page and times.text in page and "常说的" in page and "5 倍" in page
    assert "补回来" in page and cost.text in page
    theirs = busy["seller"].browser().get("/insights/churn-cost/").text
    assert times.told not in theirs and "只给看得到全部客户的人" in theirs


def sums(*names):
    return totals(CustomerYear, *names)


def totals(model, *names):
    found = model.objects.aggregate(**{f"{name}_sum": Sum(name) for name in names})
    return tuple(found[f"{name}_sum"] for name in names)
