"""评分: when everybody was reckoned last, with which model, what could not be told, and doing it now."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.entities.errors import Forbidden
from sanjing.foundation.pages import redirect_page, render_page
from sanjing.foundation.tasks.queries import worker_is_silent
from sanjing.modules.scores.actions.in_background import run_scores
from sanjing.modules.scores.actions.score import ask
from sanjing.modules.scores.charts import calibration
from sanjing.modules.scores.models import ScoreRun
from sanjing.modules.scores.queries import last_run, may_run
from sanjing.modules.scores.words import models_of, unknowns

SHOWN = 12
State = ScoreRun.State


def refuse_others(actor: Actor) -> None:
    """Raise Forbidden for who may not look at runs."""
    if not may_run(actor):
        raise Forbidden(_("只有看得到全部客户和金额的人能看评分的过程。"))


@require_safe
def runs(request: HttpRequest) -> HttpResponse:
    refuse_others(request.actor)
    latest = list(ScoreRun.objects.order_by("-pk")[:SHOWN])
    going = next((one for one in latest if one.state in (State.WAITING, State.RUNNING)), None)
    last = last_run()
    context = {
        "runs": latest,
        "going": going,
        "asleep": going is not None and worker_is_silent(timezone.now()),
        "last": last,
        "models": models_of(last) if last else [],
        "calibration": calibration(last) if last else None,
        "missing": unknowns(last) if last else [],
    }
    return render_page(request, "scores/runs.html", context, partial="progress")


@require_POST
def run(request: HttpRequest) -> HttpResponse:
    """Reckon everybody anew in the background."""
    refuse_others(request.actor)
    run_scores.enqueue(ask(at=timezone.now()).pk)
    return redirect_page(request, "/scores/")
