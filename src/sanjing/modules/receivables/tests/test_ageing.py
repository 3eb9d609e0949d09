"""账龄: every fen is in one part, of today as of any day, for whoever may see it."""

import datetime as dt

import pytest
from django.db.models import Sum
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sanjing.foundation.entities.errors import Refusal
from sanjing.modules.receivables.actions.allocate import allocate
from sanjing.modules.receivables.actions.credit import credit
from sanjing.modules.receivables.actions.offset import offset
from sanjing.modules.receivables.actions.refund import refund
from sanjing.modules.receivables.actions.release import release
from sanjing.modules.receivables.actions.sum_customers import count_again
from sanjing.modules.receivables.ageing import NAMES, ageing, earlier, kept
from sanjing.modules.receivables.models import Allocation, CustomerOwes, Invoice, Receipt
from sanjing.modules.receivables.rules import age_of

from .conftest import AT, SYSTEM, TODAY

DAY = dt.timedelta(1)


def due(days):
    """A day so many days before today."""
    return {"due_on": TODAY - days * DAY, "booked_on": TODAY - max(days, 0) * DAY}


@pytest.mark.parametrize(
    ("days", "part"),
    [(-1, "not_due"), (0, "not_due"), (1, "days_30"), (30, "days_30"), (31, "days_60"), (60, "days_60"),
     (61, "days_90"), (90, "days_90"), (91, "days_180"), (180, "days_180"), (181, "older")],
)  # fmt: skip
def test_a_day_more_moves_a_part_on(owe, days, part):
    owe("12.34", **due(days))
    total = kept(SYSTEM, "customer", TODAY).total
    assert {name: amount for name, amount in total.parts.items() if amount} == {part: 12_34}
    assert earlier(SYSTEM, "customer", TODAY).total.parts == total.parts


def test_tomorrow_everything_is_a_day_older(owe):
    owe("5", **due(30))
    count_again(at=AT + dt.timedelta(1))
    row = CustomerOwes.objects.get()
    assert (row.days_30, row.days_60, row.stake) == (0, 5_00, 5_00 * 31)
    assert count_again(at=AT + dt.timedelta(1)) == 0


def test_as_of_an_earlier_day_what_was_paid_since_is_open_again(owe, pay):
    owe("100", **due(50))
    allocate(pay("60"), by=SYSTEM, at=AT)
    assert ageing(SYSTEM, "customer", as_of=dt.date(2026, 3, 4), today=TODAY).total.owed == 100_00
    assert ageing(SYSTEM, "customer", as_of=dt.date(2026, 3, 5), today=TODAY).total.owed == 40_00
    assert ageing(SYSTEM, "customer", as_of=dt.date(2020, 1, 1), today=TODAY).total.owed == 0


@pytest.mark.parametrize("as_of", [TODAY, TODAY - DAY])
def test_by_customer_owner_and_city(owe, make_customer, seller, as_of):
    one = make_customer("甲厂", owner=seller.user, region="420106")
    other = make_customer("乙厂", region="420111")
    owe("10", customer=one, **due(20))
    owe("25", customer=other, **due(100))
    found = {
        by: [(line.name, line.owed) for line in ageing(SYSTEM, by, as_of=as_of, today=TODAY).lines]
        for by in ("customer", "owner", "region")
    }
    assert found["customer"] == [("乙厂", 25_00), ("甲厂", 10_00)]
    assert found["owner"] == [("公海", 25_00), ("林晓梅", 10_00)]
    assert found["region"] == [("湖北武汉", 35_00)]


@pytest.mark.parametrize("as_of", [TODAY, TODAY - DAY])
def test_nobody_sees_what_others_are_owed(owe, make_customer, seller, other_seller, as_of):
    owe("10", customer=make_customer("甲厂", owner=seller.user), **due(20))
    owe("25", customer=make_customer("乙厂", owner=other_seller.user), **due(20))
    assert ageing(seller.actor, "customer", as_of=as_of, today=TODAY).total.owed == 10_00


def test_what_is_void_or_binned_is_not_owed(finance, owe, at):
    invoice, gone = owe("10"), owe("20")
    finance.browser().post(f"/invoices/{invoice.pk}/void/", {"reason": "错"})
    finance.browser().post(f"/invoices/{gone.pk}/remove/")
    assert kept(SYSTEM, "customer", TODAY).total.owed == 0
    assert earlier(SYSTEM, "customer", TODAY).total.owed == 0


amounts = st.integers(1, 50_00)
steps = st.lists(
    st.tuples(st.sampled_from(["owe", "credit note", "pay", "allocate", "release", "refund", "offset", "credit"]),
              amounts, st.integers(-40, 300)), min_size=4, max_size=14,
)  # fmt: skip


def take(step, number, days, owe, pay):
    amount = f"{number / 100:.2f}"
    receipt, invoice = (
        Receipt.objects.order_by("-left", "pk").first(),
        Invoice.objects.order_by("-balance").first(),
    )
    note = Invoice.objects.filter(balance__lt=0).first()
    if step == "owe":
        owe(amount, **due(days))
    elif step == "credit note":
        owe(f"-{amount}", reason="退货", **due(days))
    elif step == "pay":
        pay(amount, received_on=TODAY - abs(days) * DAY)
    elif step == "allocate" and receipt:
        allocate(receipt, amount=min(number, receipt.left or 1), rest="advance", by=SYSTEM, at=AT)
    elif step == "release" and receipt:
        release(receipt, reason="换", by=SYSTEM, at=AT)
    elif step == "refund" and receipt:
        refund(receipt, amount=number, reason="多付", by=SYSTEM, at=AT)
    elif step == "offset" and note:
        offset(note, by=SYSTEM, at=AT)
    elif step == "credit" and invoice:
        credit(invoice, amount=number, reason="折让", by=SYSTEM, at=AT)


def settled(invoice):
    """What rows say settled it, added up in Python."""
    against = sum(row.amount for row in Allocation.objects.filter(invoice=invoice))
    return against - sum(row.amount for row in Allocation.objects.filter(credit=invoice))


def forget_everything():
    Allocation.objects.all().delete()
    Invoice.objects.exclude(corrects=None).delete()
    for model in (Invoice, Receipt, CustomerOwes):
        model.objects.all().delete()


def test_sums_in_the_database_are_the_sums_in_python_in_any_order(owe, pay):
    """Owing, paying, matching, taking back and refunding, in whatever order: no fen is lost."""

    @settings(
        max_examples=25, deadline=None, database=None, suppress_health_check=list(HealthCheck)
    )
    @given(steps)
    def holds(taken):
        forget_everything()
        for step, number, days in taken:
            try:
                take(step, number, days, owe, pay)
            except Refusal:
                continue
        invoices, receipts = list(Invoice.objects.all()), list(Receipt.objects.all())
        for one in invoices:
            assert one.balance == one.amount - settled(one)
            assert one.paid + one.credited + one.written_off == settled(one)
        for one in receipts:
            used = Allocation.objects.filter(receipt=one).aggregate(s=Sum("amount", default=0))["s"]
            assert (one.allocated + one.refunded, one.left) == (used, one.amount - used)
            assert one.left >= 0
        parts = dict.fromkeys(NAMES, 0)
        for one in invoices:
            parts[age_of(one.due_on, TODAY)] += one.balance
        now = kept(SYSTEM, "customer", TODAY)
        assert (now.total.parts, now.advance) == (parts, sum(one.left for one in receipts))
        assert earlier(SYSTEM, "customer", TODAY).total.parts == parts

    holds()
