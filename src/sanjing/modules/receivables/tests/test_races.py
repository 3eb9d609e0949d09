"""Two people at the same moment never spend the same money twice."""

import datetime as dt
from functools import partial

from django.db.models import Sum
from django.utils import timezone

from sanjing.foundation.entities import records, registry
from sanjing.modules.orders.actions.confirm import confirm
from sanjing.modules.receivables.actions.allocate import allocate
from sanjing.modules.receivables.actions.follow_orders import BeyondOrder
from sanjing.modules.receivables.actions.keep_limit import BeyondLimit
from sanjing.modules.receivables.actions.refund import refund
from sanjing.modules.receivables.actions.settling import CannotSettle
from sanjing.modules.receivables.actions.void import void
from sanjing.modules.receivables.models import Allocation, CustomerOwes, Invoice, Receipt
from tests.support.making import make
from tests.support.races import race  # noqa: F401  a fixture

ROUNDS = 3
LATER = dt.date(2026, 9, 1)


def owe(customer, amount, **values):
    return make(
        "invoice", customer=customer, amount=amount, due_on=LATER, booked_on=LATER, **values
    )


def split(results):
    refused = [one for one in results if isinstance(one, Exception)]
    return len(results) - len(refused), refused


def books():
    """(receipt, what rows say), (invoices …), (kept sums) of everything."""
    receipts = [
        (r.amount, r.left, r.amount - (r.allocations.aggregate(s=Sum("amount", default=0))["s"]))
        for r in Receipt.objects.order_by("pk")
    ]
    invoices = [
        (i.balance, i.amount - (i.allocations.aggregate(s=Sum("amount", default=0))["s"]))
        for i in Invoice.objects.order_by("pk")
    ]
    kept = list(CustomerOwes.objects.values_list("owed", "advance"))
    return receipts, invoices, kept


def test_one_receipt_is_spent_once(race, boss):  # noqa: F811
    customer, at = make("customer"), timezone.now()
    rounds = [
        (make("receipt", customer=customer, amount="100"), [owe(customer, "100") for _ in range(3)])
        for _ in range(ROUNDS)
    ]
    for number, (receipt, invoices) in enumerate(rounds, 1):
        take = [
            partial(allocate, receipt, invoices=[one], by=boss.actor, at=at) for one in invoices
        ]
        done, refused = split(race(*take))
        assert (done, {type(one) for one in refused}) == (1, {CannotSettle})
        receipts, owed, [(total, advance)] = race(books)[0]
        assert all(left == counted for _amount, left, counted in receipts)
        assert all(balance == counted for balance, counted in owed)
        assert total == (3 * ROUNDS - number) * 100_00
        assert advance == (ROUNDS - number) * 100_00


def test_one_invoice_is_paid_once(race, boss):  # noqa: F811
    customer, at = make("customer"), timezone.now()
    rounds = [
        (owe(customer, "100"), [make("receipt", customer=customer, amount="100") for _ in range(3)])
        for _ in range(ROUNDS)
    ]
    for invoice, receipts in rounds:
        take = [
            partial(allocate, one, invoices=[invoice], by=boss.actor, at=at) for one in receipts
        ]
        assert split(race(*take))[0] == 1
        assert race(lambda pk=invoice.pk: Invoice.objects.get(pk=pk).balance)[0] == 0


def test_what_is_matched_is_not_refunded_as_well(race, boss):  # noqa: F811
    customer, at = make("customer"), timezone.now()
    rounds = [
        (make("receipt", customer=customer, amount="100"), owe(customer, "100"))
        for _ in range(ROUNDS)
    ]
    for receipt, invoice in rounds:
        done, refused = split(
            race(
                partial(allocate, receipt, invoices=[invoice], by=boss.actor, at=at),
                partial(refund, receipt, amount=100_00, reason="多付", by=boss.actor, at=at),
            )
        )
        assert (done, len(refused)) == (1, 1)
        rows = race(lambda pk=receipt.pk: list(Allocation.objects.filter(receipt=pk)))[0]
        assert [row.amount for row in rows] == [100_00]


def test_what_is_being_paid_is_not_void_as_well(race, boss):  # noqa: F811
    customer, at = make("customer"), timezone.now()
    rounds = [
        (make("receipt", customer=customer, amount="100"), owe(customer, "100"))
        for _ in range(ROUNDS)
    ]
    for receipt, invoice in rounds:
        done, _refused = split(
            race(
                partial(allocate, receipt, invoices=[invoice], by=boss.actor, at=at),
                partial(void, invoice, reason="开错了", by=boss.actor, at=at),
            )
        )
        state, paid = race(
            lambda pk=invoice.pk: Invoice.objects.values_list("state", "paid").get(pk=pk)
        )[0]
        assert done == 1
        assert (state, paid) in (("void", 0), ("settled", 100_00))


def test_the_sums_of_a_customer_miss_nothing(race, boss):  # noqa: F811
    customer, at = make("customer"), timezone.now()
    entity = registry.get("invoice")
    values = {"customer": customer, "amount": "1", "due_on": LATER, "booked_on": LATER}
    for number in range(1, ROUNDS + 1):
        write = partial(records.create, entity, values, by=boss.actor, at=at)
        assert split(race(write, write, write))[1] == []
        assert race(books)[0][2] == [(3_00 * number, 0)]


def test_two_plans_of_one_order_do_not_add_up_to_more(race, boss):  # noqa: F811
    customer = make("customer")
    order = make("order", customer=customer, amount="100", ordered_on=LATER)
    write = [partial(owe, customer, "60", order=order, by=boss.actor) for _ in range(2)]
    done, refused = split(race(*write))
    assert (done, [type(one) for one in refused]) == (1, [BeyondOrder])


def test_two_orders_at_once_do_not_slip_under_the_limit_together(race, boss):  # noqa: F811
    customer = make("customer", credit_limit="100")
    drafts = [
        make("order", customer=customer, amount="60", ordered_on=LATER, state="draft")
        for _ in range(2)
    ]
    at = timezone.now()
    done, refused = split(race(*(partial(confirm, one, by=boss.actor, at=at) for one in drafts)))
    assert (done, [type(one) for one in refused]) == (1, [BeyondLimit])
