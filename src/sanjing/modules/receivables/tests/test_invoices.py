"""Invoices, credit notes and what is void."""

import pytest
from django.db import IntegrityError, transaction

from sanjing.foundation.entities import records
from sanjing.foundation.entities.errors import Forbidden, Invalid
from sanjing.modules.receivables.actions.allocate import allocate
from sanjing.modules.receivables.actions.credit import credit
from sanjing.modules.receivables.actions.offset import offset, undo_offset
from sanjing.modules.receivables.actions.refund import refund_credit
from sanjing.modules.receivables.actions.settling import CannotSettle
from sanjing.modules.receivables.actions.void import void
from sanjing.modules.receivables.models import Invoice
from sanjing.modules.receivables.subscribers import HasMoney

from .conftest import SYSTEM, stands


def test_what_is_owed_starts_open_and_due_when_booked(owe):
    invoice = owe("100", due_on=None)
    assert (invoice.state, invoice.balance, invoice.due_on.isoformat()) == (
        "open",
        100_00,
        "2026-01-01",
    )


@pytest.mark.parametrize(
    ("values", "field", "says"),
    [
        ({"amount": "-5"}, "reason", "红字原因"),
        ({"amount": "0"}, "amount", "不能是零"),
        ({"amount": "$5"}, "amount", "只记人民币"),
        ({"amount": ""}, "amount", "请填写应收金额"),
        ({"amount": "5", "due_on": "2025-12-31"}, "due_on", "不能早于入账日期"),
    ],
)
def test_nonsense_is_refused_beside_its_field(owe, values, field, says):
    with pytest.raises(Invalid) as refused:
        owe(**values)
    assert says in refused.value.errors[field][0]
    assert not Invoice.objects.exists()


def test_issuing_keeps_number_and_day(finance, owe):
    invoice = owe()
    told = {"kind": "special", "number": "24312000000012345678", "issued_on": "2026-03-02"}
    finance.browser().post(f"/invoices/{invoice.pk}/issue/", told)
    assert (stands(invoice).number, stands(invoice).kind) == ("24312000000012345678", "special")
    again = finance.browser().post(f"/invoices/{invoice.pk}/issue/", told | {"number": "1"})
    assert again.status_code == 303
    assert stands(invoice).number == "24312000000012345678"


def test_a_credit_note_takes_off_what_is_still_open(owe, at):
    invoice = owe("100")
    note = credit(invoice, amount=30_00, reason="退货两台", by=SYSTEM, at=at)
    assert (note.amount, note.balance, note.state) == (-30_00, 0, "settled")
    assert (stands(invoice).balance, stands(invoice).credited) == (70_00, 30_00)


def test_credit_notes_never_exceed_their_invoice(owe, at):
    invoice = owe("100")
    credit(invoice, amount=60_00, reason="退货", by=SYSTEM, at=at)
    with pytest.raises(CannotSettle, match="只剩 ¥40"):
        credit(invoice, amount=40_01, reason="退货", by=SYSTEM, at=at)
    assert Invoice.objects.count() == 2


def test_what_was_paid_already_is_paid_out_from_the_note(owe, pay, at):
    invoice = owe("100")
    allocate(pay("100"), by=SYSTEM, at=at)
    note = credit(invoice, amount=30_00, reason="退货", by=SYSTEM, at=at)
    assert (note.balance, stands(invoice).balance) == (-30_00, 0)
    with pytest.raises(CannotSettle, match="只剩 ¥30"):
        refund_credit(note, amount=30_01, reason="现金", by=SYSTEM, at=at)
    refund_credit(note, amount=30_00, reason="现金", by=SYSTEM, at=at)
    assert (stands(note).balance, stands(note).paid) == (0, -30_00)


def test_a_note_is_set_against_others_and_taken_back(owe, at):
    note = owe("-50", reason="折让")
    first, second = owe("30", due_on="2026-02-01"), owe("40")
    offset(note, by=SYSTEM, at=at)
    assert [stands(one).balance for one in (note, first, second)] == [0, 0, 20_00]
    undo_offset(stands(note), reason="错了", by=SYSTEM, at=at)
    assert [stands(one).balance for one in (note, first, second)] == [-50_00, 30_00, 40_00]


def test_void_is_only_what_nothing_was_paid_on(finance, owe, pay, at):
    paid, clean = owe("100"), owe("50")
    allocate(pay("10"), invoices=[paid], by=SYSTEM, at=at)
    for invoice in (paid, clean):
        finance.browser().post(f"/invoices/{invoice.pk}/void/", {"reason": "开错了"})
    assert (stands(paid).state, stands(clean).state) == ("part", "void")
    assert stands(clean).balance == 0


def test_what_was_paid_meanwhile_is_not_void(owe, pay, at):
    """Whoever declares it void looked at it before the payment was matched."""
    seen = owe("100")
    allocate(pay("10"), invoices=[seen], by=SYSTEM, at=at)
    with pytest.raises(Invalid, match="不能作废"):
        void(seen, reason="开错了", by=SYSTEM, at=at)
    assert (stands(seen).state, stands(seen).balance) == ("part", 90_00)


def test_an_amount_does_not_fall_below_what_was_paid(owe, pay, at):
    invoice = owe("100")
    allocate(pay("60"), by=SYSTEM, at=at)
    with pytest.raises(Invalid, match="已经结了 ¥60"):
        records.change(invoice, {"amount": "59"}, by=SYSTEM, at=at)
    records.change(invoice, {"amount": "60"}, by=SYSTEM, at=at)
    assert stands(invoice).state == "settled"


def test_what_was_paid_on_stays_with_its_customer_and_out_of_the_bin(owe, pay, make_customer, at):
    invoice, receipt = owe("100"), pay("60")
    allocate(receipt, by=SYSTEM, at=at)
    other = make_customer("别家")
    for record in (invoice, receipt):
        with pytest.raises(Invalid, match="不能换客户"):
            records.change(record, {"customer": other}, by=SYSTEM, at=at)
        with pytest.raises(HasMoney, match="不能删除"):
            records.remove(record, by=SYSTEM, at=at)
        assert stands(record).removed_at is None


def test_the_database_itself_refuses_more_than_there_is(owe, pay):
    with pytest.raises(IntegrityError), transaction.atomic():
        Invoice.objects.filter(pk=owe("100").pk).update(paid=100_01, balance=-1)
    with pytest.raises(IntegrityError), transaction.atomic():
        type(pay("1")).objects.update(allocated=1_01, left=-1)


def test_marketing_sees_no_money(make_person, owe):
    marketer = make_person("marketer", "何婷", role="marketing")
    assert marketer.browser().get("/invoices/").status_code == 403
    assert marketer.browser().get(f"/invoices/{owe().pk}/").status_code == 404


def test_a_seller_makes_no_invoice(seller, owe, make_customer):
    with pytest.raises(Forbidden):
        owe("1", by=seller.actor, customer=make_customer("我的", owner=seller.user))
