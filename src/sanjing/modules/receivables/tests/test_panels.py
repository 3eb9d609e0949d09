"""What the pages of customers, invoices and receipts tell of money, and to whom."""

import pytest

from sanjing.foundation.accounts.models import Role
from sanjing.modules.receivables.actions.allocate import allocate

from .conftest import SYSTEM

HEADINGS = {"customer": "应收回款</h2>", "invoice": "核销明细</h2>", "receipt": "核销明细</h2>"}
UNSEEN = dict.fromkeys(("see", "change"), "none")


@pytest.fixture
def panel(finance, customer, owe, pay, at):
    """`panel(customer={"advance": "hidden"})` is what finance sees of a customer with 70 元 in advance."""
    invoice, receipt = owe("130"), pay("200")
    allocate(receipt, invoices=[invoice], rest="advance", by=SYSTEM, at=at)
    owe("555")
    addresses = {
        "customer": f"/customers/{customer.pk}/",
        "invoice": f"/invoices/{invoice.pk}/",
        "receipt": f"/receipts/{receipt.pk}/",
    }
    role = Role.objects.get(key="finance")
    ready = role.grants

    def show(of="customer", grants=None, **rules):
        role.field_rules, role.grants = rules, ready | (grants or {})
        role.save()
        _before, _heading, after = finance.browser().get(addresses[of]).text.partition(HEADINGS[of])
        return after.partition("</section>")[0]

    return show


def test_the_customer_shows_what_is_owed_and_what_was_paid(panel):
    text = panel()
    assert "¥70" in text and "¥200" in text and "¥555" in text


@pytest.mark.parametrize("rule", ["hidden", "masked"])
def test_an_advance_is_not_shown_to_whom_it_is_not_told(panel, rule):
    assert "¥70" not in panel(customer={"advance": rule})
    assert "¥70" not in panel(receipt={"left": rule})


@pytest.mark.parametrize("rule", ["hidden", "masked"])
def test_the_last_receipt_tells_no_more_than_the_receipt_itself(panel, rule):
    text = panel(receipt={"amount": rule})
    assert "¥200" not in text and "2026-03-05" in text
    assert "2026-03-05" not in panel(receipt={"received_on": rule})
    assert "最近回款" not in panel(grants={"receipt": UNSEEN})


@pytest.mark.parametrize("rule", ["hidden", "masked"])
def test_the_days_late_follow_from_due_days(panel, rule):
    assert "最长逾期" in panel()
    assert "最长逾期" not in panel(invoice={"due_on": rule})


@pytest.mark.parametrize("rule", ["hidden", "masked"])
def test_what_is_overdue_is_not_called_nothing_where_it_is_hidden(panel, rule):
    assert "逾期金额" not in panel(customer={"overdue": rule})


@pytest.mark.parametrize(("of", "other"), [("invoice", "/receipts/"), ("receipt", "/invoices/")])
def test_what_settled_what_is_shown_with_the_other_side(panel, of, other):
    text = panel(of)
    assert other in text and "¥130" in text


def test_the_matching_hides_with_its_figures(panel):
    assert panel("invoice", invoice={"paid": "hidden"}) == ""
    assert panel("receipt", receipt={"allocated": "masked"}) == ""


def test_the_other_side_stays_unnamed_for_whom_it_is_hidden(panel):
    text = panel("receipt", grants={"invoice": UNSEEN})
    assert "回款核销" in text and "/invoices/" not in text
    text = panel("invoice", receipt={"amount": "masked"})
    assert "回款核销" in text and "130" not in text and "/receipts/" not in text
