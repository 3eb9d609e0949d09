"""Housekeeping of the queue itself."""

from datetime import datetime, timedelta

from django_tasks_db.models import DBTaskResult

from sanjing.foundation.tasks.schedule import daily

KEEP = timedelta(days=14)


@daily("04:10")
def forget_finished_tasks(*, at: datetime) -> int:
    """Results of tasks that ended two weeks ago."""
    return DBTaskResult.objects.finished().filter(finished_at__lt=at - KEEP).delete()[0]
