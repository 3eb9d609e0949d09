"""三种境界: which part of the base stands on each step, who moved, and what is known of word of mouth."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from sanjing.foundation.assumptions.queries import value
from sanjing.foundation.pages import asked_day, render_page
from sanjing.modules.insights import ladder, quadrants, worth
from sanjing.modules.insights import ladder_charts as charts
from sanjing.modules.insights.views.tabs import tabs
from sanjing.modules.insights.views.value import refuse_others
from sanjing.modules.scores.models import Realm
from sanjing.modules.scores.queries import may_run

ADDRESS = "/insights/ladder/"
REFERRED = "/customers/?source=referral&year_sales__filled="


@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """`?since=` is a day of kept scores from which on movers are told; `?was=&now=` names them."""
    actor = request.actor
    refuse_others(actor)
    context: dict[str, Any] = {"tabs": tabs(actor, ADDRESS), "may_run": may_run(actor)}
    found = worth.of(actor)
    steps = ladder.standing(found) if found else {}
    if found and charts.base(steps):
        rows, came = charts.rows(steps), ladder.newcomers(found)
        context |= {
            "run": found.run, "rows": rows, "title": charts.title(steps), "option": charts.chart(rows),
            "came": came, "came_title": charts.came_title(came), "referred": REFERRED,
            "mouth": found.facts.get("mouth"), "told": value("people_told", timezone.localdate()),
            "basis": [value("margin", timezone.localdate(), reader=actor)],
            **moving(request),
        }  # fmt: skip
    return render_page(request, "insights/ladder.html", context)


def moving(request: HttpRequest) -> dict[str, Any]:
    days = quadrants.days()
    if not days:
        return {"days": []}
    since = asked_day(request, "since", days[min(2, len(days) - 1)])
    since = since if since in days else days[-1]
    rows = ladder.moved(request.actor, since)
    flows = ladder.flows(rows)
    was, now = request.GET.get("was", ""), request.GET.get("now", "")
    named = "was" in request.GET and {was, now} <= {"", *Realm.values}
    return {
        "days": days, "since": since, "moved_title": charts.moved_title(flows),
        "flows": [
            (one, charts.label(one.was), charts.label(one.now),
             f"?{urlencode({'since': since, 'was': one.was, 'now': one.now})}#movers")
            for one in flows
        ],
        "movers": ladder.movers(rows, was, now) if named else [],
        "chosen": (charts.label(was), charts.label(now)) if named else None,
        "most": ladder.MOVED,
    }  # fmt: skip
