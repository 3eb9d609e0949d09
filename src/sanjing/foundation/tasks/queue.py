"""Claiming and running tasks from the database queue.

The rows and `task.enqueue()` are django-tasks-db's. The loop is ours, because its own worker takes
an exclusive lock on SQLite every second and leaves the tasks of a killed worker running for ever.
"""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

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


class WorkerLost(Exception):
    """The process that ran the task ended, on every attempt."""


def run_one(*, worker: str) -> bool:
    """Claim and run the task that is first in line. False when none is ready."""
    row = claim(worker=worker, now=timezone.now())
    if row is None:
        return False
    run(row)
    return True


def claim(*, worker: str, now: datetime) -> DBTaskResult | None:
    """A conditional UPDATE decides between several workers; a lost race tries the next task."""
    for row in DBTaskResult.objects.ready()[:5]:
        ready = DBTaskResult.objects.filter(pk=row.pk, status=TaskResultStatus.READY)
        worker_ids = [*row.worker_ids, worker]
        if ready.update(status=TaskResultStatus.RUNNING, started_at=now, worker_ids=worker_ids):
            row.refresh_from_db()
            return row
    return None


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


def requeue_lost(*, now: datetime) -> int:
    """Give back the tasks of dead workers; returns how many."""
    alive = set(Worker.objects.values_list("id", flat=True))
    running = DBTaskResult.objects.running()
    lost = [row for row in running if not row.worker_ids or row.worker_ids[-1] not in alive]
    for row in lost:
        _after_failure(row, WorkerLost("The worker process ended."))
    return len(lost)


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
