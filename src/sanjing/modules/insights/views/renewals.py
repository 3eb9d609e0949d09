"""续约: which running contracts may not be renewed, why, and what hangs on it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from sanjing.foundation.entities.errors import Forbidden
from sanjing.foundation.pages import render_page
from sanjing.modules.insights import renewal_charts as charts
from sanjing.modules.insights.renewals import running
from sanjing.modules.insights.views.tabs import tabs
from sanjing.modules.scores.queries import last_run, may_run
from sanjing.modules.scores.renewed import Renewals, may_read_renewals, told_in

ADDRESS = "/insights/renewals/"
MOST = 50


@require_safe
def renewals(request: HttpRequest) -> HttpResponse:
    actor = request.actor
    if not may_read_renewals(actor):
        raise Forbidden(_("您的角色看不到合同的金额，或者看不到客户买了多少。"))
    run = last_run()
    told = told_in(run.facts) if run else None
    context: dict[str, Any] = {
        "tabs": tabs(actor, ADDRESS),
        "may_run": may_run(actor),
        "run": run,
        "told": told,
    }
    if told:
        found = running(actor, timezone.localdate(), MOST, ADDRESS)
        context |= {
            "found": found, "title": charts.title(found), "option": charts.chart(found), "most": MOST,
            "why_none": charts.why_none(told), "left_out": charts.left_out(told),
            **proof(told),
        }  # fmt: skip
    return render_page(request, "insights/renewals.html", context)


def proof(told: Renewals) -> dict[str, Any]:
    """How well the chances did on later contracts, where that could be tried."""
    if told.proved is None:
        return {}
    return {
        "proved_title": charts.proved_title(told, told.proved),
        "proved_note": charts.proved_note(told, told.proved),
        "proved_rows": charts.proved_rows(told.proved),
        "proved_option": charts.proved_chart(told.proved),
    }
