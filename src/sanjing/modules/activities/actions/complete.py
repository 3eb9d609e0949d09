"""Doing a task."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.entities import records
from sanjing.foundation.entities.actions import action
from sanjing.modules.activities.events import TaskCompleted
from sanjing.modules.activities.models import Task


@action(
    entity="task",
    verb="complete",
    label=_("完成"),
    icon="check",
    offered=lambda task, _by: task.done_at is None,
)
def complete(task: Task, *, by: Actor, at: datetime) -> Task:
    """Mark a task done."""
    return records.change(task, {"done_at": at}, by=by, at=at, telling=TaskCompleted())
