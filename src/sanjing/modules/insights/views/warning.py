"""早期预警: what changed silently at which customer, and the money that hangs on it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from sanjing.foundation.assumptions.queries import value
from sanjing.foundation.pages import render_page
from sanjing.modules.insights import warning_charts as charts
from sanjing.modules.insights import worth
from sanjing.modules.insights.views.tabs import tabs
from sanjing.modules.insights.views.value import refuse_others
from sanjing.modules.insights.views.worth import with_tasks
from sanjing.modules.scores.queries import may_run
from sanjing.modules.scores.warnings import Signal

ADDRESS = "/insights/warning/"
MOST = 50


@require_safe
def warnings(request: HttpRequest) -> HttpResponse:
    """`?signal=` lists those who carry one of them."""
    actor, signal = request.actor, request.GET.get("signal", "")
    refuse_others(actor)
    signal = signal if signal in Signal.values else ""
    context: dict[str, Any] = {"tabs": tabs(actor, ADDRESS), "may_run": may_run(actor)}
    found = worth.of(actor)
    if found and found.now:
        rows = charts.rows(found.by_signal)
        context |= {
            "run": found.run,
            "signal": Signal(signal).label if signal else "",
            "explained": charts.EXPLAINED.get(signal, ""),
            "rows": rows,
            "title": charts.title(rows),
            "option": charts.chart(rows),
            "warned": with_tasks(found.warned(MOST, signal), actor, ADDRESS),
            "most": MOST,
            "basis": [value("margin", timezone.localdate(), reader=actor)],
        }
    return render_page(request, "insights/warning.html", context)
