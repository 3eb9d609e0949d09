"""What is to come: weighted, by category and month, and how it moved."""

import datetime as dt

import pytest
from django.utils import timezone

from sanjing.foundation.accounts.models import Role
from sanjing.foundation.entities import records, registry
from sanjing.kernel.money import format_money
from sanjing.modules.deals import charts, forecasting
from sanjing.modules.deals.actions.move import move
from sanjing.modules.deals.actions.win import win
from sanjing.modules.deals.models import Deal
from sanjing.modules.deals.rules import weighted

TODAY = dt.date(2026, 3, 10)


@pytest.fixture
def visible(boss):
    return lambda: registry.get("deal").visible_to(boss.actor)


def test_months_and_categories_add_up(make_deal, visible, stage, at):
    make_deal(expected_close_date="2026-03-20", stage=stage("方案报价").pk, category="commit")
    make_deal(expected_close_date="2026-05-02", amount="33.33")
    make_deal(expected_close_date="2026-02-01", amount="1000")
    make_deal(expected_close_date="2026-03-09", amount="1")
    make_deal(expected_close_date="2026-09-01", amount="7")
    make_deal(amount="8")
    make_deal(expected_close_date="2026-03-21", category="omitted")
    rest, march, april, may, *_months, later, undated = forecasting.by_month(
        visible(), at=at, today=TODAY
    )
    assert (march.amounts, march.weighted, march.count) == ({"commit": 120_000_00}, 60_000_00, 1)
    assert (april.total, may.weighted) == (0, 333)
    assert (rest.total, rest.count) == (1001_00, 2), "yesterday's is overdue, whatever its month"
    assert (later.total, undated.count) == (7_00, 1)


def test_the_forecast_of_a_day_is_what_stood_then(make_deal, visible, stage, boss, at):
    deal = make_deal(expected_close_date="2026-04-20", by=boss.actor)
    records.change(deal, {"amount": "200000"}, by=boss.actor, at=at + dt.timedelta(days=8))
    move(deal, to=stage("方案报价"), by=boss.actor, at=at + dt.timedelta(days=15))
    win(deal, by=boss.actor, at=at + dt.timedelta(days=22))
    moments = [one.weighted for one in forecasting.history(visible(), at=at + dt.timedelta(23))][
        -5:
    ]
    assert moments == [0, 12_000_00, 20_000_00, 100_000_00, 0]
    then = forecasting.by_month(visible(), at=at + dt.timedelta(1), today=TODAY)
    assert sum(month.total for month in then) == 120_000_00


def test_the_page_shows_it_and_leads_to_the_deals(make_deal, boss, seller, stage):
    soon = (timezone.localdate() + dt.timedelta(days=1)).isoformat()
    make_deal(
        by=seller.actor, at=timezone.now(), expected_close_date=soon, stage=stage("方案报价").pk
    )
    page = boss.browser().get("/deals/forecast/")
    assert "加权预测" in page.content.decode()
    assert page.context["figures"][0][1] == "¥6万"
    row = next(row for row in page.context["rows"] if row["count"])
    assert "锅炉煤改气" in boss.browser().get(row["url"]).content.decode()
    yesterday = (timezone.localdate() - dt.timedelta(days=1)).isoformat()
    assert boss.browser().get("/deals/forecast/", {"on": yesterday}).context["figures"][2][1] == "0"


def test_every_figure_is_the_sum_of_the_deals_behind_its_link(make_deal, boss, stage):
    today, far = timezone.localdate(), dt.timedelta(days=400)
    for number, (due, category) in enumerate(
        (due, category)
        for due in (None, today - far, today - dt.timedelta(1), today, today + far)
        for category in ("commit", "best", "pipeline", "omitted")
    ):
        make_deal(by=boss.actor, at=timezone.now(), expected_close_date=due, category=category,
                  amount=f"{number + 1}.05", stage=stage("方案报价").pk)  # fmt: skip
    page = boss.browser().get("/deals/forecast/").context

    def behind(url):
        listed = boss.browser().get(url).context["rows"]
        deals = Deal.objects.filter(pk__in=[row.pk for row in listed])
        return sum(weighted(one.amount, one.stage.probability) for one in deals), len(deals)

    for row in page["rows"]:
        assert (row["weighted"], row["count"]) == (
            format_money(behind(row["url"])[0]),
            behind(row["url"])[1],
        )
    (_w, sum_shown, url), (_c, count_shown, count_url) = page["figures"][0], page["figures"][2]
    assert (
        sum_shown == charts.money(behind(url)[0])
        and count_shown == str(behind(count_url)[1]) == "15"
    )


def test_a_forecast_of_another_day_does_not_lead_to_the_deals_of_today(make_deal, boss):
    make_deal(by=boss.actor, at=timezone.now() - dt.timedelta(days=9))
    yesterday = (timezone.localdate() - dt.timedelta(days=1)).isoformat()
    text = boss.browser().get("/deals/forecast/", {"on": yesterday}).content.decode()
    assert "outcome=open" not in text


def test_it_counts_only_what_the_reader_sees(make_deal, seller, other_seller):
    make_deal(by=seller.actor, at=timezone.now())
    assert other_seller.browser().get("/deals/forecast/").context["figures"][2][1] == "0"
    assert seller.browser().get("/deals/forecast/").context["figures"][2][1] == "1"


@pytest.mark.parametrize("page", ["forecast", "winning", "progress"])
def test_who_may_not_know_amounts_is_refused(make_deal, seller, outsider, page):
    Role.objects.filter(key="salesperson").update(field_rules={"deal": {"amount": "masked"}})
    for person in (seller, outsider):
        assert person.browser().get(f"/deals/{page}/").status_code == 403


def test_a_deal_in_the_bin_is_not_counted(make_deal, boss, visible, at):
    deal = make_deal(by=boss.actor)
    records.remove(deal, by=boss.actor, at=at)
    assert sum(one.count for one in forecasting.by_month(visible(), at=at, today=TODAY)) == 0


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31", "?"])
def test_a_day_that_cannot_be_shown_is_today(boss, day):
    browser = boss.browser()
    assert browser.get("/deals/forecast/", {"on": day}).context["day"] == timezone.localdate()
    for page in ("winning", "leads"):
        assert browser.get(f"/deals/{page}/", {"on": day}).status_code == 200


@pytest.mark.parametrize("month", ["0001-01", "9999-12", "2026-13"])
def test_a_month_that_cannot_be_shown_is_this_one(boss, month):
    page = boss.browser().get("/deals/progress/", {"month": month})
    assert page.context["month"] == timezone.localdate().replace(day=1)
