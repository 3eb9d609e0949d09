"""Jobs that run by the clock: `@every(minutes=1)` or `@daily("03:00")` on `fn(*, at: datetime)`.

Declare them in a `tasks.py`, which the worker imports from every app. Each job is one row; a
conditional UPDATE decides which of several workers runs it, so it runs once.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Protocol

from django.db.models import Q
from django.utils import timezone

from sanjing.foundation.tasks.models import ScheduleRun, Worker
from sanjing.foundation.tasks.rules import Daily, Every, Rule, due_after_failure

log = logging.getLogger(__name__)


class Scheduled(Protocol):
    def __call__(self, *, at: datetime) -> object: ...


@dataclass(frozen=True)
class Job:
    name: str
    rule: Rule
    run: Scheduled


_jobs: dict[str, Job] = {}


def every(
    *, hours: int = 0, minutes: int = 0, seconds: int = 0
) -> Callable[[Scheduled], Scheduled]:
    """Run again and again, the first time as soon as a worker is there."""
    return _registering(Every(timedelta(hours=hours, minutes=minutes, seconds=seconds)))


def daily(at: str) -> Callable[[Scheduled], Scheduled]:
    """Run once a day at `at` ("03:00"), company time. A missed day is caught up once."""
    return _registering(Daily(time.fromisoformat(at), timezone.get_default_timezone()))


def jobs() -> tuple[Job, ...]:
    return tuple(_jobs.values())


def enter(known: Sequence[Job], *, now: datetime) -> None:
    """Give every job its row. Safe to repeat and to race."""
    for job in known:
        ScheduleRun.objects.get_or_create(job=job.name, defaults={"due_at": job.rule.first(now)})


def run_due(known: Sequence[Job], *, worker: str, now: datetime) -> bool:
    """Run every due job that this worker gets hold of. True if there was one.

    One thread of a worker asks for a job, so what is ours already was dropped: the database went away.
    """
    by_name = {job.name: job for job in known}
    due = ScheduleRun.objects.filter(_free(worker), job__in=by_name, due_at__lte=now).order_by(
        "due_at"
    )
    claimed = [row for row in due if claim(row, worker=worker, now=now)]
    for row in claimed:
        _run(by_name[row.job], row, worker, now)
    return bool(claimed)


def claim(row: ScheduleRun, *, worker: str, now: datetime) -> bool:
    """Take the row as it was read; False when another worker was faster."""
    same = ScheduleRun.objects.filter(pk=row.pk, due_at=row.due_at, runner=row.runner)
    return bool(same.update(runner=worker, started_at=now))


def _free(worker: str) -> Q:
    """Nobody else runs it, or the one who did is dead."""
    return Q(runner__in=("", worker)) | ~Q(runner__in=Worker.objects.values("id"))


def _run(job: Job, row: ScheduleRun, worker: str, now: datetime) -> None:
    failures, error, due_at = 0, "", job.rule.next_after(now)
    try:
        job.run(at=now)
    except Exception as problem:
        log.exception("A scheduled job failed: %s", job.name)
        failures, error = row.failures + 1, f"{type(problem).__name__}: {problem}"[:2000]
        due_at = due_after_failure(job.rule, now, failures)
    ScheduleRun.objects.filter(pk=row.pk, runner=worker).update(
        runner="", due_at=due_at, finished_at=timezone.now(), failures=failures, error=error
    )


def _registering(rule: Rule) -> Callable[[Scheduled], Scheduled]:
    def register(function: Scheduled) -> Scheduled:
        name = f"{function.__module__}.{function.__qualname__}"
        _jobs[name] = Job(name, rule, function)
        return function

    return register
