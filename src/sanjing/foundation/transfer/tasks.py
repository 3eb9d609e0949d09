"""What imports do in the background."""

from datetime import datetime, timedelta

from django.core.files.storage import default_storage
from django.tasks import task
from django.utils import timezone

from sanjing.foundation.tasks.retries import attempts
from sanjing.foundation.tasks.schedule import daily
from sanjing.foundation.transfer import jobs, undoing
from sanjing.foundation.transfer.models import ImportJob

KEEP_FILES = timedelta(days=30)
State = ImportJob.State


@task()
@attempts(20)
def run_import(job_id: int) -> None:
    job = ImportJob.objects.get(pk=job_id)
    if job.state in (State.WAITING, State.RUNNING):
        jobs.run(job, at=timezone.now())


@task()
@attempts(20)
def undo_import(job_id: int) -> None:
    job = ImportJob.objects.get(pk=job_id)
    if job.state == State.UNDOING:
        undoing.undo_all(job, at=timezone.now())


@daily("04:20")
def forget_old_files(*, at: datetime) -> None:
    """The files of imports a month old; what came of them stays in the history."""
    old = ImportJob.objects.filter(created_at__lt=at - KEEP_FILES).exclude(path="")
    for job in old:
        default_storage.delete(job.path)
        job.refusals.all().delete()
        ImportJob.objects.filter(pk=job.pk).update(path="")
