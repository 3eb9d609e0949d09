"""Declaring void what should never have been asked for."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy as _l

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.entities import records
from sanjing.foundation.entities.actions import action, reason_form
from sanjing.modules.receivables.events import InvoiceVoided
from sanjing.modules.receivables.models import Invoice


def may_be_void(invoice: Invoice, by: Actor) -> bool:
    standing = invoice.is_untouched and invoice.state != Invoice.State.VOID
    return standing and not invoice.returned_id


@action(
    entity="invoice",
    verb="void",
    label=_l("作废"),
    icon="ban",
    asks=reason_form(_l("为什么作废")),
    offered=may_be_void,
)
def void(invoice: Invoice, *, reason: str, by: Actor, at: datetime) -> Invoice:
    """Nobody owes it any more. Only what nothing was paid on can be void; else make a credit note."""
    kept = {"state": Invoice.State.VOID}
    return records.change(
        invoice, {}, kept=kept, by=by, at=at, telling=InvoiceVoided(reason=reason)
    )
