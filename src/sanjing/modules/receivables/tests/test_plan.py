"""安排收款: instalments add up to the order exactly and never go beyond it."""

from decimal import Decimal

import pytest

from sanjing.foundation.entities import records
from sanjing.foundation.entities.errors import Invalid
from sanjing.modules.orders.actions.cancel import cancel
from sanjing.modules.orders.models import Order
from sanjing.modules.products.rules import Line
from sanjing.modules.receivables.actions.allocate import allocate
from sanjing.modules.receivables.actions.follow_orders import BeyondOrder, NotSold, OrderIsPaid
from sanjing.modules.receivables.models import Invoice

from .conftest import SYSTEM, stands


def planned(order):
    rows = Invoice.objects.filter(order=order).order_by("due_on")
    return [(f"{row.due_on}", row.amount) for row in rows]


def ask(person, order, **told):
    told = {"parts": "3", "first_due_on": "2026-04-30", "months_apart": "1"} | told
    return person.browser().post(f"/orders/{order.pk}/plan/", told)


def test_three_parts_of_a_hundred(finance, make_order):
    order = make_order("100")
    ask(finance, order)
    assert planned(order) == [("2026-04-30", 33_34), ("2026-05-30", 33_33), ("2026-06-30", 33_33)]


def test_by_per_cent(finance, make_order):
    order = make_order("9999.99")
    ask(finance, order, parts="30/60/10", months_apart="0")
    assert sorted(amount for _day, amount in planned(order)) == [1000_00, 3000_00, 5999_99]


def test_per_cent_that_are_not_a_hundred_are_refused(finance, make_order):
    order = make_order()
    answer = ask(finance, order, parts="30/60")
    assert "加起来要正好是 100%" in answer.text
    assert planned(order) == []


def test_only_the_rest_is_planned(finance, make_order, owe):
    order = make_order("100")
    owe("30", order=order)
    ask(finance, order, parts="1")
    assert sum(amount for _day, amount in planned(order)) == 100_00
    assert "已经全部安排收款了" in ask(finance, order, parts="1").text
    assert len(planned(order)) == 2


def test_goods_that_came_back_are_a_credit_note(finance, make_order):
    """They stand in a ledger as a negative quantity; typed, they would be refused."""
    order = make_order(lines=[Line(None, "阀", Decimal(-2), 40_00, of_file=True)])
    assert order.amount == -80_00
    ask(finance, order, parts="1")
    assert [amount for _day, amount in planned(order)] == [-80_00]


def test_instalments_beyond_the_order_are_refused(make_order, owe):
    order = make_order("100")
    owe("60", order=order)
    with pytest.raises(BeyondOrder, match="金额 ¥100，安排的应收却有 ¥101"):
        owe("41", order=order)
    assert len(planned(order)) == 1


def test_an_order_does_not_shrink_below_its_instalments(make_order, owe, at):
    order = make_order("100")
    owe("60", order=order)
    with pytest.raises(BeyondOrder):
        records.change(order, {"amount": "59.99"}, by=SYSTEM, at=at)
    assert Order.objects.get().amount == 100_00
    records.change(order, {"amount": "60"}, by=SYSTEM, at=at)


def test_instalments_of_a_cancelled_order_are_void(make_order, owe, at):
    order = make_order("100")
    invoice = owe("60", order=order)
    cancel(order, by=SYSTEM, at=at)
    assert (stands(invoice).state, stands(invoice).balance) == ("void", 0)


def test_a_paid_order_is_not_cancelled_just_so(make_order, owe, pay, at):
    order = make_order("100")
    owe("60", order=order)
    allocate(pay("10"), by=SYSTEM, at=at)
    with pytest.raises(OrderIsPaid, match="请先撤销核销或红冲"):
        cancel(order, by=SYSTEM, at=at)
    assert Order.objects.get().state == "confirmed"


def test_an_order_of_another_customer_is_refused(make_order, make_customer, owe):
    with pytest.raises(Invalid, match="不是这位客户的"):
        owe("1", order=make_order(), customer=make_customer("别家"))


def test_who_may_not_make_invoices_is_not_offered_a_plan(seller, make_customer, make_order):
    order = make_order(customer=make_customer("我的", owner=seller.user), owner=seller.user)
    assert f"/{order.pk}/plan/" not in seller.browser().get(f"/orders/{order.pk}/").text
    ask(seller, order)
    assert planned(order) == []


@pytest.mark.parametrize("state", ["draft", "cancelled"])
def test_nothing_is_owed_for_what_is_not_sold(make_order, owe, at, state):
    order = make_order("100", state=state)
    with pytest.raises(Invalid, match="没有应收"):
        owe("60", order=order)
    invoice = owe("60")
    with pytest.raises(NotSold):
        records.change(invoice, {"order": order}, by=SYSTEM, at=at)
    assert stands(invoice).order is None


def test_an_edit_of_an_order_voids_nothing(make_order, owe, at):
    order = make_order("100")
    invoice = owe("60", order=order)
    Order.objects.filter(pk=order.pk).update(state="draft")  # As an older release let it be.
    with pytest.raises(NotSold, match="草稿"):
        records.change(order, {"note": "改个备注"}, by=SYSTEM, at=at)
    assert stands(invoice).state == "open"
    records.change(order, {"state": "confirmed"}, by=SYSTEM, at=at)
    assert stands(invoice).state == "open"


def test_an_order_in_the_bin_leaves_nothing_owed(make_order, owe, pay, at):
    order = make_order("100")
    invoice = owe("60", order=order)
    records.remove(order, by=SYSTEM, at=at)
    assert stands(invoice).state == "void"
    with pytest.raises(Invalid, match="已删除"):
        owe("60", order=Order.objects.get())
