"""信用额度: an order that would take a customer beyond it is refused, with the figures."""

import datetime as dt

import pytest

from sanjing.foundation.entities import batches, records, registry
from sanjing.modules.orders.actions.confirm import confirm
from sanjing.modules.orders.actions.ship import ship
from sanjing.modules.orders.models import Order
from sanjing.modules.receivables.actions.keep_limit import BeyondLimit, exposure

from .conftest import SYSTEM


@pytest.fixture
def customer(make_customer):
    return make_customer(credit_limit="1000")


def test_confirming_beyond_the_limit_is_refused_with_the_figures(make_order, owe, at):
    owe("500")
    make_order("300")
    draft = make_order("200.01", state="draft")

    with pytest.raises(BeyondLimit) as refused:
        confirm(draft, by=SYSTEM, at=at)

    for figure in ("¥1,000", "¥500", "¥500.01", "¥0.01"):
        assert figure in refused.value.message
    assert refused.value.data == {"limit": 1000.0, "owed": 500.0, "unbilled": 500.01}
    assert Order.objects.get(pk=draft.pk).state == "draft"


def test_up_to_the_limit_is_allowed(make_order, owe, at):
    owe("500")
    confirm(make_order("500", state="draft"), by=SYSTEM, at=at)


def test_a_new_order_is_held_back_too_and_nothing_is_left_of_it(make_order):
    with pytest.raises(BeyondLimit):
        make_order("1000.01")
    assert not Order.objects.exists()


def test_an_order_that_grows_is_held_back(make_order, at):
    order = make_order("900")
    with pytest.raises(BeyondLimit):
        records.change(order, {"amount": "1001"}, by=SYSTEM, at=at)
    records.change(order, {"note": "照旧"}, by=SYSTEM, at=at)


def test_an_order_beyond_the_limit_may_still_shrink_and_be_shipped(
    make_order, customer, make_customer, at
):
    """The limit was lowered, or the order came in by file: it is there, and less of it is better."""
    order = make_order("900")
    records.change(customer, {"credit_limit": "500"}, by=SYSTEM, at=at)
    order = records.change(order, {"amount": "800"}, by=SYSTEM, at=at)
    order = ship(order, by=SYSTEM, at=at)
    assert (order.state, order.amount) == ("shipped", 800_00)
    with pytest.raises(BeyondLimit):
        records.change(order, {"amount": "801"}, by=SYSTEM, at=at)
    done = records.change(order, {"state": "done"}, by=SYSTEM, at=at)
    with pytest.raises(BeyondLimit):
        records.change(done, {"state": "shipped"}, by=SYSTEM, at=at)


def test_an_order_that_becomes_this_customers_is_held_back(make_order, customer, make_customer, at):
    order = make_order("1001", customer=make_customer("没有额度"))
    with pytest.raises(BeyondLimit):
        records.change(order, {"customer": customer}, by=SYSTEM, at=at)


def test_an_instalment_is_not_counted_beside_its_order(make_order, owe, customer):
    order = make_order("900")
    owe("400", order=order)
    found = exposure(customer.pk)
    assert (found.owed, found.unbilled, found.total) == (400_00, 500_00, 900_00)


def test_money_in_advance_makes_room(make_order, pay, at):
    pay("600")
    confirm(make_order("1600", state="draft"), by=SYSTEM, at=at)


def test_what_is_done_or_cancelled_is_not_on_its_way(make_order, customer):
    for state in ("done", "cancelled", "draft"):
        make_order("5000", state=state)
    assert exposure(customer.pk).total == 0


def test_without_a_limit_nothing_is_held_back(make_order, make_customer):
    make_order("99999999", customer=make_customer("没有额度"))


def test_orders_that_come_by_file_happened_already(customer, at):
    rows = [{"customer": customer, "amount": "5000", "ordered_on": dt.date(2020, 1, 1)}]
    made = batches.create_many(registry.get("order"), rows, by=SYSTEM, at=at, batch=1)
    assert len(made.created) == 1


def test_the_page_says_why(boss, make_order):
    draft = make_order("2000", state="draft")
    page = boss.browser().post(f"/orders/{draft.pk}/confirm/", follow=True).text
    assert "信用额度 ¥1,000" in page
    assert Order.objects.get(pk=draft.pk).state == "draft"
