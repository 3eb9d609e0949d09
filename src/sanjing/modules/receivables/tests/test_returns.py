"""What returns do to money: credit, ageing, limit, plan, and nothing lost by a 分."""

import datetime as dt
from decimal import Decimal
from functools import partial

import pytest
from django.db.models import Sum
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase as PropertyCase

from sanjing.foundation.entities import records, registry
from sanjing.foundation.entities.errors import Invalid, Refusal
from sanjing.modules.orders.models import CustomerSales, Order, Return, ReturnLine
from sanjing.modules.receivables.actions.credit_returns import CreditOpen
from sanjing.modules.receivables.actions.keep_limit import exposure
from sanjing.modules.receivables.actions.void import void
from sanjing.modules.receivables.ageing import ageing
from sanjing.modules.receivables.models import Allocation, CustomerOwes, Invoice, Receipt
from sanjing.modules.receivables.tests.conftest import AT, SYSTEM, TODAY, stands
from tests.support.making import make
from tests.support.races import race  # noqa: F401  a fixture

LINES = [
    {"product_name": "减压阀", "quantity": 3, "amount": "100"},
    {"product_name": "波纹管", "quantity": 7, "amount": "800"},
]


def run(record, verb, by=SYSTEM, **told):
    entity = records.entity_of(record)
    return entity.actions[verb].run(entity.model.objects.get(pk=record.pk), told, by=by, at=AT)


def bring_back(order, *lines, by=SYSTEM, upto="receive"):
    given = [{"line": line, "quantity": quantity} for line, quantity in lines]
    values = {"order": order, "reason": "quality", "asked_on": "2026-03-02", "lines": given}
    one = records.create(registry.get("return"), values, by=by, at=AT)
    for verb in ("agree", "receive")[: ("", "agree", "receive").index(upto)]:
        run(one, verb, by)
    return stands(one)


@pytest.fixture
def order(make_order):
    return make_order(amount="900", lines=LINES)


@pytest.fixture
def of_order(owe, order):
    """`of_order("450")`: an instalment of the order."""
    return lambda amount, **values: owe(amount, order=order, **values)


def notes():
    return list(Invoice.objects.filter(returned__isnull=False).order_by("pk"))


def test_a_return_lowers_what_is_owed_of_its_order_first(order, of_order, owe, customer):
    elsewhere = owe("200", due_on="2026-01-15")
    late, later = of_order("450"), of_order("450", due_on="2026-04-01")
    one = bring_back(order, (2, 7))

    (note,) = notes()
    assert (note.amount, note.balance, note.state, note.order_id) == (
        -800_00,
        0,
        "settled",
        order.pk,
    )
    assert [stands(i).balance for i in (late, later, elsewhere)] == [0, 100_00, 200_00]
    assert one.state == "settled"
    owes = CustomerOwes.objects.get()
    assert (owes.owed, owes.overdue, owes.advance) == (300_00, 200_00, 0)
    assert ageing(SYSTEM, "customer", as_of=TODAY, today=TODAY).total.owed == 300_00
    assert (
        ageing(SYSTEM, "customer", as_of=TODAY - dt.timedelta(1), today=TODAY).total.owed == 1100_00
    )


def test_what_was_paid_already_stays_as_credit_to_be_used_or_paid_out(order, of_order, pay, owe):
    invoice = of_order("900")
    run(pay("900"), "allocate", invoices=[invoice.pk])
    one = bring_back(order, (1, 3), (2, 1))
    (note,) = notes()
    assert (one.state, note.balance) == ("received", -214_29)
    with pytest.raises(CreditOpen, match=r"214\.29"):
        run(one, "settle")
    assert stands(one).state == "received"

    other = owe("200")
    run(note, "offset", invoices=[other.pk])
    assert (stands(other).balance, stands(note).balance) == (0, -14_29)
    run(note, "refund", amount="14.29", reason="退给客户")
    assert (stands(note).state, stands(one).state) == ("settled", "settled")
    run(note, "undo_offset", reason="冲错了")
    assert stands(one).state == "received" and CustomerOwes.objects.get().owed == 0


def test_what_nobody_billed_needs_no_credit_and_is_not_billed_any_more(order, of_order, customer):
    assert bring_back(order, (1, 3)).state == "received" and notes() == []
    assert exposure(customer.pk).total == 800_00
    of_order("500")
    bring_back(order, (2, 3))
    (note,) = notes() or [None]
    assert note.amount == -42_86  # 800 × 3/7 = 342.86, of which 300 were not billed yet
    assert exposure(customer.pk).total == 457_14
    with pytest.raises(Invalid, match="已经全部安排"):
        run(order, "plan", parts="1", first_due_on="2026-05-01")
    with pytest.raises(Refusal, match=r"457\.14"):
        of_order("1")
    run(bring_back(order, (2, 4), upto="agree"), "receive")
    assert exposure(customer.pk).total == 0 and CustomerOwes.objects.get().owed == 0


def test_a_plan_asks_for_what_is_left(order, of_order):
    bring_back(order, (1, 1))
    run(order, "plan", parts="3", first_due_on="2026-05-01")
    planned = Invoice.objects.order_by("pk").values_list("amount", flat=True)
    assert [*planned] == [288_89, 288_89, 288_89] and sum(planned) == 900_00 - 33_33


