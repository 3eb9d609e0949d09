"""What a customer bought in all stays right however orders change."""

import datetime as dt
from functools import partial

from sanjing.foundation.accounts.actor import system_actor
from sanjing.foundation.entities import batches, records, registry
from sanjing.foundation.transfer import undoing
from sanjing.foundation.transfer.tests.cases import take_in
from sanjing.modules.orders.actions.sum_sales import sum_sales
from sanjing.modules.orders.models import CustomerSales
from tests.support.making import make
from tests.support.races import race  # noqa: F401  a fixture

BY = system_actor("测试")


def kept():
    return {
        pk: tuple(rest)
        for pk, *rest in CustomerSales.objects.values_list("pk", "count", "amount", "last_on")
    }


def test_orders_made_changed_moved_cancelled_binned_and_restored(make_order, make_customer, at):
    one, other = make_customer("甲"), make_customer("乙")
    first = make_order(customer=one, amount="10", ordered_on="2026-01-01")
    second = make_order(customer=one, amount="5", ordered_on="2026-02-01")
    assert kept() == {one.pk: (2, 15_00, dt.date(2026, 2, 1))}
    records.change(second, {"customer": other, "amount": "6"}, by=BY, at=at)
    assert kept() == {
        one.pk: (1, 10_00, dt.date(2026, 1, 1)),
        other.pk: (1, 6_00, dt.date(2026, 2, 1)),
    }
    records.remove(first, by=BY, at=at)
    assert list(kept()) == [other.pk]
    records.restore(registry.get("order"), first.pk, by=BY, at=at)
    batches.change_many(registry.get("order"), [(second.pk, {"state": "cancelled"})], by=BY, at=at)
    assert kept() == {one.pk: (1, 10_00, dt.date(2026, 1, 1))}


def test_the_nightly_sums_are_the_same(make_order, at):
    make_order(amount="10")
    make_order(customer=None, amount="3")
    before = kept()
    CustomerSales.objects.update(amount=1)
    sum_sales(at=at)
    assert kept() == before


def test_of_orders_placed_at_once_none_is_missed(race, at):  # noqa: F811
    customer, orders = make("customer"), registry.get("order")
    values = {"customer": customer, "amount": "10", "ordered_on": "2026-01-01"}
    for rounds in (1, 2, 3):
        place = partial(records.create, orders, values, by=BY, at=at)
        assert not [one for one in race(place, place, place) if isinstance(one, Exception)]
        count, amount, _last = race(kept)[0][customer.pk]
        assert (count, amount) == (3 * rounds, 3 * rounds * 10_00)


def test_an_import_undone_is_not_counted_any_more(make_customer, at):
    customer = make_customer("甲厂")
    file = "订单号,客户,订单日期,订单金额\nD-1,甲厂,2026-03-01,500\n"
    job = take_in(file, "orders")
    assert kept() == {customer.pk: (1, 500_00, dt.date(2026, 3, 1))}
    undoing.undo_all(job, at=at)
    assert kept() == {}
