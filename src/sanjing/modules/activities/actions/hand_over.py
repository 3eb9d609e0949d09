"""Open tasks of a customer pass to its new owner."""

from __future__ import annotations

from datetime import datetime

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.entities import batches, registry
from sanjing.modules.activities.models import Task


def hand_over(customer_id: int, from_id: int, to_id: int, *, by: Actor, at: datetime) -> None:
    """Give `to_id` what `from_id` still had to do for the customer. Call it with the change of owner."""
    rows = Task.objects.filter(customer=customer_id, owner=from_id, done_at=None, removed_at=None)
    changes = [(pk, {"owner": to_id}) for pk in rows.values_list("pk", flat=True)]
    if changes:
        batches.change_many(registry.get("task"), changes, by=by, at=at)
