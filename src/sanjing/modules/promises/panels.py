"""What promises add to the pages of customers, and where a promise came from."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.entities import registry
from sanjing.modules.customers.models import Customer
from sanjing.modules.promises import queries
from sanjing.modules.promises.models import Promise

Context = dict[str, Any]


def owed(customer: Customer, actor: Actor) -> Context:
    """What we owe this customer; nothing is shown where nothing is owed."""
    if not actor.may("promise", "see"):
        return {"hidden": True}
    rows = queries.owed_to(customer.pk, actor)
    if not rows:
        return {"hidden": True}
    return {
        "rows": rows[: queries.SHOWN],
        "more": len(rows) > queries.SHOWN,
        "customer": customer,
        "address": registry.get("customer").url(customer),
        "today": timezone.localdate(),
        "may_create": actor.may("promise", "create"),
    }


def made(entity: str, record: Any, actor: Actor) -> Context:
    """What was promised about this record; nothing where there is no customer to promise it to."""
    may_create = actor.may("promise", "create")
    if not record.customer_id or not actor.may("promise", "see"):
        return {"hidden": True}
    rows = queries.promised_about(entity, record.pk, actor)
    return {
        "hidden": not rows and not may_create,
        "rows": rows,
        "today": timezone.localdate(),
        "may_create": may_create,
        "address": registry.get(entity).url(record),
    }


def source(promise: Promise, actor: Actor) -> Context:
    """The follow-up, order or case in which it was promised, for those who may see it."""
    entity = registry.find(promise.source_entity)
    if entity is None:
        return {"hidden": True}
    record = entity.visible_to(actor).filter(pk=promise.source_id).first()
    if record is None:
        return {"hidden": True}
    return {"label": entity.label, "title": entity.title_of(record), "url": entity.url(record)}