def test_the_note_of_a_return_is_left_alone(order, of_order, pay):
    run(pay("900"), "allocate", invoices=[of_order("900").pk])
    bring_back(order, (1, 1))
    (note,) = notes()
    with pytest.raises(Invalid, match="来自退货"):
        records.change(note, {"amount": "-500"}, by=SYSTEM, at=AT)
    with pytest.raises(Refusal):
        run(note, "void", reason="不要")
    with pytest.raises(Invalid, match="来自退货"):
        void(note, reason="不要", by=SYSTEM, at=AT)
    with pytest.raises(Refusal, match="不能删除"):
        records.remove(note, by=SYSTEM, at=AT)
    assert stands(note).balance == -33_33


def test_a_price_cut_before_is_not_taken_back_and_nothing_goes_below_nothing(order, of_order):
    invoice = of_order("900")
    run(invoice, "credit", amount="700", reason="折让")
    bring_back(order, (2, 7))
    assert [note.amount for note in notes()] == [-200_00]
    assert stands(invoice).balance == 0 and CustomerOwes.objects.get().owed == 0


def test_who_takes_goods_in_needs_no_right_over_money(order, of_order, make_person):
    helper = make_person("kefu", "小何", role="service")
    of_order("900")
    assert not helper.actor.may("invoice", "create")
    assert bring_back(order, (1, 3), by=helper.actor).state == "settled"
    page = helper.browser().get(f"/orders/{order.pk}/").text
    assert "已收回" in page


def test_two_people_do_not_take_the_same_goods_back_twice(race, boss):  # noqa: F811
    order = make("order", customer=make("customer"), ordered_on="2026-03-01", lines=LINES)
    bill = make("invoice", customer=order.customer, order=order, amount="900", due_on="2026-04-01",
                booked_on="2026-03-01")  # fmt: skip
    take = partial(bring_back, order, (1, 2), by=boss.actor)
    done = race(take, take, take)
    assert sorted(type(one).__name__ for one in done) == ["Invalid", "Invalid", "Return"]
    assert race(lambda: Invoice.objects.get(pk=bill.pk).balance)[0] == 900_00 - 66_67
    halves = partial(bring_back, order, (2, "3.5"), by=boss.actor)
    assert [type(one) for one in race(halves, halves)] == [Return, Return]
    sums = race(lambda: ReturnLine.objects.filter(line=2).aggregate(Sum("amount"), Sum("quantity")))
    assert sums[0] == {"amount__sum": 800_00, "quantity__sum": Decimal(7)}


class Books(PropertyCase):
    """Whatever is sold, billed, paid and brought back: the books agree with plain arithmetic."""

    @settings(max_examples=20, deadline=None)
    @given(
        prices=st.lists(st.integers(0, 99_999), min_size=1, max_size=3),
        whole=st.integers(1, 7),
        off=st.integers(0, 500),
        billed=st.integers(0, 100),
        paid=st.integers(0, 100),
        parts=st.lists(st.tuples(st.integers(1, 3), st.integers(1, 4), st.booleans()), max_size=6),
    )
    def test_it_all_adds_up(self, prices, whole, off, billed, paid, parts):
        customer = make("customer")
        lines = [
            {"product_name": f"货{n}", "quantity": whole, "amount": f"{price / 100:.2f}"}
            for n, price in enumerate(prices)
        ]
        taken = min(off, sum(prices))
        values = {
            "customer": customer,
            "ordered_on": "2026-03-01",
            "discount": f"{taken / 100:.2f}",
        }
        order = make("order", lines=lines, **values)
        charged = order.amount * billed // 100
        came = charged * paid // 100
        day = {"booked_on": "2026-03-01", "due_on": "2026-03-05"}
        if charged:
            bill = make(
                "invoice", customer=customer, order=order, amount=f"{charged / 100:.2f}", **day
            )
        if came:
            money = make(
                "receipt", customer=customer, amount=f"{came / 100:.2f}", received_on="2026-03-05"
            )
            run(money, "allocate", invoices=[bill.pk])
        left = {n: Decimal(whole) for n in range(1, len(prices) + 1)}
        back = 0
        for line, quantity, received in parts:
            asked = min(Decimal(quantity), left.get(line, Decimal(0)))
            if asked <= 0:
                continue
            one = bring_back(order, (line, asked), upto="receive" if received else "")
            if received:
                left[line] -= asked
                back += one.amount
            else:
                run(one, "reject", reason="不退")
        for line, rest in left.items():
            if rest:
                back += bring_back(order, (line, rest)).amount
        assert back == order.amount == sum(prices) - taken
        self.books(customer, order, charged, came)

    def books(self, customer, order, charged, came):
        came_in = Return.objects.came_in()
        assert (
            sum(ReturnLine.objects.filter(returned__in=came_in).values_list("amount", flat=True))
            == order.amount
        )
        kept = CustomerSales.objects.get(customer=customer)
        assert (kept.amount, kept.returned) == (0, order.amount)
        invoices = list(Invoice.objects.filter(order=order))
        assert sum(one.amount for one in invoices) == 0 if charged else not invoices
        owed = sum(one.balance for one in invoices)
        assert owed == -came
        sums = CustomerOwes.objects.filter(pk=customer.pk).first()
        assert (sums.owed if sums else 0) == owed and exposure(customer.pk).total == owed
        for one in invoices:
            against = Allocation.objects.filter(invoice=one).aggregate(s=Sum("amount", default=0))[
                "s"
            ]
            used = Allocation.objects.filter(credit=one).aggregate(s=Sum("amount", default=0))["s"]
            assert one.balance == one.amount - against + used
        assert (
            Receipt.objects.filter(customer=customer).aggregate(s=Sum("left", default=0))["s"] == 0
        )
        assert Order.objects.get(pk=order.pk).version == order.version
