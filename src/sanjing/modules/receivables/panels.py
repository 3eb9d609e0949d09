"""What pages show of money besides plain fields."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.entities import registry
from sanjing.modules.customers.models import Customer
from sanjing.modules.receivables.models import Allocation, CustomerOwes, Invoice, Receipt

Context = dict[str, Any]
SHOWN = 30


def invoice_allocations(invoice: Invoice, actor: Actor) -> Context:
    """What settled an invoice, or what a credit note settled."""
    return shown(Allocation.objects.filter(Q(invoice=invoice) | Q(credit=invoice)), invoice.pk)


def receipt_allocations(receipt: Receipt, actor: Actor) -> Context:
    """What a payment was matched to, and what of it went back."""
    return shown(Allocation.objects.filter(receipt=receipt), None)


def shown(rows: QuerySet[Allocation], own: int | None) -> Context:
    """Lines of (kind, day, the other side, its address, amount, who)."""
    found = rows.select_related("receipt", "credit", "invoice", "by").order_by("on", "pk")
    lines = []
    for row in found[: SHOWN + 1]:
        other = row.invoice if row.invoice_id not in (None, own) else row.credit or row.receipt
        other = None if other is not None and other.pk == own and other is row.credit else other
        url = registry.entity_of_model(type(other)).url(other) if other else ""
        lines.append((row.get_kind_display(), row.on, str(other or ""), url, row.amount, row.by))
    return {"hidden": not lines, "lines": lines[:SHOWN], "more": len(lines) > SHOWN}


def customer_panel(customer: Customer, actor: Actor) -> Context:
    """What a customer owes, what of it is late, what is agreed, and the last payment."""
    if not actor.may("invoice", "see"):
        return {"hidden": True}
    fields = registry.get("customer").fields_for(actor)
    shown = {n for n in ("receivable", "overdue", "advance", "credit_limit") if n in fields}
    shown -= {name for name in shown if fields[name].masked}
    owes = CustomerOwes.objects.filter(pk=customer.pk).first()
    last = Receipt.objects.filter(customer=customer, removed_at=None)
    return {
        "owes": owes if "receivable" in shown else None,
        "overdue": owes.overdue if owes and "overdue" in shown else 0,
        "late": (timezone.localdate() - owes.oldest_due_on).days
        if owes and owes.oldest_due_on
        else 0,
        "limit": customer.credit_limit if "credit_limit" in shown else None,
        "last": last.order_by("-received_on", "-pk").first()
        if actor.may("receipt", "see")
        else None,
        "may_receive": actor.may("receipt", "create"),
        "may_collect": actor.may("collectionnote", "create"),
    }
