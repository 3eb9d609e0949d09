"""Taking up a task again that was marked done."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.entities import records
from sanjing.foundation.entities.actions import action
from sanjing.modules.activities.events import TaskReopened
from sanjing.modules.activities.models import Task


@action(entity="task", verb="reopen", label=_("重新打开"), icon="rotate-clockwise",
        offered=lambda task, _by: task.done_at is not None)  # fmt: skip
def reopen(task: Task, *, by: Actor, at: datetime) -> Task:
    """Mark a task as not done after all."""
    return records.change(task, {"done_at": None}, by=by, at=at, telling=TaskReopened())
