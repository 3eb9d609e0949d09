"""象限: the map of volume and loyalty, who moved, the plan for each, and the large ones to watch."""

from __future__ import annotations

from datetime import date
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.assumptions.queries import may_set, value
from sanjing.foundation.entities.errors import Forbidden
from sanjing.foundation.pages import asked_day, redirect_page, render_page, tell
from sanjing.modules.insights import quadrant_charts as charts
from sanjing.modules.insights import quadrants
from sanjing.modules.insights.actions.write_playbook import write_playbook
from sanjing.modules.insights.models import Playbook
from sanjing.modules.insights.playbooks import may_write, playbook, playbooks
from sanjing.modules.insights.quadrants import Watched
from sanjing.modules.insights.views.tabs import tabs
from sanjing.modules.scores.models import Quadrant, ScoreRun
from sanjing.modules.scores.queries import last_run, may_read

ADDRESS = "/insights/quadrants/"


class PlaybookForm(forms.ModelForm):
    class Meta:
        model = Playbook
        fields = ("aim", "steps")


def refuse_hidden(actor: Actor) -> None:
    """Raise Forbidden for whom scores are hidden from."""
    if not may_read(actor):
        raise Forbidden(_("您的角色看不到客户的金额和评分。"))


@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """`?since=` and `?until=` are days of kept scores between which movers are told; `?was=&now=` names them."""
    actor, today, run = request.actor, timezone.localdate(), last_run()
    refuse_hidden(actor)
    found = quadrants.parts(actor) if run else []
    context: dict[str, Any] = {"tabs": tabs(actor, ADDRESS), "run": run}
    if run and any(one.customers for one in found):
        plans = playbooks()
        context |= {
            "parts": [(one, plans[one.quadrant]) for one in found],
            "may_write": may_write(actor),
            **mapped(actor, run, found, today),
            **moving(request, actor),
            "watched": [(row, task_url(row, actor)) for row in quadrants.watch_list(actor, today)],
            "most": quadrants.WATCHED,
        }
    return render_page(request, "insights/quadrants.html", context)


def mapped(actor: Actor, run: ScoreRun, found: list[quadrants.Part], today: date) -> dict[str, Any]:
    """The chart with its thresholds, which are those of the run."""
    scores = quadrants.largest(actor)
    large, loyal, margin = (
        value(key, today, reader=actor) for key in ("large_from", "loyal_from", "margin")
    )
    loyal_from = round(100 * run.facts["loyal_from"])
    large_from = run.facts["large_from"] or 0
    return {
        "title": charts.title(found),
        "option": charts.chart(scores, large_from, loyal_from),
        "scores": scores,
        "thresholds": (large, loyal, margin),
        "changed": round(loyal.number) != loyal_from or (not large.is_borrowed and large.minor != large_from),
        "may_set": may_set(actor),
        "points": quadrants.POINTS,
    }  # fmt: skip


def moving(request: HttpRequest, actor: Actor) -> dict[str, Any]:
    days = quadrants.days()
    if not days:
        return {"days": []}
    since = asked_day(request, "since", quadrants.usual_day(days))
    until = asked_day(request, "until", date.max) if request.GET.get("until") else None
    since = since if since in days else days[-1]
    until = until if until in days and until > since else None
    flows = quadrants.flows_between(actor, since, until)
    was, now = request.GET.get("was", ""), request.GET.get("now", "")
    named = was in Quadrant.values and now in Quadrant.values
    asked = {"since": since, **({"until": until} if until else {})}
    return {
        "days": days, "since": since, "until": until, "flows": [
            (one, f"?{urlencode(asked | {'was': one.was.value, 'now': one.now.value})}#movers") for one in flows
        ],
        "moved_title": charts.moved_title(flows),
        "movers": quadrants.movers(quadrants.moved(actor, since, until), was, now) if named else [],
        "chosen": (Quadrant(was).label, Quadrant(now).label) if named else None,
        "moved_most": quadrants.MOVED,
    }  # fmt: skip


def task_url(row: Watched, actor: Actor) -> str:
    """Where a task for this customer is made; "" for whom tasks are not theirs to make."""
    if row.task or not actor.may("task", "create"):
        return ""
    given = {"customer": row.customer.pk, "title": _("盯紧大客户：问清为什么不忠"), "next": ADDRESS}
    return f"/tasks/new/?{urlencode(given)}"


@require_http_methods(["GET", "HEAD", "POST"])
def plan(request: HttpRequest, quadrant: str) -> HttpResponse:
    """Write the plan of action of one quadrant in the firm's own words."""
    if quadrant not in Quadrant.values:
        raise Http404
    if not may_write(request.actor):
        raise Forbidden(_("只有老板、经理和管理员能改应对方案。"))
    found = playbook(quadrant)
    form = PlaybookForm(request.POST or None, instance=found)
    if request.method == "POST" and form.is_valid():
        write_playbook(quadrant, **form.cleaned_data, by=request.actor, at=timezone.now())
        tell(request, _("“%(quadrant)s”的应对方案改了") % {"quadrant": found})
        return redirect_page(request, ADDRESS)
    status = 422 if request.method == "POST" else 200
    return render_page(
        request, "insights/playbook.html", {"found": found, "form": form}, status=status
    )
