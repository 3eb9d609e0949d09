"""Making out the tax invoice of something owed."""

from __future__ import annotations

from datetime import date, datetime

from django import forms
from django.utils.translation import gettext_lazy as _l

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.entities import records
from sanjing.foundation.entities.actions import action
from sanjing.modules.receivables.events import InvoiceIssued
from sanjing.modules.receivables.models import Invoice

Kind = Invoice.Kind


class IssueForm(forms.Form):
    kind = forms.ChoiceField(
        label=_l("发票种类"), choices=[one for one in Kind.choices if one[0] != Kind.NONE]
    )
    number = forms.CharField(label=_l("发票号码"), max_length=40)
    issued_on = forms.DateField(
        label=_l("开票日期"), widget=forms.DateInput(attrs={"type": "date"})
    )


@action(
    entity="invoice",
    verb="issue",
    label=_l("开票"),
    icon="receipt",
    asks=IssueForm,
    offered=lambda invoice, _by: not invoice.issued_on and invoice.state != Invoice.State.VOID,
)
def issue(
    invoice: Invoice, *, kind: str, number: str, issued_on: date, by: Actor, at: datetime
) -> Invoice:
    """Write down the number and the day of the tax invoice."""
    values = {"kind": kind, "number": number, "issued_on": issued_on}
    return records.change(invoice, values, by=by, at=at, telling=InvoiceIssued(number=number))
