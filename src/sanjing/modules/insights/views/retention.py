"""留存: how long customers stay, and who of each quarter's new ones still buys."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from sanjing.foundation.assumptions.declaring import find
from sanjing.foundation.assumptions.queries import borrowed
from sanjing.foundation.entities.errors import Forbidden
from sanjing.foundation.pages import render_page
from sanjing.modules.insights import retention_charts as charts
from sanjing.modules.insights.views.tabs import tabs
from sanjing.modules.scores.queries import last_run, may_run
from sanjing.modules.scores.retained import Retained, retained

ADDRESS = "/insights/retention/"


@require_safe
def retention(request: HttpRequest) -> HttpResponse:
    """Of the whole company only: a part of it says little of how long customers stay."""
    actor = request.actor
    if not may_run(actor):
        raise Forbidden(_("只有看得到全部客户和金额的人能看留存。"))
    run = last_run()
    found = retained(run.facts) if run else None
    context: dict[str, Any] = {"tabs": tabs(actor, ADDRESS), "may_run": True, "run": run}
    if found:
        context |= {"found": found} | told(found)
    return render_page(request, "insights/retention.html", context)


def told(found: Retained) -> dict[str, Any]:
    common, rows = borrowed(find("half_life")), charts.cohort_rows(found)
    context: dict[str, Any] = {
        "common": common,
        "cohorts": rows,
        "cohorts_title": charts.cohorts_title(rows),
        "cohorts_option": charts.cohorts_chart(rows),
    }
    if found.recorded.points:
        context |= {
            "recorded_title": charts.curve_title(found.recorded),
            "recorded_rows": charts.curve_rows(found.recorded),
        }
    if found.silent.points:
        context |= {
            "curve_title": charts.curve_title(found.silent),
            "curve_option": charts.curve_chart(found.silent, found.recorded, float(common.number)),
            "curve_rows": charts.curve_rows(found.silent),
            "groups": charts.group_rows(found),
        }
    return context
