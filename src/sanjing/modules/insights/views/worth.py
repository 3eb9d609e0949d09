"""The owner's page 老板页: what the customers are worth, what is at risk and why, what was lost and what it cost."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.assumptions.queries import value
from sanjing.foundation.pages import render_page
from sanjing.foundation.tabs import first
from sanjing.modules.insights import worth, worth_charts
from sanjing.modules.insights.views.tabs import tabs
from sanjing.modules.insights.worth import Endangered, Worth
from sanjing.modules.scores import grouping
from sanjing.modules.scores.models import Rhythm
from sanjing.modules.scores.queries import may_read, may_run
from sanjing.modules.scores.words import unknowns

ADDRESS = "/insights/"
AT_RISK = "/customers/?at_stake__above=0&year_sales__above=0&sort=-at_stake"
MOST, FEW = 10, 5
SILENT = (Rhythm.LATE, Rhythm.LAPSED)


@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """Who may not read scores goes on to the first of the pages that they may open."""
    actor = request.actor
    if not may_read(actor):
        return redirect(first("insights", actor) or "/")
    context: dict[str, Any] = {"tabs": tabs(actor, ADDRESS), "may_run": may_run(actor)}
    found = worth.of(actor)
    if found and found.now:
        context |= told(found)
    return render_page(request, "insights/worth.html", context)


def told(found: Worth) -> dict[str, Any]:
    actor, today = found.actor, timezone.localdate()
    margin = value("margin", today, reader=actor)
    return {
        "run": found.run,
        "at_risk": AT_RISK,
        "sums": grouping.whole(found.now),
        "interval": found.interval,
        "lost": found.lost,
        "lost_profit": round(found.lost.amount * margin.share),
        "basis": [margin, value("discount", today, reader=actor)],
        "missing": unknowns(found.run) if may_run(actor) else [],
        "endangered": with_tasks(found.endangered(MOST, today), actor),
        "rhythms": [rhythm(found, one) for one in SILENT] if known_rhythm(found) else [],
        "classes": worth_charts.lines(found, "rfm"),
        **mapped(found),
    }


def mapped(found: Worth) -> dict[str, Any]:
    """The quadrants, where there are any."""
    quadrants = worth_charts.lines(found, "quadrant")
    if not quadrants:
        return {}
    return {
        "quadrants": quadrants,
        "title": worth_charts.quadrants_title(quadrants),
        "option": worth_charts.quadrants_chart(quadrants, found.run.as_of),
    }


def known_rhythm(found: Worth) -> bool:
    return any(grouping.by(found.now, "rhythm"))


def rhythm(found: Worth, kind: Rhythm) -> dict[str, Any]:
    """The customers of a rhythm: how many, how much is at stake, and the first of them."""
    first = found.endangered(FEW, timezone.localdate(), rhythm=kind)
    return {
        "label": kind.label,
        "sums": grouping.by(found.now, "rhythm").get(kind, grouping.Sums()),
        "url": f"{AT_RISK}&rhythm={kind}",
        "rows": with_tasks(first, found.actor),
    }


def with_tasks(
    rows: list[Endangered], actor: Actor, back: str = ADDRESS
) -> list[tuple[Endangered, str]]:
    """With each where a task for its owner is made; blank for who may make none."""
    may = actor.may("task", "create")
    return [(one, task_url(one, back) if may else "") for one in rows]


def task_url(one: Endangered, back: str) -> str:
    customer = one.score.customer
    given = {
        "customer": customer.pk,
        "title": _("问问最近怎么了"),
        "note": one.why,
        "next": back,
    }
    if customer.owner_id:
        given["owner"] = customer.owner_id
    return f"/tasks/new/?{urlencode(given)}"
