"""What activities add to the customer page."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.entities import registry
from sanjing.modules.activities.history import ICONS
from sanjing.modules.activities.models import Activity, Task
from sanjing.modules.customers.models import Customer

Context = dict[str, Any]
MOST_TASKS = 6


def quick_log(customer: Customer, actor: Actor) -> Context:
    """One button for each way of getting in touch."""
    ways = [
        (kind.value, kind.label, ICONS[kind])
        for kind in Activity.Kind
        if kind != Activity.Kind.OTHER
    ]
    return {
        "ways": ways,
        "customer": customer,
        "may_log": actor.may("activity", "create"),
        "may_plan": actor.may("task", "create"),
        **open_tasks(customer, actor),
    }


def open_tasks(customer: Customer, actor: Actor) -> Context:
    """What is still to be done for this customer, overdue first."""
    rows = (
        registry.get("task")
        .visible_to(actor)
        .filter(customer=customer, done_at=None)
        .select_related("owner")
    )
    tasks: list[Task] = list(rows.order_by("due_date", "pk")[: MOST_TASKS + 1])
    return {
        "tasks": tasks[:MOST_TASKS],
        "more": len(tasks) > MOST_TASKS,
        "today": timezone.localdate(),
    }
