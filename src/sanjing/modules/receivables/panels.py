"""What pages show of money besides plain fields."""

from __future__ import annotations

from typing import Any

from django.db.models import Model, Q, QuerySet
from django.utils import timezone

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.entities import registry
from sanjing.modules.customers.models import Customer
from sanjing.modules.receivables.models import Allocation, CustomerOwes, Invoice, Receipt

Context = dict[str, Any]
SHOWN = 30


def invoice_allocations(invoice: Invoice, actor: Actor) -> Context:
    """What settled an invoice, or what a credit note settled."""
    if not reads(actor, "invoice", "amount", "paid", "credited"):
        return {"hidden": True}
    return shown(Allocation.objects.filter(Q(invoice=invoice) | Q(credit=invoice)), invoice, actor)


def receipt_allocations(receipt: Receipt, actor: Actor) -> Context:
    """What a payment was matched to, and what of it went back."""
    if not reads(actor, "receipt", "amount", "allocated", "refunded"):
        return {"hidden": True}
    return shown(Allocation.objects.filter(receipt=receipt), receipt, actor)


def reads(actor: Actor, entity: str, *names: str) -> bool:
    return all(registry.get(entity).may_read(name, actor) for name in names)


def shown(rows: QuerySet[Allocation], own: Invoice | Receipt, actor: Actor) -> Context:
    """Lines of (kind, day, the other side, its address, amount, who); another side that this person
    may not see stays without a name, and without the amount that is its own as well.
    """
    found = rows.select_related("receipt", "credit", "invoice", "by").order_by("on", "pk")
    kept = list(found[: SHOWN + 1])
    known = links([side for row in kept if (side := other_side(row, own))], actor)
    lines = []
    for row in kept[:SHOWN]:
        side = other_side(row, own)
        name, url = known.get(side, ("", "")) if side else ("", "")
        amount = row.amount if url or not side else None
        lines.append((row.get_kind_display(), row.on, name, url, amount, row.by))
    return {"hidden": not lines, "lines": lines, "more": len(kept) > SHOWN}


def other_side(row: Allocation, own: Invoice | Receipt) -> Invoice | Receipt | None:
    """What settled `own` or was settled by it; None for money that went back."""
    sides = (row.invoice, row.credit, row.receipt)
    return next((side for side in sides if side is not None and side != own), None)


def links(sides: list[Invoice | Receipt], actor: Actor) -> dict[Model, tuple[str, str]]:
    """(name, address) of those whose amount this person may read."""
    found: dict[Model, tuple[str, str]] = {}
    for entity in (registry.get("invoice"), registry.get("receipt")):
        ids = [side.pk for side in sides if isinstance(side, entity.model)]
        if ids and entity.may_read("amount", actor):
            rows = entity.visible_among(actor, ids)
            found |= {row: (str(row), entity.url(row)) for row in rows}
    return found


def customer_panel(customer: Customer, actor: Actor) -> Context:
    """What a customer owes, what of it is late, what is agreed, and the last payment."""
    names = ("receivable", "overdue", "oldest_due_days", "advance", "credit_limit")
    known = {name for name in names if reads(actor, "customer", name)}
    if "receivable" not in known:
        return {"hidden": True}
    owes = CustomerOwes.objects.filter(pk=customer.pk).first() or CustomerOwes()
    since = owes.oldest_due_on if "oldest_due_days" in known else None
    return {
        "owed": owes.owed if owes.pk else None,
        "overdue": owes.overdue if "overdue" in known else None,
        "late": (timezone.localdate() - since).days if since else 0,
        "advance": owes.advance if "advance" in known else 0,
        "limit": customer.credit_limit if "credit_limit" in known else None,
        "last": last_receipt(customer, actor),
        "may_receive": actor.may("receipt", "create"),
        "may_collect": actor.may("collectionnote", "create"),
    }


def last_receipt(customer: Customer, actor: Actor) -> Context | None:
    """The day, amount and address of the last payment, as far as this person may know them."""
    entity = registry.get("receipt")
    rows = entity.visible_to(actor).filter(customer=customer).order_by("-received_on", "-pk")
    last = rows.first() if entity.may_read("received_on", actor) else None
    if last is None:
        return None
    amount = last.amount if entity.may_read("amount", actor) else None
    return {"on": last.received_on, "amount": amount, "url": entity.url(last)}
