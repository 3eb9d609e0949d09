"""Marking promises whose day went by."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.entities.sweeping import sweep
from sanjing.modules.promises import queries
from sanjing.modules.promises.events import PromiseOverdue
from sanjing.modules.promises.models import Promise


def mark_late(*, by: Actor, at: datetime) -> int:
    """Say of every open promise whose day went by that it is late; how many there were."""
    late = queries.overdue(timezone.localdate(at))
    return sweep(late, {"state": Promise.State.LATE}, telling=PromiseOverdue(), by=by, at=at)
