"""Taking back customers whose owner has not been in touch for too long."""

from __future__ import annotations

from datetime import datetime

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.entities import batches, registry
from sanjing.modules.customers import queries
from sanjing.modules.customers.events import CustomerRecalled

AT_ONCE = 1000


def recall(*, by: Actor, at: datetime) -> int:
    """Move to the pool whatever the active rules say; returns how many customers."""
    total = 0
    for rule in queries.pool_rules().values():
        if rule.active:
            total += _recall_grade(rule, by, at)
    return total


def _recall_grade(rule, by: Actor, at: datetime) -> int:
    total = 0
    while ids := list(queries.due_for_recall(rule, at)[:AT_ONCE]):
        told = CustomerRecalled(days=rule.days_without_contact)
        rows = [(pk, {"owner": None}) for pk in ids]
        outcome = batches.change_many(registry.get("customer"), rows, by=by, at=at, telling=told)
        total += len(outcome.changed)
        if not outcome.changed:
            break
    return total
