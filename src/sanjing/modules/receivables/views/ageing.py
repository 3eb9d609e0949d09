"""账龄: what is owed by age, and the invoices behind every figure."""

from __future__ import annotations

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.entities import registry
from sanjing.foundation.entities.errors import Forbidden
from sanjing.foundation.pages import asked_day, render_page
from sanjing.kernel.numbers import whole
from sanjing.modules.receivables import ageing, reports, standing
from sanjing.modules.receivables.exporting import as_file
from sanjing.modules.receivables.views.tabs import tabs

TOLD = ("amount", "balance", "due_on", "state", "customer")


def refuse_hidden(actor: Actor, verb: str = "see") -> None:
    """Raise Forbidden for whom the figures of invoices are hidden from."""
    entity = registry.get("invoice")
    if not actor.may(entity.name, verb) or not all(entity.may_read(n, actor) for n in TOLD):
        raise Forbidden(_("您的角色看不到应收的金额。"))


def day_of(request: HttpRequest) -> date:
    """The day in the address, today unless it is one in the past."""
    today = timezone.localdate()
    return min(asked_day(request, "as_of", today), today)


def grouping(request: HttpRequest) -> str:
    by = request.GET.get("by", "")
    return by if by in reports.GROUPS else "customer"


def read_key(by: str, text: str) -> str | int | None:
    """The customer, owner or city that a line of the ageing stands for; None for nobody's."""
    number = whole(text)
    return str(number) if by == "region" and number else number


@require_safe
def by_age(request: HttpRequest) -> HttpResponse:
    """`?by=` customer, owner or region; `?as_of=` the day."""
    actor, today = request.actor, timezone.localdate()
    refuse_hidden(actor)
    as_of = day_of(request)
    asked = reports.Asked(as_of, grouping(request), live=as_of == today)
    found = ageing.ageing(actor, asked.by, as_of=as_of, today=today)
    months = list(reports.by_month(actor, as_of))
    context = {
        "tabs": tabs(actor, "/receivables/"),
        "asked": asked,
        "groups": reports.GROUPS.items(),
        "found": found,
        "whole": reports.row(asked, found.total, whole=True),
        "rows": [reports.row(asked, line) for line in found.lines],
        "labels": [*reports.PARTS.values(), _("合计"), _("逾期")],
        "chart": reports.chart(asked, found),
        "overdue_url": "/collection/" if asked.live else asked.address(reports.OVERDUE),
        "months": months,
        "flow": reports.flow(months),
        "may_export": actor.may("invoice", "export"),
    }
    return render_page(request, "receivables/ageing.html", context)


@require_safe
def behind(request: HttpRequest) -> HttpResponse:
    """The invoices behind a figure of an earlier day, with what was open then."""
    actor = request.actor
    refuse_hidden(actor)
    as_of, part, by = day_of(request), request.GET.get("part", ""), request.GET.get("by", "")
    part = part if part in (*reports.PARTS, reports.OVERDUE) else ""
    by, key = by if by in reports.GROUPS else "", request.GET.get("key", "")
    rows, count, total = standing.behind(actor, as_of, part=part, by=by, key=read_key(by, key))
    label = _("逾期") if part == reports.OVERDUE else reports.PARTS.get(part, _("应收余额"))
    context = {
        "as_of": as_of, "label": label, "rows": rows, "count": count, "total": total,
        "most": standing.SHOWN,
    }  # fmt: skip
    return render_page(request, "receivables/behind.html", context)


@require_safe
def export(request: HttpRequest) -> HttpResponseBase:
    """Everybody who owed on a day, by parts, as CSV; logged."""
    actor = request.actor
    refuse_hidden(actor, "export")
    return as_file(actor, day_of(request), at=timezone.now())
