"""The credit note 红字 for goods that came back."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db.models import Q, QuerySet, Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.entities import records, registry
from sanjing.foundation.entities.errors import Refusal
from sanjing.foundation.entities.locking import hold
from sanjing.kernel.money import format_money, plain_money
from sanjing.modules.orders.actions.settle import reopen, settle
from sanjing.modules.orders.models import Order, Return
from sanjing.modules.orders.returned import given_back
from sanjing.modules.receivables.actions.offset import offset
from sanjing.modules.receivables.models import Invoice
from sanjing.modules.receivables.rules import to_credit


class CreditOpen(Refusal):
    """The customer did not get yet what the goods were worth."""

    code = "credit_open"


def credit_return(returned: Return, *, by: Actor, at: datetime) -> Invoice | None:
    """Credit what was billed of goods that came in, and set it against what is open of their order.

    What nobody billed yet needs no credit: less is billed for it. What is left of the note is the
    customer's, to be set against other invoices or paid out.
    """
    hold(Order, [returned.order_id])
    order = returned.order
    billed = Invoice.objects.standing().filter(order=order).order_by("due_on", "pk")
    amount = due(order, billed)
    if not amount or order.customer is None:
        return None
    day = returned.received_on or timezone.localdate(at)
    values = {
        "customer": order.customer, "order": order, "amount": plain_money(-amount), "booked_on": day,
        "due_on": day, "kind": billed.filter(amount__gt=0)[0].kind,
        "reason": _("退货 %(number)s") % {"number": returned.reference},
    }  # fmt: skip
    kept = {"returned": returned}
    note = records.create(registry.get("invoice"), values, by=by, at=at, kept=kept)
    if owed := list(billed.filter(balance__gt=0)):
        offset(note, invoices=owed, by=by, at=at)
    return note


def due(order: Order, billed: QuerySet[Invoice]) -> int:
    """What has to be credited of an order now, after all that came back of it."""
    sums = billed.order_by().aggregate(
        charged=Sum("amount", filter=Q(amount__gt=0), default=0),
        net=Sum("amount", default=0),
        given=Sum("amount", filter=Q(returned__isnull=False), default=0),
    )
    back = given_back(order.pk)
    return to_credit(order.amount, back, sums["charged"], -sums["given"], sums["net"])


def refuse_unused(returned: int) -> None:
    """Raises CreditOpen if something of the credit note of this return is still the customer's."""
    if note := Invoice.objects.filter(returned=returned).exclude(balance=0).first():
        told = {"number": note.reference, "left": format_money(-note.balance)}
        raise CreditOpen(
            _("红字 %(number)s 还有 %(left)s 没有用完，冲抵应收或退款后，退货自动结清。") % told
        )


def settle_returns(invoices: Collection[int], *, by: Actor, at: datetime) -> None:
    """Returns are settled exactly while their credit notes, of these, have nothing left."""
    rows = Return.objects.filter(credit_note__in=list(invoices)).select_related("credit_note")
    for one in rows.order_by("pk"):
        left = one.credit_note.balance
        if one.state == Return.State.RECEIVED and not left:
            settle(one, by=by, at=at)
        elif one.state == Return.State.SETTLED and left:
            reopen(one, by=by, at=at)
