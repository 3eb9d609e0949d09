"""Claiming and running tasks from the database queue.

The rows and `task.enqueue()` are django-tasks-db's. The loop is ours, because its own worker takes
an exclusive lock on SQLite every second and leaves the tasks of a killed worker running for ever.
"""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.core.exceptions import SuspiciousOperation
from django.tasks import TaskContext
from django.tasks.base import TaskResultStatus
from django.tasks.signals import task_finished, task_started
from django.utils import timezone
from django_tasks_db.backend import DatabaseBackend
from django_tasks_db.models import DBTaskResult

from sanjing.foundation.tasks.models import Worker
from sanjing.foundation.tasks.retries import allowed_attempts, pause_after

log = logging.getLogger(__name__)
_in_hand: list[UUID] = []
"""What the threads of this process run now. A task that is ours by its row and not in here was dropped, when the
database went away before its end could be written.
"""


class WorkerLost(Exception):
    """The process that ran the task ended, on every attempt."""


def run_one(*, worker: str) -> bool:
    """Claim and run the task that is first in line. False when none is ready."""
    row = claim(worker=worker, now=timezone.now())
    if row is None:
        return False
    try:
        run(row)
    finally:
        _in_hand.remove(row.pk)
    return True


def claim(*, worker: str, now: datetime) -> DBTaskResult | None:
    """A conditional UPDATE decides between several workers; a lost race tries the next task."""
    for row in DBTaskResult.objects.ready()[:5]:
        if _take(row, worker, now):
            return row
    return None


def _take(row: DBTaskResult, worker: str, now: datetime) -> bool:
    """In hand before the row says so, and out of it again unless it is ours."""
    ready = DBTaskResult.objects.filter(pk=row.pk, status=TaskResultStatus.READY)
    worker_ids = [*row.worker_ids, worker]
    taken = False
    _in_hand.append(row.pk)
    try:
        if ready.update(status=TaskResultStatus.RUNNING, started_at=now, worker_ids=worker_ids):
            row.refresh_from_db()
            taken = True
    finally:
        if not taken:
            _in_hand.remove(row.pk)
    return taken


def run(row: DBTaskResult) -> None:
    """Run a claimed task to its end, its next attempt or its failure."""
    try:
        task, result = row.task, row.task_result
        task_started.send(sender=DatabaseBackend, task_result=result)
        arguments = [TaskContext(task_result=result)] if task.takes_context else []
        row.set_successful(task.call(*arguments, *result.args, **result.kwargs))
    except Exception as problem:
        log.exception("A task failed: %s", row.task_path)
        _after_failure(row, problem)
    else:
        _announce_end(row)


def requeue_lost(*, now: datetime, worker: str = "") -> int:
    """Give back the tasks of dead workers, and what `worker`, who asks, dropped; returns how many."""
    alive = set(Worker.objects.values_list("id", flat=True))
    lost = [row for row in DBTaskResult.objects.running() if _is_lost(row, alive, worker)]
    for row in lost:
        _after_failure(row, WorkerLost("The worker process ended."))
    return len(lost)


def _is_lost(row: DBTaskResult, alive: set[str], worker: str) -> bool:
    holder = row.worker_ids[-1] if row.worker_ids else ""
    return holder not in alive or (holder == worker and row.pk not in _in_hand)


def _after_failure(row: DBTaskResult, problem: Exception) -> None:
    """Put the task back with a growing pause, or mark it failed after the last attempt."""
    tried = len(row.worker_ids)
    still_ours = DBTaskResult.objects.filter(
        pk=row.pk, status=TaskResultStatus.RUNNING, started_at=row.started_at
    )
    code = _function(row)
    if code is None or tried >= allowed_attempts(code):
        if still_ours.exists():
            row.set_failed(problem)
            if code is not None:
                _announce_end(row)
        return
    pause = timedelta() if isinstance(problem, WorkerLost) else pause_after(tried)
    still_ours.update(status=TaskResultStatus.READY, run_after=timezone.now() + pause)


def _announce_end(row: DBTaskResult) -> None:
    task_finished.send(sender=DatabaseBackend, task_result=row.task_result)


def _function(row: DBTaskResult) -> Callable[..., Any] | None:
    """The task's code; None when a newer release no longer has it, and trying again cannot help."""
    try:
        return row.task.func
    except (ImportError, SuspiciousOperation):
        return None
