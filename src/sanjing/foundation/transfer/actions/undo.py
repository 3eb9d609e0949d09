"""Handing the undoing of an import to the worker."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from sanjing.foundation.entities.errors import Refusal
from sanjing.foundation.transfer.models import ImportJob
from sanjing.foundation.transfer.tasks import undo_import

State = ImportJob.State
WITHIN = timedelta(days=1)


class TooLate(Refusal):
    """An import may be undone within a day of its end."""

    code = "too_late"


def undo(job: ImportJob, *, at: datetime) -> None:
    """Queue it. Raises TooLate."""
    if not may_undo(job, at):
        raise TooLate(_("导入完成一天之内才能撤销。"))
    with transaction.atomic():
        ended = ImportJob.objects.filter(pk=job.pk, state__in=[State.DONE, State.FAILED])
        if ended.update(state=State.UNDOING):
            undo_import.enqueue(job.pk)
    job.refresh_from_db()


def may_undo(job: ImportJob, at: datetime) -> bool:
    if job.started_at is None or job.finished_at is None:
        return False
    return job.state in (State.DONE, State.FAILED) and at - job.finished_at <= WITHIN
