"""What a customer's former owner still had to keep passes to the new one."""

from __future__ import annotations

from datetime import datetime

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.entities import batches, registry
from sanjing.modules.promises.models import OWED, Promise


def hand_over(customer_id: int, from_id: int, to_id: int, *, by: Actor, at: datetime) -> None:
    """Give `to_id` what `from_id` promised and still owes. Call it with the change of owner."""
    rows = Promise.objects.filter(customer=customer_id, owner=from_id, removed_at=None)
    owed = rows.filter(state__in=OWED).values_list("pk", flat=True)
    if changes := [(pk, {"owner": to_id}) for pk in owed]:
        batches.change_many(registry.get("promise"), changes, by=by, at=at)
