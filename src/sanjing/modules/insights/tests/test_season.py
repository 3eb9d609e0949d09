"""The year as sold, and whom to ask before a season: the same as adding it up by hand."""

import datetime as dt

import pytest

from sanjing.analytics.season import calendar
from sanjing.foundation.accounts.models import Role
from sanjing.kernel.periods import add_months
from sanjing.modules.activities.models import Task
from sanjing.modules.insights import seasons
from sanjing.modules.insights.actions.plan_season import plan_season
from sanjing.modules.insights.models import SeasonTask
from sanjing.modules.insights.seasons import Season
from sanjing.modules.insights.tests.conftest import AT, CATEGORIES, TODAY

NEXT = Season.of(add_months(TODAY, 1), 2, "")


def by_hand(sales, season):
    """{customer: (years, money a year, last day)} of who bought in the season before and has not ordered."""
    found = {}
    for number in {one.customer for one in sales}:
        own = [one for one in sales if one.customer == number]
        bought = [
            one for one in own if season.category in ("", *(name for name, _amount in one.lines))
        ]
        if any(one.day >= season.ordered_since for one in bought):
            continue
        money, last, years = 0, None, 0
        for back in (1, 2, 3):
            start, end = (
                add_months(season.starts_on, -12 * back),
                add_months(season.ends_on, -12 * back),
            )
            then = [one for one in bought if start <= one.day < end]
            years += bool(then)
            money += sum(one.of(season.category) if season.category else one.amount for one in then)
            last = max([one.day for one in then] + ([last] if last else []), default=None)
        if money > 0:
            found[number] = (years, money // years, last)
    return found


@pytest.mark.parametrize("login", ["boss", "seller"])
def test_every_year_is_what_its_orders_add_up_to(company, login):
    sales = company.seen_by(login)
    whole, groups = seasons.calendars(company.people[login].actor, TODAY)
    end = TODAY.replace(day=1)
    assert whole == calendar([(one.day, one.amount, 1) for one in sales], end=end)
    assert whole.years
    for name in CATEGORIES:
        lines = [(one.day, one.of(name), 1) for one in sales if one.of(name)]
        assert groups[name] == calendar(lines, end=end), name


@pytest.mark.parametrize("login", ["boss", "seller"])
@pytest.mark.parametrize("category", ["", "燃具"])
def test_who_bought_in_the_season_and_has_not_ordered_yet(company, login, category):
    season = Season(NEXT.starts_on, NEXT.ends_on, category)
    wanted = by_hand(company.seen_by(login), season)
    found = seasons.before(company.people[login].actor, season)
    numbers = {one.pk: n for n, one in enumerate(company.customers)}
    assert {
        numbers[row.customer.pk]: (row.years, row.amount, row.last) for row in found.rows
    } == wanted
    assert (found.count, found.amount) == (
        len(wanted),
        sum(money for _y, money, _l in wanted.values()),
    )
    assert [row.amount for row in found.rows] == sorted(
        (m for _y, m, _l in wanted.values()), reverse=True
    )
    assert wanted


def test_who_buys_in_which_month(company):
    sales = [one for one in company.seen_by("boss") if one.day >= add_months(TODAY, -36)]
    for buyer in seasons.buyers(company.people["boss"].actor, TODAY, "计量"):
        own = [
            one
            for one in sales
            if company.customers[one.customer] == buyer.customer and one.of("计量")
        ]
        assert buyer.amount == sum(one.of("计量") for one in own)
        assert buyer.months == tuple(sum(one.day.month == n for one in own) for n in range(1, 13))


def test_one_task_each_and_never_twice_for_a_season(company):
    boss = company.people["boss"].actor
    listed = [row.customer.pk for row in seasons.before(boss, NEXT).rows]

    done = plan_season(listed, NEXT, days_before=14, by=boss, at=AT)
    assert (done.made, done.had, done.refused) == (len(listed), 0, 0)
    again = plan_season(listed, NEXT, days_before=30, by=boss, at=AT)
    assert (again.made, again.had) == (0, len(listed))
    overlapping = Season.of(add_months(TODAY, 2), 2, "燃具")
    assert plan_season(listed, overlapping, days_before=1, by=boss, at=AT).made == 0
    later = Season.of(add_months(TODAY, 3), 1, "")
    assert plan_season(listed[:1], later, days_before=1, by=boss, at=AT).made == 1

    tasks = Task.objects.filter(
        pk__in=SeasonTask.objects.filter(starts_on=NEXT.starts_on).values("task")
    )
    assert {task.due_date for task in tasks} == {max(NEXT.starts_on - dt.timedelta(14), TODAY)}
    assert all(task.owner == task.customer.owner for task in tasks)
    assert all(row.planned and row.task for row in seasons.before(boss, NEXT).rows)


def test_a_season_that_is_near_is_due_today(company):
    boss = company.people["boss"].actor
    plan_season([company.customers[0].pk], NEXT, days_before=90, by=boss, at=AT)
    assert Task.objects.get().due_date == TODAY


def test_nobody_plans_for_customers_they_do_not_see(company):
    seller = company.people["seller"].actor
    unseen = [one.pk for one in company.customers if one.owner == company.people["other"].user]
    assert plan_season(unseen, NEXT, days_before=14, by=seller, at=AT).made == 0
    assert not SeasonTask.objects.exists()


def test_the_pages_show_it_and_plan_what_is_ticked(company):
    browser = company.people["seller"].browser()
    assert "占全年" in browser.get("/insights/season/?category=燃具").text
    assert browser.get(f"/insights/season/?customer={company.customers[1].pk}").status_code == 200
    assert browser.get(f"/insights/season/?customer={company.customers[0].pk}").status_code == 404
    url = f"month={NEXT.starts_on:%Y-%m}&months=2&category="
    rows = seasons.before(company.people["seller"].actor, NEXT).rows
    assert rows and rows[0].customer.name in browser.get(f"/insights/season/before/?{url}").text
    sent = {"ids": [rows[0].customer.pk, company.customers[0].pk], "days_before": "14"}
    page = browser.post(f"/insights/season/plan/?{url}", sent, follow=True).text
    assert "安排了 1 条待办" in page and "已安排" in page
    assert SeasonTask.objects.get().customer == rows[0].customer


def test_whoever_may_not_read_amounts_sees_no_year(company, make_person):
    role = Role.objects.get(key="marketing")
    role.field_rules = {**role.field_rules, "order": {"amount": "hidden"}}
    role.save()
    browser = make_person("teller", "何路人", role="marketing").browser()
    for page in (
        "season/",
        "season/before/",
        "whitespace/",
        f"whitespace/{company.customers[0].pk}/",
    ):
        assert browser.get(f"/insights/{page}").status_code == 403, page
    assert "同行买、他没买" not in browser.get(f"/customers/{company.customers[0].pk}/").text
