"""What a contact leads to: the customer knows of it, a kept appointment is done, a new one is made."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.entities import batches, records, registry
from sanjing.modules.activities.actions.complete import complete
from sanjing.modules.activities.events import TaskPostponed
from sanjing.modules.activities.models import Activity, Task
from sanjing.modules.customers.actions.note_contact import note_contact


def follow_up(made: Sequence[Activity], *, by: Actor, at: datetime) -> None:
    """Draw the consequences of contacts that were just written down, in their transaction."""
    newest: dict[int | None, Activity] = {}
    for activity in sorted(made, key=lambda one: one.happened_at):
        newest[activity.customer_id] = activity
    for activity in newest.values():
        note_contact(
            activity.customer_id,
            happened_at=activity.happened_at,
            next_date=activity.next_date,
            by=by,
            at=at,
        )
    _complete_kept(newest, by, at)
    _plan_next(list(newest.values()), by, at)


def _complete_kept(newest: dict[int | None, Activity], by: Actor, at: datetime) -> None:
    """Appointments that only said "call again" are done by calling, planned visits by visiting; a named
    next step is not.
    """
    open_tasks = Task.objects.filter(done_at=None, removed_at=None, customer__in=list(newest))
    for task in open_tasks.filter(Q(activity__next_step="") | ~Q(way="")):
        activity = newest[task.customer_id]
        if task.way and task.way != activity.kind:
            continue
        kept = task.due_date and task.due_date <= timezone.localdate(activity.happened_at)
        if kept and task.owner_id == activity.owner_id and task.activity_id != activity.pk:
            complete(task, by=by, at=at)


def _plan_next(activities: list[Activity], by: Actor, at: datetime) -> None:
    """One open task for what comes next; the same step of the same person moves instead of doubling."""
    today = timezone.localdate(at)
    planned: dict[tuple[int | None, int | None, str], Activity] = {
        (activity.customer_id, activity.owner_id, activity.next_step or _("再次联系")): activity
        for activity in activities if activity.next_date and activity.next_date >= today
    }  # fmt: skip
    customers = [customer_id for customer_id, _owner, _title in planned]
    for task in Task.objects.filter(
        done_at=None, removed_at=None, activity__isnull=False, customer__in=customers
    ):
        activity = planned.pop((task.customer_id, task.owner_id, task.title), None)
        if activity and activity.next_date:
            told = TaskPostponed(to=activity.next_date)
            records.change(task, {"due_date": activity.next_date}, by=by, at=at, telling=told)
    rows = [
        {
            "title": title,
            "customer": one.customer,
            "due_date": one.next_date,
            "owner": one.owner,
            "activity": one,
        }
        for (_customer, _owner, title), one in planned.items()
    ]
    if rows:
        batches.create_many(registry.get("task"), rows, by=by, at=at)
