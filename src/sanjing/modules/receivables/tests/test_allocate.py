"""核销: matching a payment to what it pays, part by part, exact to the 分."""

import pytest

from sanjing.foundation.entities.errors import Forbidden, Invalid
from sanjing.foundation.events.models import Event
from sanjing.modules.receivables.actions.allocate import TooMuch, allocate
from sanjing.modules.receivables.actions.settling import CannotSettle
from sanjing.modules.receivables.models import Allocation, CustomerOwes

from .conftest import SYSTEM, stands


def run(receipt, at, by=SYSTEM, **told):
    allocate(receipt, by=by, at=at, **told)


def test_one_payment_settles_the_invoice_of_the_same_amount(owe, pay, at):
    older, same = owe("80"), owe("100", due_on="2026-04-01")

    run(pay("100"), at)

    assert (stands(older).state, stands(same).state) == ("open", "settled")
    assert stands(same).settled_on.isoformat() == "2026-03-05"


def test_without_one_of_the_same_amount_the_longest_due_comes_first(owe, pay, at):
    late, later = owe("80", due_on="2026-02-01"), owe("50")
    receipt = pay("100")

    run(receipt, at)

    assert (stands(late).balance, stands(later).balance) == (0, 30_00)
    assert (stands(later).state, stands(receipt).left) == ("part", 0)


def test_part_payments_add_up(owe, pay, at):
    invoice = owe("100.01")
    for amount in ("33.34", "33.34", "33.33"):
        run(pay(amount), at, invoices=[invoice])
    assert (stands(invoice).paid, stands(invoice).state) == (100_01, "settled")


def test_more_money_than_owed_asks_what_to_do_with_the_rest(owe, pay, at):
    invoice, receipt = owe("80"), pay("100")

    with pytest.raises(TooMuch, match="多出 ¥20") as refused:
        run(receipt, at)

    assert refused.value.data == {"over": 20.0}
    assert (stands(invoice).balance, stands(receipt).left) == (80_00, 100_00)
    assert not Allocation.objects.exists()


def test_the_rest_stays_as_an_advance_and_is_matched_later(owe, pay, customer, at):
    first, receipt = owe("80"), pay("100")
    run(receipt, at, rest="advance")
    assert (stands(first).state, stands(receipt).left) == ("settled", 20_00)
    assert CustomerOwes.objects.get().advance == 20_00

    second = owe("20", due_on="2026-05-01")
    run(stands(receipt), at)

    assert (stands(second).state, stands(receipt).left) == ("settled", 0)
    assert CustomerOwes.objects.get().advance == 0


def test_a_chosen_amount_leaves_the_rest_alone(owe, pay, at):
    invoice, receipt = owe("100"), pay("100")

    run(receipt, at, invoices=[invoice], amount=40_00)

    assert (stands(invoice).balance, stands(receipt).left) == (60_00, 60_00)


def test_more_than_the_payment_holds_is_refused(owe, pay, at):
    receipt = pay("50")
    with pytest.raises(CannotSettle, match="只剩 ¥50"):
        run(receipt, at, invoices=[owe("100")], amount=60_00)
    assert stands(receipt).left == 50_00


def test_an_advance_without_anything_owed_is_told(pay, at):
    with pytest.raises(CannotSettle, match="预收款"):
        run(pay("50"), at)


def test_nobody_pays_for_somebody_else(owe, pay, make_customer, at):
    other = owe("100", customer=make_customer("别家"))
    with pytest.raises(CannotSettle, match="不是这位客户的"):
        run(pay("100"), at, invoices=[other])
    assert stands(other).balance == 100_00


def test_history_tells_both_sides_in_one_transaction(owe, pay, at):
    invoice, receipt = owe("100"), pay("100")
    run(receipt, at)
    settled = Event.objects.get(name="invoice.settled", record_id=invoice.pk)
    matched = Event.objects.get(name="receipt.allocated", record_id=receipt.pk)
    assert settled.data["changes"]["balance"] == [100, 0]
    assert matched.data["changes"]["left"] == [100, 0]


def test_the_page_offers_what_is_open_with_a_suggestion_ticked(finance, owe, pay):
    invoice, other = owe("100"), owe("60")
    receipt = pay("60")

    page = finance.browser().get(f"/receipts/{receipt.pk}/allocate/").text

    assert invoice.reference in page
    assert f'value="{other.pk}" ' in page
    assert page.count("checked") == 1

    finance.browser().post(f"/receipts/{receipt.pk}/allocate/", {"invoices": [other.pk]})
    assert stands(other).state == "settled"


def test_the_api_matches_too(finance, owe, pay):
    invoice, receipt = owe("100"), pay("120")
    browser, url = finance.browser(), f"/api/receipts/{receipt.pk}/allocate"
    refused = browser.post(url, {"invoices": [invoice.pk]}, content_type="application/json")
    assert (refused.status_code, refused.json()["code"]) == (409, "receipt_larger_than_invoices")
    told = {"invoices": [invoice.pk], "rest": "advance"}
    assert browser.post(url, told, content_type="application/json").status_code == 200
    assert stands(receipt).left == 20_00


def test_a_seller_sees_payments_of_their_customers_and_matches_none(
    seller, make_customer, owe, pay, at
):
    mine = make_customer("我的客户", owner=seller.user)
    owe("100", customer=mine)
    receipt = pay("100", customer=mine)
    assert seller.browser().get(f"/receipts/{receipt.pk}/").status_code == 200
    answer = seller.browser().post(f"/receipts/{receipt.pk}/allocate/", {})
    assert answer.status_code == 403
    with pytest.raises(Forbidden):
        run(receipt, at, by=seller.actor, invoices=[])
    assert stands(receipt).left == 100_00


@pytest.mark.parametrize("amount", ["0", "-5", "USD 500", "一百块左右"])
def test_money_that_is_none_is_refused(pay, amount):
    with pytest.raises(Invalid) as refused:
        pay(amount)
    assert "amount" in refused.value.errors


def test_one_bank_reference_comes_once(pay):
    pay("100", bank_reference="20260305-0001")
    with pytest.raises(Invalid, match="银行流水号“20260305-0001”已经有了"):
        pay("100", bank_reference="20260305-0001")
    pay("1")
    pay("2")
