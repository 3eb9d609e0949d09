"""The lines of an order: what they come to, how they are stored, told and changed."""

import re
from decimal import Decimal

import pytest

from sanjing.foundation.accounts.actor import system_actor
from sanjing.foundation.accounts.models import Role
from sanjing.foundation.entities import records
from sanjing.foundation.entities.errors import Invalid
from sanjing.foundation.events.models import Event
from sanjing.modules.orders.models import Order, OrderLine
from sanjing.modules.products.rules import Line, line_amount, settled
from tests.support.making import make

BY = system_actor("测试")
LINES = [
    {"product_name": "燃气表 G4", "quantity": 2, "unit_price": "260"},
    {"product_name": "安装费", "quantity": "1", "unit_price": "80.50", "discount": "10%"},
]


def stored(order):
    rows = OrderLine.objects.filter(order=order).order_by("position")
    return [(row.product_name, row.quantity, row.unit_price, row.amount) for row in rows]


def test_half_a_cent_goes_to_the_even_one():
    assert line_amount(Decimal("0.5"), 5) == 2
    assert line_amount(Decimal("0.5"), 7) == 4
    assert line_amount(Decimal(-2), 333) == -666


def test_a_line_that_stood_there_keeps_the_amount_it_was_given():
    given = Line(None, "气", Decimal(3), 100, amount=299)
    again = settled([Line(None, "气", Decimal(3), 100)], [given])
    assert again[0].amount == 299
    assert settled([Line(None, "气", Decimal(4), 100)], [given])[0].amount == 400


def test_the_order_comes_to_its_lines_less_the_reduction(make_order):
    order = make_order(lines=LINES, discount="12.45", freight="20", amount="1")
    assert order.amount == 520_00 + 72_45 - 12_45 + 20_00
    assert stored(order) == [("燃气表 G4", 2, 260_00, 520_00), ("安装费", 1, 80_50, 72_45)]


def test_without_lines_the_amount_is_what_was_given(make_order):
    assert make_order(amount="1,234.5").amount == 1234_50


def test_the_event_tells_the_lines_before_and_after(make_order, at):
    order = make_order(lines=LINES[:1])
    records.change(order, {"lines": LINES}, by=BY, at=at)
    told = Event.objects.get(name="order.changed").data["changes"]
    assert [len(side) for side in told["lines"]] == [1, 2]
    assert told["lines"][1][1]["product_name"] == "安装费"
    assert told["amount"] == [520.0, 592.45]


def test_saving_the_same_lines_changes_nothing(make_order, at):
    order = make_order(lines=LINES)
    again = records.change(order, {"lines": LINES}, by=BY, at=at)
    assert again.version == 1
    assert not Event.objects.filter(name="order.changed").exists()


def test_changing_the_note_keeps_the_lines(make_order, at):
    order = make_order(lines=LINES)
    records.change(order, {"note": "加急"}, by=BY, at=at)
    assert len(stored(order)) == 2
    assert Order.objects.get(pk=order.pk).amount == order.amount


def test_lines_follow_their_order_to_another_customer(make_order, make_customer, at):
    order = make_order(lines=LINES)
    other = make_customer("城南酒店")
    records.change(order, {"customer": other}, by=BY, at=at)
    assert set(OrderLine.objects.values_list("customer", flat=True)) == {other.pk}


def test_a_product_brings_its_name_and_price(make_order, make_product):
    product = make_product(reference="G4-01")
    order = make_order(lines=[{"product": "G4-01", "quantity": "2"}])
    assert stored(order) == [("燃气表 G4", 2, 260_00, 520_00)]
    assert OrderLine.objects.get().product == product


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ({"product": "气", "quantity": "三", "unit_price": "x"}, "第 1 行"),
        ({"product": "不在册的东西", "quantity": 1}, "第 1 行：请填写单价"),
        ({"quantity": 2, "unit_price": 3}, "第 1 行：请填写产品"),
        ({"product": "气", "unit_price": 3, "discount": "120折"}, "折扣"),
        ({"product": "气", "quantity": "-1", "unit_price": 3}, "第 1 行：数量不能是负数"),
    ],
)
def test_a_line_that_cannot_be_read_is_named(make_order, line, sentence):
    with pytest.raises(Invalid, match=sentence):
        make_order(lines=[line])
    assert not Order.objects.exists()
    assert not OrderLine.objects.exists()


