"""Setting a credit note against what the customer owes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django import forms
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.entities.actions import action, reason_form
from sanjing.modules.receivables import queries
from sanjing.modules.receivables.actions.settling import (
    CannotSettle,
    Kind,
    count_invoices,
    hold,
    must_belong,
    write,
)
from sanjing.modules.receivables.events import InvoiceReopened, InvoiceSettled
from sanjing.modules.receivables.forms import InvoiceChoices
from sanjing.modules.receivables.models import Allocation, Invoice
from sanjing.modules.receivables.rules import spread


class OffsetForm(forms.Form):
    invoices = InvoiceChoices(label=_l("冲抵哪些应收"), help_text=_l("不选就先到期的先冲抵"))

    def __init__(self, *args, by: Actor | None = None, record: Invoice | None = None, **kwargs):
        super().__init__(*args, **kwargs)
        if by and record:
            owed = queries.open_invoices(record.customer_id, by)
            self.fields["invoices"].offer(owed, chosen={})


@action(
    entity="invoice",
    verb="offset",
    label=_l("冲抵应收"),
    icon="arrows-exchange",
    asks=OffsetForm,
    offered=lambda invoice, _by: invoice.balance < 0,
)
def offset(invoice: Invoice, *, invoices: Sequence[Invoice] = (), by: Actor, at: datetime) -> None:
    """Set a credit note against `invoices`, or against the longest due; what is left of it stays."""
    chosen = invoices or queries.open_invoices(invoice.customer_id, by)
    with transaction.atomic():
        held = hold("invoice", {invoice.pk, *(one.pk for one in chosen)}, by)
        credit = held.pop(invoice.pk)
        given = spread(-credit.balance, queries.as_owed(held.values()))
        if not given:
            raise CannotSettle(_("没有可以冲抵的应收。"))
        for pk, _share in given:
            must_belong(credit.customer_id, held[pk])
        write(
            (
                Allocation(
                    kind=Kind.CREDIT,
                    customer_id=credit.customer_id,
                    credit_id=credit.pk,
                    invoice_id=pk,
                    amount=share,
                    on=max(credit.booked_on, held[pk].booked_on),
                )
                for pk, share in given
            ),
            by=by,
            at=at,
        )
        touched = [credit.pk, *(pk for pk, _share in given)]
        count_invoices(touched, by=by, at=at, telling=InvoiceSettled())


@action(
    entity="invoice",
    verb="undo_offset",
    label=_l("撤销冲抵"),
    icon="arrow-back-up",
    asks=reason_form(_l("为什么")),
    offered=lambda invoice, _by: invoice.is_credit and invoice.credited < 0,
)
def undo_offset(invoice: Invoice, *, reason: str, by: Actor, at: datetime) -> None:
    """Take a credit note off everything it was set against."""
    with transaction.atomic():
        rows = Allocation.objects.filter(credit=invoice, kind=Kind.CREDIT)
        touched = {invoice.pk, *rows.values_list("invoice", flat=True)}
        hold("invoice", touched, by)
        rows.delete()
        count_invoices(touched, by=by, at=at, telling=InvoiceReopened(reason=reason))
