"""流失原因: the Pareto of reasons in money."""

from __future__ import annotations

from datetime import date, timedelta
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from sanjing.foundation import tabs
from sanjing.foundation.assumptions.queries import value
from sanjing.foundation.entities.errors import Forbidden
from sanjing.foundation.pages import render_page
from sanjing.kernel.periods import add_months
from sanjing.modules.losses import charts, pareto
from sanjing.modules.losses.reading import may_read_losses, refuse_hidden
from sanjing.modules.losses.rules import FEW

ADDRESS = "/insights/losses/"
PERIODS = {"12": 12, "36": 36, "all": None}


def periods() -> list[tuple[str, str]]:
    return [("12", _("近 12 个月")), ("36", _("近 3 年")), ("all", _("全部"))]


def kinds() -> dict[str, str]:
    return {
        "reason": _("按原因"), "kind": _("按大类"), "touchpoint": _("按环节"), "employee": _("按同事")
    }  # fmt: skip


@require_safe
def losses(request: HttpRequest) -> HttpResponse:
    """`?period=12`, 36 or all; `?by=` one of the kinds."""
    actor, today = request.actor, timezone.localdate()
    refuse_hidden(actor)
    if not may_read_losses(actor):
        raise Forbidden(_("您的角色看不到流失记录。"))
    offered = {k: v for k, v in kinds().items() if k != "employee" or pareto.may_see_people(actor)}
    by, period = request.GET.get("by", ""), request.GET.get("period", "")
    by, period = by if by in offered else "reason", period if period in PERIODS else "12"
    since = first_day(period, today)
    margin = value("margin", today, reader=actor)
    found = pareto.found(pareto.left(actor, since, today), by, margin=margin.share)
    rows = charts.rows_of(found, pareto.labels(by), since, today)
    context = {
        "tabs": tabs.shown("insights", actor, ADDRESS),
        "by": by,
        "kinds": [(k, label, f"?{urlencode({'by': k, 'period': period})}") for k, label in offered.items()],
        "period": period,
        "periods": [(k, label, f"?{urlencode({'by': by, 'period': k})}") for k, label in periods()],
        "found": found,
        "rows": rows,
        "url": all_url(since, today),
        "controllable": None if found.controllable is None else float(100 * found.controllable),
        "profit": round(found.amount * margin.share),
        "margin": margin,
        "title": charts.pareto_title(found, rows),
        "option": charts.pareto_chart(found, rows),
        "may_improve": actor.may("task", "create"),
        "few": FEW,
    }  # fmt: skip
    return render_page(request, "losses/losses.html", context)


def first_day(period: str, today: date) -> date | None:
    months = PERIODS[period]
    return add_months(today, -months) + timedelta(1) if months else None


def all_url(since: date | None, until: date) -> str:
    asked = {"left_on__before": (until + timedelta(1)).isoformat()}
    if since:
        asked |= {"left_on__after": (since - timedelta(1)).isoformat()}
    return "/departures/?" + urlencode(asked)
