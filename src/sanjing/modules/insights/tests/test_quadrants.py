"""The map of volume and loyalty: what is counted, for whom, and what is done about it."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from django.db.models import Sum

from sanjing.foundation.assumptions.actions import set_value
from sanjing.foundation.assumptions.declaring import find
from sanjing.foundation.assumptions.queries import Origin, value
from sanjing.foundation.entities import records, registry
from sanjing.modules.activities.models import Task
from sanjing.modules.insights import quadrants
from sanjing.modules.insights.models import Playbook
from sanjing.modules.scores.actions import score
from sanjing.modules.scores.actions.score import ask, carry_out
from sanjing.modules.scores.models import CustomerScore, PastScore, Quadrant
from sanjing.modules.scores.queries import last_run
from sanjing.modules.scores.tests.conftest import AT, SYSTEM, TODAY, firm, written  # noqa: F401

EARLIER = TODAY - dt.timedelta(40)
LARGE, SMALL = Quadrant.LARGE_DISLOYAL, Quadrant.SMALL_LOYAL


@pytest.fixture
def scored(firm, monkeypatch):  # noqa: F811
    """The firm as it stands today, and forty days ago with two customers elsewhere."""
    monkeypatch.setattr(score, "MONTHS", 0)
    carry_out(ask(at=AT), at=AT)
    rows = [
        PastScore(customer_id=one.pk, as_of=EARLIER, quadrant=one.quadrant, year_sales=one.year_sales,
                  year_margin=one.year_margin, loyalty=one.loyalty)
        for one in CustomerScore.objects.all()
    ]  # fmt: skip
    PastScore.objects.bulk_create(rows)
    return firm


def make_dangerous(customer):
    CustomerScore.objects.filter(pk=customer.pk).update(quadrant=LARGE, loyalty=20, stake=500_00)


def test_every_customer_with_scores_is_counted_once_and_only_those_one_sees(scored):
    boss, seller = scored["boss"], scored["seller"]
    found = quadrants.parts(boss.actor)
    kept = CustomerScore.objects.aggregate(sales=Sum("year_sales"), margin=Sum("year_margin"))
    assert [one.quadrant for one in found] == list(Quadrant)
    assert sum(one.customers for one in found) == CustomerScore.objects.count() == 78
    assert sum(one.sales for one in found) == kept["sales"] > 0
    assert sum(one.margin for one in found) == kept["margin"] > 0
    own = CustomerScore.objects.filter(customer__owner=seller.user)
    assert sum(one.customers for one in quadrants.parts(seller.actor)) == own.count() == 12
    points = quadrants.largest(seller.actor)
    assert {one.pk for one in points} <= set(own.values_list("pk", flat=True))
    page = boss.browser().get("/insights/quadrants/").text
    assert "大而忠" in page and "/customers/?quadrant=small_disloyal" in page
    service = scored["service"].user.roles.get()
    service.field_rules = {**service.field_rules, "order": {"amount": "hidden"}}
    service.save()
    assert scored["service"].browser().get("/insights/quadrants/").status_code == 403


def test_movers_are_told_with_their_money_and_by_name(scored):
    boss, seller = scored["boss"], scored["seller"]
    mine, other = scored["customers"][3], scored["customers"][40]
    for customer, was in ((mine, SMALL), (other, SMALL)):
        PastScore.objects.filter(customer=customer).update(quadrant=was, year_sales=900)
        make_dangerous(customer)
    rows = quadrants.moved(boss.actor, EARLIER, None)
    (flow,) = quadrants.flows(rows)
    sales = CustomerScore.objects.filter(pk__in=[mine.pk, other.pk]).aggregate(n=Sum("year_sales"))
    assert (flow.was, flow.now, flow.customers, flow.before) == (SMALL, LARGE, 2, 1800)
    assert flow.after == sales["n"]
    assert {one.customer for one in quadrants.movers(rows, SMALL, LARGE)} == {mine, other}
    (own,) = quadrants.flows(quadrants.moved(seller.actor, EARLIER, None))
    assert own.customers == 1
    day = f"since={EARLIER:%Y-%m-%d}"
    page = (
        seller.browser().get(f"/insights/quadrants/?{day}&was=small_loyal&now=large_disloyal").text
    )
    assert (
        "1 位换了象限" in page
        and "小而忠 → 大而不忠" in page
        and str(other) not in page.split("movers")[1]
    )
    assert not quadrants.flows(quadrants.moved(boss.actor, EARLIER, EARLIER))


def test_dangerous_large_customers_show_what_is_at_stake_and_what_is_next(scored):
    boss, customer = scored["boss"], scored["customers"][3]
    make_dangerous(customer)
    values = {"customer": customer, "amount": "800", "booked_on": EARLIER.isoformat(),
              "due_on": EARLIER.isoformat()}  # fmt: skip
    records.create(registry.get("invoice"), values, by=SYSTEM, at=AT)
    given = {
        "customer": customer,
        "what": "多账期 30 天",
        "value": "120",
        "granted_on": EARLIER.isoformat(),
    }
    records.create(registry.get("concession"), given, by=SYSTEM, at=AT)
    row = next(one for one in quadrants.watch_list(boss.actor, TODAY) if one.customer == customer)
    assert (row.owed, row.overdue, row.conceded, row.task) == (80_000, 80_000, 12_000, None)
    boss.browser().post(f"/customers/{customer.pk}/follow_playbook/", {})
    task = Task.objects.get(customer=customer)
    assert task.title.startswith("大而不忠：") and task.owner == scored["seller"].user
    row = next(one for one in quadrants.watch_list(boss.actor, TODAY) if one.customer == customer)
    assert row.task == task
    assert task.title in boss.browser().get("/insights/quadrants/").text
    boss.browser().post(f"/customers/{customer.pk}/follow_playbook/", {})
    assert Task.objects.filter(customer=customer).count() == 1


def test_who_has_no_quadrant_is_given_a_task_only_in_words(scored):
    never, boss = scored["customers"][-1], scored["boss"].browser()
    address = f"/customers/{never.pk}/follow_playbook/"
    assert boss.post(address, {}).status_code == 422
    assert not Task.objects.filter(customer=never).exists()
    assert boss.post(address, {"what": "问问为什么没买"}).status_code == 303
    assert Task.objects.get(customer=never).title == "问问为什么没买"


def test_the_plan_of_a_quadrant_is_written_by_those_who_lead(scored):
    address = "/insights/quadrants/large_disloyal/"
    assert scored["seller"].browser().get(address).status_code == 403
    boss = scored["boss"].browser()
    assert "盯紧" in boss.get(address).text
    assert boss.post(address, {"aim": "", "steps": "x"}).status_code == 422
    assert boss.post(address, {"aim": "谈年度合同", "steps": "先收款"}).status_code == 303
    assert Playbook.objects.get().aim == "谈年度合同"
    assert "谈年度合同" in boss.get("/insights/quadrants/").text
    assert boss.get("/insights/quadrants/nowhere/").status_code == 404


def test_a_threshold_of_the_firm_replaces_its_pareto_ratio_from_the_next_run_on(scored):
    boss = scored["boss"]
    own = value("large_from", TODAY)
    assert own.origin is Origin.OWN and own.minor == last_run().facts["large_from"]
    set_value(find("large_from"), Decimal(2), since=TODAY, reason="小公司", by=SYSTEM, at=AT)
    assert "下次评分后生效" in boss.browser().get("/insights/quadrants/").text
    carry_out(ask(at=AT), at=AT)
    assert last_run().facts["large_from"] == 200 and value("large_from", TODAY).minor == 200
    small = CustomerScore.objects.filter(year_sales__lt=200, quadrant__startswith="large")
    large = CustomerScore.objects.filter(year_sales__gte=200, quadrant__startswith="small")
    assert not small.exists() and not large.exists()


def test_without_scores_the_page_says_where_they_come_from(firm):  # noqa: F811
    assert 'href="/scores/"' in firm["boss"].browser().get("/insights/quadrants/").text
