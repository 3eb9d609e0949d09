"""What an administrator or a monitor asks about background work."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django_tasks_db.models import DBTaskResult

from sanjing.foundation.tasks import presence
from sanjing.foundation.tasks.models import ScheduleRun

SILENT_AFTER = timedelta(minutes=1)


def worker_is_silent(now: datetime) -> bool:
    """Whether work that is asked for now would wait, because no worker reports."""
    beat = presence.latest_beat()
    return beat is None or now - beat > SILENT_AFTER


@dataclass(frozen=True)
class Backlog:
    """`heartbeat_age` in seconds, None when no worker ever reported."""

    ready: int
    running: int
    failed: int
    failing_jobs: tuple[str, ...]
    heartbeat_age: float | None


def backlog(*, now: datetime) -> Backlog:
    tasks = DBTaskResult.objects
    beat = presence.latest_beat()
    failing = (
        ScheduleRun.objects.filter(failures__gt=0).order_by("job").values_list("job", flat=True)
    )
    return Backlog(
        ready=tasks.ready().count(),
        running=tasks.running().count(),
        failed=tasks.failed().count(),
        failing_jobs=tuple(failing),
        heartbeat_age=(now - beat).total_seconds() if beat else None,
    )
