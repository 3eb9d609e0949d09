"""The register of numbers, read and set through its pages."""

from datetime import timedelta
from decimal import Decimal

from django.utils import timezone

from sanjing.foundation.assumptions import queries
from sanjing.foundation.entities import records, registry
from sanjing.modules.losses.own_figures import Sold, margin_of


def sell(by, cost: str, price: str, quantity: int = 10) -> None:
    now, today = timezone.now(), timezone.localdate()
    customer = records.create(registry.get("customer"), {"name": "江城面粉厂"}, by=by, at=now)
    goods = {"name": "烘焙粉", "price": price, "cost": cost}
    product = records.create(registry.get("product"), goods, by=by, at=now)
    line = {"product": product.pk, "quantity": quantity, "unit_price": price}
    given = {"customer": customer, "ordered_on": today - timedelta(30), "lines": [line]}
    records.create(registry.get("order"), given, by=by, at=now)


def test_the_margin_comes_from_the_cost_of_what_was_sold(boss):
    assert queries.value("margin", timezone.localdate()).is_borrowed
    sell(boss.actor, cost="75", price="100")

    found = queries.value("margin", timezone.localdate())

    assert (found.number, found.origin) == (Decimal(25), "own")
    assert queries.value("margin", timezone.localdate() - timedelta(40)).is_borrowed


def test_half_of_the_sales_without_cost_say_no_margin():
    known, unknown = Sold(Decimal(1), 100, 60), Sold(Decimal(1), 101, None)

    assert margin_of([known, unknown]) is None
    assert margin_of([known]) == (Decimal(40), Decimal(1))
    assert margin_of([]) is None


def test_the_page_lists_every_number_with_its_source_and_sets_one(boss):
    browser = boss.browser()
    page = browser.get("/insights/assumptions/").text
    assert "Harvard Business Review 1990" in page and "25–85%" in page

    given = {"number": "12.5", "since": "2026-01-01", "reason": "银行贷款利率加风险"}
    answer = browser.post("/insights/assumptions/discount/", given)

    assert answer.status_code == 303
    assert "银行贷款利率加风险" in browser.get("/insights/assumptions/discount/").text
    assert queries.value("discount", timezone.localdate()).number == Decimal("12.5")
    rules = browser.get("/rules/assumption/discount/").text
    assert "12.5%" in rules and "第 1 版" in rules
    assert "改了参数" not in browser.get("/insights/assumptions/").text


def test_a_number_out_of_reach_is_refused_beside_its_field(boss):
    given = {"number": "150", "since": "2026-01-01", "reason": "试试"}

    answer = boss.browser().post("/insights/assumptions/margin/", given)

    assert answer.status_code == 422
    assert "应在 0 到 100 之间" in answer.text


def test_who_sees_no_orders_sees_no_numbers_and_sellers_set_none(seller, outsider):
    assert outsider.browser().get("/insights/assumptions/").status_code == 403
    browser = seller.browser()
    assert "用公司自己的数" not in browser.get("/insights/assumptions/margin/").text
    given = {"number": "1", "since": "2026-01-01", "reason": "试试"}
    assert browser.post("/insights/assumptions/margin/", given).status_code == 403
    assert browser.get("/insights/assumptions/nothing/").status_code == 404
