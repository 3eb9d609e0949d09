"""Taking a payment off the invoices it was matched to."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django import forms
from django.db import transaction
from django.utils.translation import gettext_lazy as _l

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.entities.actions import action
from sanjing.modules.receivables.actions.settling import (
    Kind,
    count_invoices,
    count_receipts,
    hold,
)
from sanjing.modules.receivables.events import InvoiceReopened, ReceiptReleased
from sanjing.modules.receivables.forms import InvoiceChoices
from sanjing.modules.receivables.models import Allocation, Invoice, Receipt


class ReleaseForm(forms.Form):
    invoices = InvoiceChoices(label=_l("撤销哪几笔"), help_text=_l("不选就全部撤销"))
    reason = forms.CharField(label=_l("为什么"), max_length=200)

    def __init__(self, *args, record: Receipt | None = None, **kwargs):
        super().__init__(*args, **kwargs)
        if record:
            settled = Invoice.objects.filter(allocations__receipt=record).distinct()
            self.fields["invoices"].offer(settled, chosen={})


@action(
    entity="receipt",
    verb="release",
    label=_l("撤销核销"),
    icon="arrow-back-up",
    asks=ReleaseForm,
    offered=lambda receipt, _by: receipt.allocated > 0,
)
def release(
    receipt: Receipt,
    *,
    invoices: Sequence[Invoice] = (),
    reason: str,
    by: Actor,
    at: datetime,
) -> None:
    """Take a payment off `invoices`, or off all; it can be matched again or refunded."""
    with transaction.atomic():
        hold("receipt", {receipt.pk}, by)
        rows = Allocation.objects.filter(receipt=receipt, kind=Kind.RECEIPT)
        if invoices:
            rows = rows.filter(invoice__in=invoices)
        settled = set(rows.values_list("invoice", flat=True))
        hold("invoice", settled, by)
        rows.delete()
        released, reopened = ReceiptReleased(reason=reason), InvoiceReopened(reason=reason)
        count_receipts({receipt.pk}, by=by, at=at, telling=released)
        count_invoices(settled, by=by, at=at, telling=reopened)
