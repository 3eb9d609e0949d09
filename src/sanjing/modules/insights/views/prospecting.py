"""拓新: whom to go to, how far each colleague is, and what becomes of new customers."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from sanjing.foundation.entities import registry
from sanjing.foundation.entities.errors import Forbidden
from sanjing.foundation.figures.queries import kept_on
from sanjing.foundation.pages import asked_month, render_page
from sanjing.kernel.periods import add_months
from sanjing.modules.insights import charts, prospecting
from sanjing.modules.insights.views.tabs import tabs

SHOWN_MONTHS = 6


@require_safe
def prospects(request: HttpRequest) -> HttpResponse:
    """`?month=` of the quotas; `?all=1` lists the prospects of everybody this person sees."""
    actor, today = request.actor, timezone.localdate()
    if not actor.may("customer", "see"):
        raise Forbidden(_("您的角色看不到客户。"))
    present, everybody = today.replace(day=1), bool(request.GET.get("all"))
    month = asked_month(request, "month", present)
    cohorts = prospecting.cohorts(actor, today)
    context = {
        "tabs": tabs(actor, "/insights/prospecting/"),
        "month": month,
        "kept_on": kept_on(today),
        "months": [add_months(present, -n) for n in range(SHOWN_MONTHS)],
        "people": prospecting.by_person(actor, month),
        "may_quota": actor.may("quota", "create"),
        "cohorts": charts.cohort_rows(cohorts),
        "title": charts.funnel_title(cohorts),
        "option": charts.funnel_chart(cohorts),
        "steps": charts.steps(),
        "targets": prospecting.targets(actor, mine=not everybody),
        "everybody": everybody,
        "shows_address": registry.get("customer").may_read("address", actor),
        "most": prospecting.TARGETS,
    }
    return render_page(request, "insights/prospecting.html", context)
