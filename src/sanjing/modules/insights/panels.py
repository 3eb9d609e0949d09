"""What insights add to the pages of customers and of changes of service."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.approvals.queries import of_record
from sanjing.foundation.entities import registry
from sanjing.modules.customers.models import Customer
from sanjing.modules.insights.actions.propose_retirement import PURPOSE
from sanjing.modules.insights.effects import effect_of
from sanjing.modules.insights.models import ServiceChange
from sanjing.modules.insights.quadrants import owed
from sanjing.modules.insights.reading import may_read
from sanjing.modules.insights.words import told
from sanjing.modules.scores.queries import score_of

Context = dict[str, Any]


def offers(customer: Customer, actor: Actor) -> Context:
    """Where the best offers come once the page is there: finding them reads the orders of all peers."""
    knows = may_read(actor) and registry.get("customer").may_read("industry", actor)
    return {"hidden": not knows, "customer": customer}


def effect(change: ServiceChange, actor: Actor) -> Context:
    """What was sold before and after, or why nothing can be said yet."""
    if not may_read(actor):
        return {"hidden": True}
    seen = effect_of(change, actor, timezone.localdate())
    return {"seen": seen, **(told(change, seen) if seen else {})}


def retirement(customer: Customer, actor: Actor) -> Context:
    """What speaks for and against letting a customer go, while that is being decided."""
    if not any(one.purpose == PURPOSE and one.is_waiting for one in of_record(customer)):
        return {"hidden": True}
    debts = owed(actor, [customer.pk])
    of_it = debts.get(customer.pk, (0, 0)) if debts is not None else (None, None)
    score, last = score_of(customer, actor), customer.last_contacted_at
    return {"score": score, "owed": of_it[0], "overdue": of_it[1], "last": last}
