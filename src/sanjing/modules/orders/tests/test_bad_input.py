"""What no order says: refused by the page and by the API alike, and nothing half-done."""

import pytest

from sanjing.foundation.events.models import Event
from sanjing.modules.orders.models import Order

ORDER = {"ordered_on": "2026-03-10", "amount": "100"}
LINE = {"product_name": "阀", "quantity": 1, "unit_price": 30}
WRONG = [
    ({"amount": "$500"}, "amount", "USD"),
    ({"amount": "500 EUR"}, "amount", "EUR"),
    ({"amount": "￥500美元"}, "amount", "USD"),
    ({"amount": "-5"}, "amount", "不能是负数"),
    ({"discount": "-5"}, "discount", "不能是负数"),
    ({"freight": "-5"}, "freight", "不能是负数"),
    ({"required_on": "2026-03-09"}, "required_on", "不能早于下单日期"),
    ({"shipped_on": "2026-03-09"}, "shipped_on", "不能早于下单日期"),
]
WRONG_LINES = [
    ({"quantity": -1}, "数量不能是负数"),
    ({"unit_price": -5}, "单价和金额不能是负数"),
    ({"amount": -5}, "单价和金额不能是负数"),
    ({"unit_price": "$5"}, "USD"),
    ({"price": 5}, "没有可以填写的字段“price”"),
]


@pytest.fixture
def mine(seller, make_customer):
    return make_customer(by=seller.actor)


def post(person, values):
    return person.browser().post("/api/orders", values, content_type="application/json")


def nothing_was_done():
    return not Order.objects.exists() and not Event.objects.filter(entity="order").exists()


@pytest.mark.parametrize(("values", "field", "sentence"), WRONG)
def test_page_and_api_refuse_it_beside_its_field(seller, mine, values, field, sentence):
    told = ORDER | {"customer": mine.pk, "state": "confirmed"} | values
    page = seller.browser().post("/orders/new/", told)
    assert (page.status_code, sentence in page.text) == (422, True)
    answer = post(seller, told)
    assert (answer.status_code, list(answer.json()["errors"])) == (422, [field])
    assert sentence in answer.json()["errors"][field][0]
    assert nothing_was_done()


@pytest.mark.parametrize(("values", "sentence"), WRONG_LINES)
def test_a_line_below_zero_or_misspelt_is_refused(seller, mine, values, sentence):
    answer = post(seller, ORDER | {"customer": mine.pk, "lines": [LINE, LINE | values]})
    assert answer.status_code == 422
    assert answer.json()["errors"]["lines"][0].startswith("第 2 行")
    assert sentence in answer.json()["errors"]["lines"][0]
    assert nothing_was_done()


def test_no_more_is_taken_off_than_there_is(seller, mine):
    answer = post(seller, ORDER | {"customer": mine.pk, "lines": [LINE], "discount": 30.01})
    assert answer.json()["errors"] == {"discount": ["优惠不能多过明细的合计"]}
    answer = post(seller, ORDER | {"customer": mine.pk, "lines": [LINE], "discount": 30})
    assert (answer.status_code, Order.objects.get().amount) == (201, 0)


@pytest.mark.parametrize("name", ["price", "cost"])
def test_a_product_costs_no_less_than_nothing(boss, name):
    values = {"name": "阀", name: -1}
    answer = boss.browser().post("/api/products", values, content_type="application/json")
    assert answer.json()["errors"] == {name: ["不能是负数"]}
