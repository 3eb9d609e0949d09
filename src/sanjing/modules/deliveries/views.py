"""The page about all orders: how many came in time, complete and without a fault."""

from __future__ import annotations

import csv
from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from sanjing.foundation.entities.exporting import BOM, safe
from sanjing.foundation.figures.queries import kept_on
from sanjing.foundation.pages import asked_day, render_page
from sanjing.kernel.periods import add_months
from sanjing.modules.deliveries import charts, standing
from sanjing.modules.deliveries import perfect as counting
from sanjing.modules.deliveries.perfect import Report, Window

YEAR = 12


@require_safe
def perfect(request: HttpRequest) -> HttpResponse:
    """`?by=` month, owner, region or carrier; `?since=` and `?end=` say which orders fell due.

    Whatever is due today can still come in time, so it reaches to yesterday at most. `?as=csv` is
    the table as a file.
    """
    yesterday = timezone.localdate() - timedelta(1)
    end = min(asked_day(request, "end", yesterday), yesterday)
    window = Window(asked_day(request, "since", add_months(end, -YEAR) + timedelta(1)), end)
    offered = counting.dimensions(request.actor)
    by = request.GET.get("by", "")
    by = by if by in offered else "month"
    found = counting.report(request.actor, window, by)
    if request.GET.get("as") == "csv":
        return table(found, by)
    context = {
        "by": by,
        "label": labels()[by],
        "dimensions": [(name, labels()[name]) for name in offered],
        "window": window,
        "kept_on": kept_on(timezone.localdate()),
        "found": found,
        "few": counting.FEW,
        "title": charts.finding(found),
        "chart": charts.rate_chart(found.rows, by),
        "cause_title": charts.cause_title(found),
        "cause_chart": charts.cause_chart(found.causes),
        "promises": standing.kept_now(request.actor, window.since, window.end),
    }
    return render_page(request, "deliveries/perfect.html", context)


def labels() -> dict[str, str]:
    return {
        "month": _("按月"),
        "owner": _("按业务员"),
        "region": _("按地区"),
        "carrier": _("按承运"),
    }


def table(found: Report, by: str) -> HttpResponse:
    """One line a group and the whole below; the rate is left empty where there are too few."""
    answer = HttpResponse(BOM, content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="perfect-orders-{by}.csv"'
    writer = csv.writer(answer)
    writer.writerow([labels()[by], pgettext("个数", "到期"), _("及时准确"), _("比率 %")])
    for row in [*found.rows, found.whole]:
        percent = "" if row.percent is None else f"{row.percent:.1f}"
        writer.writerow([safe(row.label), row.due, row.perfect, percent])
    return answer
