"""A credit note 红字 for goods that came back or a price that was cut."""

from __future__ import annotations

from datetime import datetime

from django import forms
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _l

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.entities import records, registry
from sanjing.foundation.entities.actions import action
from sanjing.kernel.money import plain_money
from sanjing.modules.receivables import queries
from sanjing.modules.receivables.actions.offset import offset
from sanjing.modules.receivables.actions.settling import hold, must_reach
from sanjing.modules.receivables.forms import MoneyInput
from sanjing.modules.receivables.models import Invoice


class CreditForm(forms.Form):
    amount = MoneyInput(label=_l("红冲金额"), required=True)
    reason = forms.CharField(label=_l("红字原因"), max_length=200)

    def __init__(self, *args, record: Invoice | None = None, **kwargs):
        super().__init__(*args, **kwargs)
        if record:
            self.fields["amount"].initial = record.balance or record.amount


@action(
    entity="invoice",
    verb="credit",
    label=_l("红冲"),
    icon="circle-minus",
    asks=CreditForm,
    offered=lambda invoice, _by: invoice.amount > 0 and invoice.state != Invoice.State.VOID,
)
def credit(invoice: Invoice, *, amount: int, reason: str, by: Actor, at: datetime) -> Invoice:
    """Make a credit note over `amount` and set it against what is open of this invoice.

    What was paid already stays on the note, to be set against others or paid out. Raises
    CannotSettle beyond the amount of the invoice.
    """
    with transaction.atomic():
        held = hold("invoice", {invoice.pk}, by)[invoice.pk]
        must_reach(amount, held.amount - queries.corrected(held.pk), held.reference)
        today = timezone.localdate(at).isoformat()
        values = {
            "customer": held.customer, "order": held.order, "amount": plain_money(-amount),
            "booked_on": today, "due_on": today, "kind": held.kind, "reason": reason, "corrects": held,
        }  # fmt: skip
        note = records.create(registry.get("invoice"), values, by=by, at=at)
        if held.balance > 0:
            offset(note, invoices=[held], by=by, at=at)
    return Invoice.objects.get(pk=note.pk)
