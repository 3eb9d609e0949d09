"""Firms of which little is known: the pages say what is missing and why, and show no figure for it."""

import datetime as dt

import pytest

from sanjing.foundation.entities import batches, registry
from sanjing.modules.insights import quadrants, worth
from sanjing.modules.insights.tests.scored import scored, written_and_scored
from sanjing.modules.scores import grouping
from sanjing.modules.scores.actions.score import ask, carry_out
from sanjing.modules.scores.models import CustomerScore
from sanjing.modules.scores.tests.conftest import AT, SYSTEM, TODAY
from tests.support import cast

__all__ = ["scored", "written_and_scored"]
OVERVIEW, VALUE, QUADRANTS = "/insights/", "/insights/value/", "/insights/quadrants/"


def firm_of(customers, days, amount):
    """The owner of a firm of so many customers who all bought for one amount on the same days."""
    rows = [{"name": f"小店{n:02d}"} for n in range(customers)]
    made = batches.create_many(registry.get("customer"), rows, by=SYSTEM, at=AT).created
    orders = [
        {"customer": one, "ordered_on": (TODAY - dt.timedelta(ago)).isoformat(), "amount": amount, "state": "done"}
        for one in made.values() for ago in days
    ]  # fmt: skip
    batches.create_many(registry.get("order"), orders, by=SYSTEM, at=AT)
    carry_out(ask(at=AT), at=AT)
    return cast.person("boss", "钱总", role="owner")


@pytest.mark.django_db
def test_ten_customers_are_told_what_is_missing_and_shown_no_money_at_risk():
    boss = firm_of(10, (200, 100, 30), "500")
    sums = grouping.whole(worth.of(boss.actor).now)
    assert (sums.customers, sums.future, sums.stake) == (10, None, None)
    assert all(one.stake is None for one in quadrants.parts(boss.actor))
    page = boss.browser().get(OVERVIEW).text
    assert "买过的客户只有 10 位，至少要 50 位。" in page
    assert "在四天或更多天里买过的客户，两次购买之间一共 0 个间隔，至少要 100 个。" in page
    assert "一年前还没有客户，算不出流失" in page and "像是停购：" not in page
    assert "大而忠的占客户的" in page


@pytest.mark.django_db
def test_customers_of_whom_few_were_there_before_are_not_called_few():
    rows = [{"name": f"新店{n:02d}"} for n in range(60)]
    made = batches.create_many(registry.get("customer"), rows, by=SYSTEM, at=AT).created
    orders = [
        {"customer": one, "ordered_on": (TODAY - dt.timedelta(3 * n)).isoformat(), "amount": "90", "state": "done"}
        for n, one in enumerate(made.values())
    ]  # fmt: skip
    batches.create_many(registry.get("order"), orders, by=SYSTEM, at=AT)
    carry_out(ask(at=AT), at=AT)
    page = cast.person("boss", "钱总", role="owner").browser().get("/scores/").text
    assert "留出最近一段来检验，那以前就买过的客户只有 45 位，至少要 50 位。" in page


@pytest.mark.django_db
def test_sales_for_nothing_are_not_few_customers_and_have_no_quadrants():
    boss = firm_of(12, (300, 200, 100), "0")
    browser = boss.browser()
    value, overview = browser.get(VALUE).text, browser.get(OVERVIEW).text
    assert "还不到 10 位" not in value
    assert "近一年没有留下毛利，看不出钱集中在谁身上" in value
    assert "全部客户的金额加起来不大于零。" in overview and "大而忠的占客户的" not in overview


@pytest.mark.django_db
def test_one_customer_is_too_few_for_classes_and_says_so():
    boss = firm_of(1, (10,), "500")
    page = boss.browser().get(OVERVIEW).text
    assert "买过的客户只有 1 位，至少要 10 位。" in page and "八类客户" not in page


def test_one_quadrant_has_the_same_money_at_risk_on_every_page(scored):
    """Who bought nothing for a year is lost, and is not counted as at risk besides."""
    boss = scored["boss"].actor
    silent = CustomerScore.objects.filter(year_sales__gt=0, stake__gt=0).first()
    CustomerScore.objects.filter(pk=silent.pk).update(year_sales=0)
    overview = grouping.by(worth.of(boss).now, "quadrant")
    told = {one.quadrant: one.stake for one in quadrants.parts(boss) if one.customers}
    assert told == {key: sums.stake for key, sums in overview.items()}


@pytest.mark.parametrize(
    "page",
    [OVERVIEW, VALUE, QUADRANTS, "/insights/ladder/", "/insights/warning/", "/insights/costs/"],
)
def test_a_page_of_margins_names_the_margin_it_reckons_with(scored, page):
    assert 'href="/insights/assumptions/margin/"' in scored["boss"].browser().get(page).text
