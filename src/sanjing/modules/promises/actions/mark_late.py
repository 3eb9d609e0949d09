"""Marking promises whose day went by."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.entities import batches, registry
from sanjing.modules.promises import queries
from sanjing.modules.promises.events import PromiseOverdue
from sanjing.modules.promises.models import Promise

AT_ONCE = 500


def mark_late(*, by: Actor, at: datetime) -> int:
    """Say of every open promise whose day went by that it is late; how many there were."""
    ids = list(queries.overdue(timezone.localdate(at)).values_list("pk", flat=True))
    marked = 0
    for start in range(0, len(ids), AT_ONCE):
        part = ids[start : start + AT_ONCE]
        kept = {pk: {"state": Promise.State.LATE} for pk in part}
        outcome = batches.change_many(
            registry.get("promise"), [(pk, {}) for pk in part], kept=kept, by=by, at=at,
            telling=PromiseOverdue(),
        )  # fmt: skip
        marked += len(outcome.changed)
    return marked