def test_the_form_saves_rows_and_leaves_out_blank_ones(boss, make_customer, make_product):
    make_product()
    customer = make_customer()
    page = boss.browser()
    assert (
        page.get(f"/orders/new/?customer={customer.pk}").content.decode().count("data-line>") == 3
    )
    sent = {
        "customer": customer.pk, "ordered_on": "2026-03-01", "state": "confirmed",
        "lines-product": ["燃气表 G4", "", "胶管"], "lines-quantity": ["3", "", "2"],
        "lines-unit_price": ["", "", "15"], "lines-discount": ["5%", "", ""],
    }  # fmt: skip
    assert page.post("/orders/new/", sent).status_code == 303
    order = Order.objects.get()
    assert order.amount == 741_00 + 30_00
    text = page.get(f"/orders/{order.pk}/").content.decode()
    assert "胶管" in text and "771" in text


def test_the_form_gives_back_what_was_typed_when_a_line_is_wrong(boss, make_order):
    order = make_order(lines=LINES)
    page = boss.browser().post(
        f"/orders/{order.pk}/edit/",
        {
            "lines-product": ["胶管"],
            "lines-quantity": ["许多"],
            "lines-unit_price": ["1"],
            "lines-discount": [""],
        },
    )
    assert page.status_code == 422
    assert re.search(r'value="许多"', page.content.decode())
    assert len(stored(order)) == 2


def test_the_customers_timeline_tells_what_was_ordered(boss, make_order):
    order = make_order(lines=LINES)
    page = boss.browser().get(f"/customers/{order.customer_id}/").content.decode()
    assert f"下了订单 {order.reference}" in page
    assert "燃气表 G4、安装费" in page


def test_a_line_without_a_price_takes_that_of_the_customers_region(
    make_order, make_customer, make_product
):
    product = make_product(reference="G4-01")
    listed = {"product": product, "price": "240", "region": "42", "starts_on": "2026-01-01"}
    make("listprice", **listed)
    order = make_order(customer=make_customer(region="420106"), lines=[{"product": "G4-01"}])
    assert stored(order) == [("燃气表 G4", 1, 240_00, 240_00)]
    order = make_order(customer=make_customer("粤"), lines=[{"product": "G4-01", "quantity": 2}])
    assert stored(order) == [("燃气表 G4", 2, 260_00, 520_00)]
    given = [{"product": "G4-01", "unit_price": "250"}]
    order = make_order(customer=make_customer("鄂", region="4201"), lines=given)
    assert stored(order) == [("燃气表 G4", 1, 250_00, 250_00)]


def test_an_order_of_before_with_goods_that_came_back_can_still_be_changed(make_order, boss, at):
    order = make_order(lines=LINES)
    OrderLine.objects.filter(order=order, position=1).update(quantity=-2, amount=-520_00)
    lines = [LINES[0] | {"quantity": "-2"}, LINES[1] | {"quantity": "3"}]
    changed = records.change(Order.objects.get(), {"lines": lines}, by=boss.actor, at=at)
    assert changed.amount == -520_00 + 217_35
    with pytest.raises(Invalid, match="第 1 行：数量不能是负数"):
        records.change(changed, {"lines": [LINES[0] | {"quantity": -3}]}, by=boss.actor, at=at)


@pytest.mark.parametrize("rule", ["masked", "hidden"])
def test_who_may_not_know_the_amount_sees_goods_without_prices(make_order, boss, rule):
    order = make_order(lines=[{"product_name": "燃气表", "quantity": 2, "unit_price": "3827"}])
    page = f"/orders/{order.pk}/"
    assert "3,827" in boss.browser().get(page).text and "7,654" in boss.browser().get(page).text
    Role.objects.filter(key="owner").update(field_rules={"order": {"amount": rule}})
    text = boss.browser().get(page).text
    assert "燃气表" in text and "3,827" not in text and "7,654" not in text
