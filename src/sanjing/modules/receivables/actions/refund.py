"""Giving money back to the customer."""

from __future__ import annotations

from datetime import datetime

from django import forms
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _l

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.entities.actions import action
from sanjing.modules.receivables.actions.settling import (
    Kind,
    count_invoices,
    count_receipts,
    hold,
    must_reach,
    write,
)
from sanjing.modules.receivables.events import InvoiceSettled, ReceiptRefunded
from sanjing.modules.receivables.forms import MoneyInput
from sanjing.modules.receivables.models import Allocation, Invoice, Receipt


class RefundForm(forms.Form):
    amount = MoneyInput(label=_l("退款金额"), required=True)
    reason = forms.CharField(label=_l("为什么退"), max_length=200)

    def __init__(self, *args, record: Receipt | Invoice | None = None, **kwargs):
        super().__init__(*args, **kwargs)
        if record:
            self.fields["amount"].initial = (
                record.left if isinstance(record, Receipt) else -record.balance
            )


@action(
    entity="receipt",
    verb="refund",
    label=_l("退款"),
    icon="cash-banknote",
    asks=RefundForm,
    offered=lambda receipt, _by: receipt.left > 0,
)
def refund(receipt: Receipt, *, amount: int, reason: str, by: Actor, at: datetime) -> None:
    """Pay back what is not matched; take a payment off its invoices first. Raises CannotSettle."""
    with transaction.atomic():
        held = hold("receipt", {receipt.pk}, by)[receipt.pk]
        must_reach(amount, held.left, held.reference)
        row = Allocation(kind=Kind.REFUND, customer_id=held.customer_id, receipt_id=held.pk)
        row.amount, row.on = amount, timezone.localdate(at)
        write([row], by=by, at=at)
        count_receipts({held.pk}, by=by, at=at, telling=ReceiptRefunded(reason=reason))


@action(
    entity="invoice",
    verb="refund",
    label=_l("退款"),
    icon="cash-banknote",
    asks=RefundForm,
    offered=lambda invoice, _by: invoice.balance < 0,
)
def refund_credit(invoice: Invoice, *, amount: int, reason: str, by: Actor, at: datetime) -> None:
    """Pay a credit note out, or a part of it. Raises CannotSettle."""
    with transaction.atomic():
        held = hold("invoice", {invoice.pk}, by)[invoice.pk]
        must_reach(amount, -held.balance, held.reference)
        row = Allocation(kind=Kind.REFUND, customer_id=held.customer_id, credit_id=held.pk)
        row.amount, row.on = amount, timezone.localdate(at)
        write([row], by=by, at=at)
        count_invoices({held.pk}, by=by, at=at, telling=InvoiceSettled(reason=reason))
