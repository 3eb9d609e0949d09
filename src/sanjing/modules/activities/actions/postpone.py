"""Moving the day of a task."""

from __future__ import annotations

from datetime import date, datetime

from django import forms
from django.utils.translation import gettext_lazy as _

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.entities import records
from sanjing.foundation.entities.actions import action
from sanjing.modules.activities.events import TaskPostponed
from sanjing.modules.activities.models import Task


class PostponeForm(forms.Form):
    to = forms.DateField(label=_("推迟到"), widget=forms.DateInput(attrs={"type": "date"}))
    reason = forms.CharField(label=_("为什么"), max_length=200, required=False)


@action(entity="task", verb="postpone", label=_("推迟"), icon="calendar-plus", asks=PostponeForm,
        offered=lambda task, _by: task.done_at is None)  # fmt: skip
def postpone(task: Task, *, to: date, reason: str = "", by: Actor, at: datetime) -> Task:
    """Give a task another day; history keeps both days and the reason."""
    told = TaskPostponed(to=to, reason=reason)
    return records.change(task, {"due_date": to}, by=by, at=at, telling=told)
