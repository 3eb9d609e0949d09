"""撤销核销 and 退款."""

import pytest

from sanjing.foundation.events.models import Event
from sanjing.modules.receivables.actions.allocate import allocate
from sanjing.modules.receivables.actions.refund import refund
from sanjing.modules.receivables.actions.release import release
from sanjing.modules.receivables.actions.settling import CannotSettle
from sanjing.modules.receivables.models import Allocation, CustomerOwes

from .conftest import SYSTEM, stands


def test_one_of_two_invoices_is_taken_off(owe, pay, at):
    first, second, receipt = owe("30", due_on="2026-02-01"), owe("40"), pay("70")
    allocate(receipt, by=SYSTEM, at=at)

    release(stands(receipt), invoices=[first], reason="记错", by=SYSTEM, at=at)

    assert (stands(first).balance, stands(second).balance, stands(receipt).left) == (
        30_00,
        0,
        30_00,
    )
    assert stands(first).settled_on is None
    assert Event.objects.get(name="invoice.reopened").data["reason"] == "记错"


def test_all_of_it_is_taken_off_and_can_be_matched_again(finance, owe, pay, at):
    invoice, receipt = owe("70"), pay("70")
    for _round in range(2):
        allocate(stands(receipt), by=SYSTEM, at=at)
        assert stands(invoice).state == "settled"
        finance.browser().post(f"/receipts/{receipt.pk}/release/", {"reason": "换一笔"})
        assert (stands(invoice).state, stands(receipt).left) == ("open", 70_00)
    assert not Allocation.objects.exists()


def test_without_a_reason_nothing_is_released(finance, owe, pay, at):
    owe("70")
    receipt = pay("70")
    allocate(receipt, by=SYSTEM, at=at)
    answer = finance.browser().post(f"/receipts/{receipt.pk}/release/", {"reason": ""})
    assert answer.status_code == 422
    assert stands(receipt).left == 0


def test_only_what_is_not_matched_goes_back(owe, pay, at):
    owe("70")
    receipt = pay("100")
    allocate(receipt, rest="advance", by=SYSTEM, at=at)

    with pytest.raises(CannotSettle, match="只剩 ¥30"):
        refund(stands(receipt), amount=30_01, reason="多付了", by=SYSTEM, at=at)
    refund(stands(receipt), amount=10_00, reason="多付了", by=SYSTEM, at=at)
    refund(stands(receipt), amount=20_00, reason="多付了", by=SYSTEM, at=at)

    assert (stands(receipt).refunded, stands(receipt).left) == (30_00, 0)
    assert CustomerOwes.objects.get().advance == 0


@pytest.mark.parametrize("amount", ["", "0", "-1", "1.005", "EUR 3", "一"])
def test_an_amount_that_is_none_pays_nothing_back(finance, pay, amount):
    receipt = pay("100")
    told = {"amount": amount, "reason": "多付了"}
    assert finance.browser().post(f"/receipts/{receipt.pk}/refund/", told).status_code == 422
    assert stands(receipt).left == 100_00
