"""A run that the worker carries out."""

from django.tasks import task
from django.utils import timezone

from sanjing.foundation.tasks.retries import attempts
from sanjing.modules.scores.actions.score import carry_out
from sanjing.modules.scores.models import ScoreRun


@task()
@attempts(3)
def run_scores(run_id: int) -> None:
    run = ScoreRun.objects.get(pk=run_id)
    if run.state != ScoreRun.State.DONE:
        carry_out(run, at=timezone.now())
