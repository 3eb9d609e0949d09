"""Reads about contacts made and tasks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import OuterRef, Q, Subquery
from django.utils import timezone

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.entities import registry
from sanjing.modules.activities.models import Activity, Task
from sanjing.modules.customers import queries as customers
from sanjing.modules.customers.models import Customer

MOST_TASKS = 300
MOST_SILENT = 200


@dataclass(frozen=True, slots=True)
class Pile:
    """Open tasks that are due at about the same time."""

    key: str
    tasks: list[Task]


def my_piles(by: Actor, today: date) -> list[Pile]:
    """The actor's own open tasks: overdue, today, the next seven days, later, without a day."""
    rows = (
        registry.get("task")
        .visible_to(by)
        .filter(owner=by.user_id, done_at=None)
        .select_related("customer")
    )
    tasks = sorted(
        rows.order_by("due_date", "pk")[:MOST_TASKS],
        key=lambda task: (task.due_date or date.max, task.pk),
    )
    week = today + timedelta(7)
    piles: list[tuple[str, Callable[[date | None], bool]]] = [
        ("overdue", lambda day: day is not None and day < today),
        ("today", lambda day: day == today),
        ("week", lambda day: day is not None and today < day <= week),
        ("later", lambda day: day is not None and day > week),
        ("someday", lambda day: day is None),
    ]
    return [Pile(key, [task for task in tasks if fits(task.due_date)]) for key, fits in piles]


@dataclass(frozen=True, slots=True)
class Silence:
    """A customer out of touch, for how many days, and what was said last."""

    customer: Customer
    days: int
    last: str


def silences(by: Actor, at: datetime, *, mine: bool) -> list[Silence]:
    """Silent customers, the longest silence first, at most MOST_SILENT."""
    last = Activity.objects.filter(customer=OuterRef("pk"), removed_at=None).order_by(
        "-happened_at"
    )
    rows = (
        customers.silent(by, at)
        .filter(Q(owner=by.user_id) if mine else Q())
        .select_related("owner")
    )
    rows = rows.annotate(last=Subquery(last.values("summary")[:1])).order_by(
        "last_contacted_at", "pk"
    )
    today = timezone.localdate(at)
    found = [
        Silence(
            row,
            (today - timezone.localdate(row.last_contacted_at or row.owned_since)).days,
            row.last or "",
        )
        for row in rows[:MOST_SILENT]
    ]
    return sorted(found, key=lambda one: -one.days)
