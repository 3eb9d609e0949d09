"""Sales by month, live and kept."""

import datetime as dt

import pytest

from sanjing.foundation.entities import records
from sanjing.modules.orders import sales
from sanjing.modules.orders.actions.sum_sales import sum_changed_sales, sum_sales
from sanjing.modules.orders.models import SalesMonth

TODAY = dt.date(2026, 3, 10)


@pytest.fixture
def orders(make_order, make_customer, seller, other_seller):
    mine = make_customer("甲", owner=seller.user.pk)
    theirs = make_customer("乙", owner=other_seller.user.pk)
    make_order(customer=mine, by=seller.actor, ordered_on="2026-03-01", amount="100")
    make_order(customer=mine, by=seller.actor, ordered_on="2026-01-31", amount="10", state="done")
    make_order(customer=theirs, by=other_seller.actor, ordered_on="2026-03-09", amount="7")
    make_order(customer=make_customer("公海客户"), ordered_on="2026-02-02", amount="3")
    make_order(customer=None, ordered_on="2026-02-02", amount="0.5")
    make_order(customer=mine, ordered_on="2026-03-02", amount="999", state="cancelled")


def amounts(person):
    months = sales.sales_by_month(person.actor, today=TODAY, length=3).months
    assert [month.start.month for month in months] == [1, 2, 3]
    return [month.amount for month in months]


def everyone(boss, manager, seller, other_seller, service):
    return {
        person.user.username: amounts(person)
        for person in (boss, manager, seller, other_seller, service)
    }


def test_kept_sums_equal_the_orders_each_person_sees(
    orders, boss, manager, seller, other_seller, service, at, monkeypatch
):
    live = everyone(boss, manager, seller, other_seller, service)
    assert live["boss"] == [10_00, 3_50, 107_00]
    assert live["seller"] == [10_00, 3_00, 100_00]
    sum_sales(at=at)
    monkeypatch.setattr(sales, "FEW", 0)
    assert everyone(boss, manager, seller, other_seller, service) == live


def test_a_new_order_reaches_its_month(orders, make_order, boss, at, monkeypatch):
    sum_sales(at=at)
    make_order(ordered_on="2026-02-20", amount="40")
    monkeypatch.setattr(sales, "FEW", 0)
    assert sum_changed_sales(at=at) >= 1
    assert amounts(boss)[1] == 43_50


def test_a_removed_order_leaves_its_month(orders, boss, at, monkeypatch):
    sum_sales(at=at)
    monkeypatch.setattr(sales, "FEW", 0)
    order = sales.Order.objects.get(amount=100_00)
    records.remove(order, by=boss.actor, at=at)
    sum_changed_sales(at=at)
    assert amounts(boss) == [10_00, 3_50, 7_00]


def test_without_orders_nothing_is_kept(db, at):
    assert sum_changed_sales(at=at) == 0
    assert not SalesMonth.objects.exists()


def test_orders_of_a_customer_in_the_bin_leave_the_kept_sums(orders, boss, at, monkeypatch):
    customer = sales.Order.objects.get(amount=100_00).customer
    records.remove(customer, by=boss.actor, at=at)
    live = amounts(boss)
    sum_sales(at=at)
    monkeypatch.setattr(sales, "FEW", 0)
    assert amounts(boss) == live == [0, 3_50, 7_00]
