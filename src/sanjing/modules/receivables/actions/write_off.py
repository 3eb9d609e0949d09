"""Giving up what nobody will pay any more 坏账核销: asked for, and done once it is approved."""

from __future__ import annotations

from datetime import datetime

from django import forms
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.approvals.actions import ask
from sanjing.foundation.entities.actions import action, reason_form
from sanjing.foundation.entities.errors import Refusal
from sanjing.kernel.money import format_money
from sanjing.modules.receivables.actions.settling import (
    Kind,
    count_invoices,
    hold,
    must_reach,
    write,
)
from sanjing.modules.receivables.events import InvoiceReopened, InvoiceSettled
from sanjing.modules.receivables.forms import MoneyInput
from sanjing.modules.receivables.models import Allocation, Invoice

PURPOSE = "invoice.write_off"


class NobodyDecides(Refusal):
    """The company has not said who may approve it."""

    code = "no_approval_rule"


class WriteOffForm(forms.Form):
    amount = MoneyInput(label=_l("核销金额"), required=True)
    reason = forms.CharField(
        label=_l("为什么收不回来"),
        max_length=100,
        help_text=_l("批准以后才核销，批准的人会看到这句话"),
    )

    def __init__(self, *args, record: Invoice | None = None, **kwargs):
        super().__init__(*args, **kwargs)
        if record:
            self.fields["amount"].initial = record.balance


@action(
    entity="invoice",
    verb="write_off",
    label=_l("坏账核销"),
    icon="gavel",
    asks=WriteOffForm,
    offered=lambda invoice, _by: invoice.balance > 0,
    bulk=False,
)
def write_off(invoice: Invoice, *, amount: int, reason: str, by: Actor, at: datetime) -> None:
    """Ask those whom the company's rules name; until they answer the invoice stands still.

    Raises NobodyDecides without a rule, CannotSettle beyond what is open.
    """
    with transaction.atomic():
        held = hold("invoice", {invoice.pk}, by)[invoice.pk]
        must_reach(amount, held.balance, held.reference)
        told = {"number": held.reference, "amount": format_money(amount), "reason": reason}
        title = _("坏账核销 %(number)s %(amount)s：%(reason)s") % told
        if ask(held, PURPOSE, title=title, amount=amount, by=by, at=at) is None:
            raise NobodyDecides(
                _("坏账核销要先批准，还没有规则说由谁来批。请管理员在“设置 → 审批规则”里加一条。")
            )


def carry_out(invoice: Invoice, amount: int, *, reason: str, by: Actor, at: datetime) -> None:
    """Write off what was approved, or what of it is still open."""
    with transaction.atomic():
        held = hold("invoice", {invoice.pk}, by)[invoice.pk]
        if (given_up := min(amount, held.balance)) <= 0:
            return
        row = Allocation(kind=Kind.WRITE_OFF, customer_id=held.customer_id, invoice_id=held.pk)
        row.amount, row.on = given_up, max(timezone.localdate(at), held.booked_on)
        write([row], by=by, at=at)
        count_invoices({held.pk}, by=by, at=at, telling=InvoiceSettled(reason=reason))


@action(
    entity="invoice",
    verb="undo_write_off",
    label=_l("撤销坏账核销"),
    icon="arrow-back-up",
    asks=reason_form(_l("为什么")),
    offered=lambda invoice, _by: invoice.written_off > 0,
)
def undo_write_off(invoice: Invoice, *, reason: str, by: Actor, at: datetime) -> None:
    """The money may come after all: what was written off is owed again."""
    with transaction.atomic():
        hold("invoice", {invoice.pk}, by)
        Allocation.objects.filter(invoice=invoice, kind=Kind.WRITE_OFF).delete()
        count_invoices({invoice.pk}, by=by, at=at, telling=InvoiceReopened(reason=reason))
