"""Win rate, velocity and leak stage, with their sample sizes, as of any day."""

import datetime as dt

import pytest
from django.utils import timezone

from sanjing.foundation.entities import records, registry
from sanjing.modules.deals import queries, winning
from sanjing.modules.deals.actions.lose import lose
from sanjing.modules.deals.actions.reopen import reopen
from sanjing.modules.deals.actions.win import win
from sanjing.modules.deals.models import Deal


@pytest.fixture
def everything(boss):
    return lambda: registry.get("deal").visible_to(boss.actor)


def window(day, period="all"):
    return winning.Window.of(period, day)


def closed_by(everything, *days):
    """How many were closed up to each of the days."""
    return [winning.win_rate(everything(), window(day)).closed for day in days]


def test_the_rate_of_a_day_does_not_know_the_day_after(make_deal, boss, why, everything, at):
    ready = {"expected_close_date": "2026-04-01", "by": boss.actor}
    first, second = make_deal(**ready), make_deal(**ready)
    win(first, by=boss.actor, at=at + dt.timedelta(days=1))
    lose(second, reason=why(), by=boss.actor, at=at + dt.timedelta(days=2))
    day = at.date()
    figures = [winning.win_rate(everything(), window(day + dt.timedelta(n))) for n in range(3)]
    assert [(one.won, one.lost, one.amount) for one in figures] == [
        (0, 0, 0), (1, 0, 120_000_00), (1, 1, 120_000_00),
    ]  # fmt: skip
    assert (figures[0].percent, figures[2].percent, figures[2].few) == (None, 50, True)


def test_a_deal_that_goes_on_is_no_longer_lost(make_deal, boss, why, everything, at):
    deal = lose(make_deal(by=boss.actor), reason=why(), by=boss.actor, at=at + dt.timedelta(1))
    reopen(deal, by=boss.actor, at=at + dt.timedelta(3))
    day = at.date()
    assert winning.win_rate(everything(), window(day + dt.timedelta(2))).lost == 1
    assert winning.win_rate(everything(), window(day + dt.timedelta(4))).lost == 0


def test_a_deal_counts_on_the_day_it_was_closed_on_whenever_that_was_entered(
    make_deal, boss, everything, at
):
    deal = make_deal(by=boss.actor, expected_close_date="2026-04-01", opened_on="2026-01-01")
    day = at.date() - dt.timedelta(20)
    win(deal, closed_on=day, by=boss.actor, at=at)
    assert closed_by(everything, at.date(), day - dt.timedelta(1), day) == [1, 0, 1]
    page = boss.browser().get("/deals/progress/", {"month": f"{day:%Y-%m}"})
    assert page.context["rows"][0].won == winning.win_rate(everything(), window(day)).amount


def test_a_day_that_is_mended_moves_the_deal_in_all_figures(make_deal, boss, everything, at):
    deal = win(make_deal(by=boss.actor, expected_close_date="2026-04-01", opened_on="2026-01-01"),
               by=boss.actor, at=at)  # fmt: skip
    day = at.date() - dt.timedelta(20)
    records.change(deal, {"closed_on": day}, by=boss.actor, at=at)
    assert closed_by(everything, day - dt.timedelta(1), day) == [0, 1]


def test_the_figures_lead_to_the_deals_they_count(make_deal, boss, at):
    today = timezone.localdate()
    for age in (0, 89, 90):
        win(make_deal(by=boss.actor, expected_close_date=today.replace(year=today.year + 1),
                      opened_on="2020-01-01", name=f"前{age}天"),
            closed_on=today - dt.timedelta(age), by=boss.actor, at=timezone.now())  # fmt: skip
    page = boss.browser().get("/deals/winning/", {"period": "90"})
    behind = boss.browser().get(page.context["urls"]["won"]).content.decode()
    assert page.context["rate"].won == 2
    assert [f"前{age}天" in behind for age in (0, 89, 90)] == [True, True, False]


def test_the_stage_that_loses_most_is_named_only_with_enough_cases(
    make_deal, make_customer, boss, why, everything, stage, at
):
    customer, later = make_customer(), at + dt.timedelta(days=4)
    for number in range(12):
        deal = make_deal(by=boss.actor, customer=customer, stage=stage("方案报价").pk,
                         expected_close_date="2026-05-01")  # fmt: skip
        if number < 9:
            lose(deal, reason=why(), by=boss.actor, at=later)
        else:
            win(deal, by=boss.actor, at=later)
    once = make_deal(by=boss.actor, customer=customer)
    lose(once, reason=why(), by=boss.actor, at=later)
    stages = [one for one in queries.stages() if one.outcome == "open"]
    figures = winning.by_stage(everything(), window(later.date()), stages)
    found = winning.leak(figures)
    assert (found.stage.name, found.left, found.lost, found.percent) == ("方案报价", 12, 9, 75)
    assert round(found.days, 3) == 4
    assert figures[0].few and figures[0].lost == 1


def test_by_whom_and_by_what(make_deal, boss, seller, everything, at):
    lines = [{"product_name": "涡轮表", "quantity": 2, "unit_price": "100"},
             {"product_name": "安装", "unit_price": "50"}]  # fmt: skip
    deal = make_deal(by=seller.actor, lines=lines, expected_close_date="2026-04-01", source="fair")
    win(deal, by=seller.actor, at=at)
    assert Deal.objects.get().amount == 250_00
    by = {
        name: winning.rates_by(everything(), window(at.date()), name) for name in winning.DIMENSIONS
    }
    assert [(one.label, one.won, one.amount) for one in by["owner"]] == [("林晓梅", 1, 250_00)]
    assert [one.label for one in by["source"]] == ["fair"]
    page = boss.browser().get("/deals/winning/", {"period": "all", "by": "source"}).content.decode()
    assert "展会" in page
    assert "样本太少" in page


def test_two_people_of_one_name_are_two_and_each_competitor_is_one(
    make_deal, make_person, boss, seller, why, everything, at
):
    namesake = make_person("seller9", seller.user.name, role="salesperson")
    for person, competitors in ((seller, "甲厂，乙厂"), (namesake, "乙厂")):
        deal = make_deal(by=person.actor)
        lose(deal, reason=why(), competitors=competitors, by=person.actor, at=at)
    win(make_deal(by=seller.actor, expected_close_date="2026-04-01"), by=seller.actor, at=at)
    by = {name: winning.rates_by(everything(), window(at.date()), name) for name in
          ("owner", "competitor")}  # fmt: skip
    assert [(one.label, one.won, one.lost) for one in by["owner"]] == [
        (seller.user.name, 1, 1), (seller.user.name, 0, 1),
    ]  # fmt: skip
    assert [(one.label, one.won, one.lost) for one in by["competitor"]] == [
        ("乙厂", 0, 2), ("", 1, 0), ("甲厂", 0, 1),
    ]  # fmt: skip


def test_nonsense_in_the_address_is_the_usual_page(boss):
    asked = {"period": "x", "by": "password", "on": "gestern"}
    assert boss.browser().get("/deals/winning/", asked).status_code == 200
    assert boss.browser().get("/deals/progress/", {"month": "13"}).status_code == 200
