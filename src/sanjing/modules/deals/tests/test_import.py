"""A real pipeline comes in through the product's own import, and the figures are exactly its own."""

import pytest
from django.db.models import Avg, Sum

from sanjing.foundation.transfer.tests.cases import counts, reasons, take_in
from sanjing.modules.customers.models import Customer
from sanjing.modules.deals.models import Deal, DealLine, Outcome, StageEntry
from sanjing.modules.products.models import Product
from tests.support.shared import real

pytestmark = pytest.mark.django_db
MAVEN = "ship/crm_opportunities_maven/"


def test_a_real_pipeline_comes_in_whole(boss):
    take_in(real(MAVEN + "accounts.csv"), "customers")
    take_in(real(MAVEN + "products.csv"), "products")
    job = take_in(real(MAVEN + "sales_pipeline.csv"), "deals")
    assert (counts(job), reasons(job)) == ((8800, 0, 0, 0), {})
    won, lost = (Deal.objects.filter(outcome=one) for one in (Outcome.WON, Outcome.LOST))
    assert won.aggregate(sum=Sum("amount"))["sum"] == 10_005_534_00
    assert (won.count(), lost.count()) == (4238, 2473)
    closed = Deal.objects.exclude(outcome=Outcome.OPEN)
    assert round(closed.aggregate(days=Avg("cycle_days"))["days"], 1) == 48.0
    assert Deal.objects.filter(customer=None).count() == 1425
    assert Customer.objects.count() == 85
    assert Product.objects.count() == 7, "GTXPro is GTX Pro"
    assert DealLine.objects.filter(product__name="GTX Pro").count() == 1480
    assert Deal.objects.filter(stage__name="需求确认").count() == 1589
    assert StageEntry.objects.filter(left_at=None).count() == 8800
    figures_are_exactly_its_own(boss.browser())
    again = take_in(real(MAVEN + "sales_pipeline.csv"), "deals")
    assert counts(again) == (0, 0, 8800, 0)


def figures_are_exactly_its_own(browser):
    page = browser.get("/deals/winning/", {"period": "all", "by": "product"}).content.decode()
    assert "63.15%" in page
    assert "4,238 / 6,711" in page
    assert "¥10,005,534" in page
    assert "48.0 天" in page
    assert "GTX Pro" in page and "GTXPro" not in page
    assert browser.get("/deals/forecast/").context["figures"][2][1] == "2,089"
    board = browser.get("/deals/board/")
    assert board.content.decode().count("data-pk") <= 6 * 30
    counts = {column.label: column.count for column in board.context["columns"]}
    assert counts["需求确认"] == 1589


def test_the_closing_day_of_an_open_deal_is_the_expected_one():
    job = take_in(
        "opportunity_id,name,account,deal_stage,close_date\nA-1,换表,瓷厂,谈判,2026-05-01\n",
        "deals",
    )
    assert counts(job) == (1, 0, 0, 0)
    deal = Deal.objects.get()
    assert (deal.stage.name, str(deal.expected_close_date), deal.closed_on) == (
        "商务谈判",
        "2026-05-01",
        None,
    )


def test_a_stage_nobody_knows_is_refused_by_its_name():
    job = take_in("opportunity_id,name,deal_stage\nA-1,换表,神秘阶段\n", "deals")
    assert counts(job) == (0, 0, 0, 1)
    assert "神秘阶段" in reasons(job)[2]


def test_rows_without_a_name_are_called_after_what_they_make():
    job = take_in("opportunity_id,account,product,close_value\nA-1,新瓷厂,涡轮表,9800\n", "deals")
    assert (counts(job), reasons(job)) == ((1, 0, 0, 0), {})
    deal = Deal.objects.get()
    assert (deal.name, deal.amount, deal.customer.name) == ("新瓷厂 涡轮表", 980_000, "新瓷厂")


def test_a_file_with_numbers_and_amounts_leaves_name_and_stage_alone(stage):
    take_in("opportunity_id,name,deal_stage,close_value\nA-1,换表,谈判,100\n", "deals")
    job = take_in("opportunity_id,close_value,close_date\nA-1,9800,2026-05-01\n", "deals")
    assert (counts(job), reasons(job)) == ((0, 1, 0, 0), {})
    deal = Deal.objects.get()
    assert (deal.name, deal.stage, deal.amount) == ("换表", stage("商务谈判"), 980_000)
    assert (str(deal.expected_close_date), deal.closed_on) == ("2026-05-01", None)
