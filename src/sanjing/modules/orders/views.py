"""The page about returns: of how many orders something came back, and why."""

from __future__ import annotations

import csv
from datetime import timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from sanjing.foundation.entities.exporting import BOM, safe
from sanjing.foundation.pages import asked_day, render_page
from sanjing.kernel.money import plain_money
from sanjing.kernel.numbers import plain_number
from sanjing.kernel.periods import add_months
from sanjing.modules.orders import return_rates
from sanjing.modules.orders.return_rates import Report, Span

YEAR = 12
DRAWN = 15


@require_safe
def rates(request: HttpRequest) -> HttpResponse:
    """`?since=` and `?end=` say which orders are looked at; `?as=csv` is the table as a file."""
    end = asked_day(request, "end", timezone.localdate())
    span = Span(asked_day(request, "since", add_months(end, -YEAR) + timedelta(1)), end)
    found = return_rates.report(request.actor, span)
    if request.GET.get("as") == "csv":
        return table(found)
    context = {
        "span": span,
        "found": found,
        "few": return_rates.FEW,
        "url": span.address(),
        "title": finding(found),
        "chart": chart(found),
    }
    return render_page(request, "orders/return_rates.html", context)


def finding(found: Report) -> str:
    """The share in one sentence, with the most frequent reason."""
    whole, worst = found.whole, next(iter(found.reasons), None)
    if worst is None:
        return _("这段时间的订单没有退货")
    told = {
        "n": f"{whole.orders:,}", "back": f"{whole.returned:,}", "percent": f"{whole.percent or 0:.1f}",
        "worst": worst.label, "count": f"{worst.count:,}",
    }  # fmt: skip
    if whole.few:
        return _("%(n)s 张订单里 %(back)s 张有退货，太少，不算比率") % told
    return _("%(n)s 张订单里 %(percent)s%% 有退货，最多的原因是%(worst)s（%(count)s 次）") % told


def chart(found: Report) -> dict[str, Any]:
    """Bars by product; where there are too few orders nothing is drawn."""
    rated = sorted((row for row in found.rows if not row.few), key=lambda row: row.percent or 0)
    shown = rated[-DRAWN:]
    return {
        "tooltip": {"trigger": "axis"},
        "grid": {"left": 8, "right": 24, "top": 24, "bottom": 8, "containLabel": True},
        "xAxis": {"type": "value", "name": "%"},
        "yAxis": {"type": "category", "data": [row.label for row in shown]},
        "series": [
            {"type": "bar", "name": _("退货率"), "barMaxWidth": 22,
             "data": [round(row.percent or 0, 1) for row in shown]}
        ],
    }  # fmt: skip


def table(found: Report) -> HttpResponse:
    """One line a product and the whole below; the rate is left empty where there are too few."""
    answer = HttpResponse(BOM, content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="returns-by-product.csv"'
    writer = csv.writer(answer)
    writer.writerow(
        [_("产品"), _("卖出的订单"), _("有退货"), _("退货数量"), _("退货金额"), _("退货率 %")]
    )
    for row in [*found.rows, found.whole]:
        percent = "" if row.percent is None else f"{row.percent:.1f}"
        money = "" if row.amount is None else plain_money(row.amount)
        writer.writerow(
            [safe(row.label), row.orders, row.returned, plain_number(row.quantity), money, percent]
        )
    return answer
