"""Reads for the administrator: what is stuck, and whether history is whole."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet
from django_tasks_db.models import DBTaskResult

from sanjing.foundation.events.models import Delivery, Event, Seal

SHOWN = 100


def stuck(now: datetime) -> QuerySet[Delivery]:
    """Given up, or failed at least once and waiting for the next attempt."""
    waiting = Q(state=Delivery.State.PENDING, attempts__gt=0) & ~Q(error="")
    return Delivery.objects.filter(Q(state=Delivery.State.FAILED) | waiting)


def stuck_for_administration(now: datetime) -> list[Delivery]:
    return list(stuck(now).select_related("event").order_by("-pk")[:SHOWN])


def waiting_count(cap: int = 1000) -> int:
    """How many deliveries are still to be made, counted up to `cap`."""
    return Delivery.objects.filter(state=Delivery.State.PENDING)[:cap].count()


@dataclass(frozen=True)
class SealState:
    """The chain as far as it is known without walking it, and the last verdict with its time."""

    last_sealed_at: datetime | None
    unsealed: int
    checked_at: datetime | None
    verdict: dict[str, Any] | None
    running: bool


def seal_state(task_path: str) -> SealState:
    last = Seal.objects.order_by("-pk").first()
    checks = DBTaskResult.objects.filter(task_path=task_path).order_by("-enqueued_at")
    done = checks.filter(status="SUCCESSFUL").first()
    return SealState(
        last_sealed_at=last.sealed_at if last else None,
        unsealed=Event.objects.filter(seal_id=None)[:1000].count(),
        checked_at=done.finished_at if done else None,
        verdict=done.return_value if done else None,
        running=checks.filter(status__in=("READY", "RUNNING")).exists(),
    )
