"""A plan with a day becomes a task."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.utils.translation import gettext as _

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.entities import records, registry
from sanjing.modules.losses.events import DeparturePlanned
from sanjing.modules.losses.models import Departure
from sanjing.modules.losses.queries import GONE


def plan_win_back(ids: Collection[int], *, by: Actor, at: datetime) -> None:
    """Make a task for whoever looks after each departure, or move the open one to the new day."""
    rows = Departure.objects.filter(GONE, pk__in=ids, plan_on__isnull=False)
    for one in rows.select_related("customer", "owner", "plan_task").order_by("pk"):
        task = one.plan_task
        if task and task.done_at is None and task.removed_at is None:
            given = {"due_date": one.plan_on, "note": one.plan}
            records.change(task, given, by=by, at=at)
            continue
        values = {
            "title": _("赢回：%(plan)s") % {"plan": one.plan}, "customer": one.customer, "due_date": one.plan_on,
            "owner": one.owner if one.owner and one.owner.is_active else by.user_id,
        }  # fmt: skip
        task = records.create(registry.get("task"), values, by=by, at=at)
        told = DeparturePlanned(due_on=one.plan_on.isoformat())
        records.change(one, {}, kept={"plan_task": task}, telling=told, by=by, at=at)
