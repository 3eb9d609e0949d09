"""The pages about returns, why and of how many orders, and about what customers have in stock."""

from __future__ import annotations

import csv
from datetime import timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from sanjing.foundation.entities import registry
from sanjing.foundation.entities.exporting import BOM, safe
from sanjing.foundation.figures.queries import kept_on
from sanjing.foundation.pages import asked_day, render_page
from sanjing.kernel.money import plain_money
from sanjing.kernel.numbers import plain_number
from sanjing.kernel.periods import add_months
from sanjing.modules.orders import return_rates
from sanjing.modules.orders.return_rates import Report, Span
from sanjing.modules.orders.rules import LEAD_DAYS, WINDOW
from sanjing.modules.orders.stock import Stock, stocks

YEAR = 12
DRAWN = 15
MOST = 200


@require_safe
def rates(request: HttpRequest) -> HttpResponse:
    """`?since=` and `?end=` say which orders are looked at; `?as=csv` is the table as a file."""
    end = asked_day(request, "end", timezone.localdate())
    span = Span(asked_day(request, "since", add_months(end, -YEAR) + timedelta(1)), end)
    found = return_rates.report(request.actor, span)
    if request.GET.get("as") == "csv":
        return rates_table(found)
    context = {
        "span": span,
        "kept_on": kept_on(timezone.localdate()),
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


def rates_table(found: Report) -> HttpResponse:
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


@require_safe
def reorder(request: HttpRequest) -> HttpResponse:
    """What customers have in stock, `?show=` due, all or unknown; `?as=csv` is that as a file."""
    found, today = stocks(request.actor, today=timezone.localdate()), timezone.localdate()
    kinds = {
        "due": [one for one in found if one.outlook.due],
        "all": [one for one in found if not one.outlook.why],
        "unknown": [one for one in found if one.outlook.why],
    }
    show = request.GET.get("show", "")
    show = show if show in kinds else "due"
    priced = registry.get("order").may_read("amount", request.actor)
    if request.GET.get("as") == "csv":
        return stock_table(kinds[show], priced)
    labels = {"due": _("该补货的"), "all": _("算得出的"), "unknown": _("数据不够的")}
    context = {
        "show": show,
        "kinds": [(name, labels[name], len(rows)) for name, rows in kinds.items()],
        "rows": kinds[show][:MOST],
        "more": len(kinds[show]) - MOST,
        "counted": len(found),
        "due": len(kinds["due"]),
        "money": sum(one.outlook.money for one in kinds["due"]),
        "priced": priced,
        "today": today,
        "lead": LEAD_DAYS,
        "window": WINDOW,
        "may_follow": request.actor.may("task", "create"),
    }
    return render_page(request, "orders/reorder.html", context)


def stock_table(rows: list[Stock], priced: bool) -> HttpResponse:
    answer = HttpResponse(BOM, content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="stock-and-reorder.csv"'
    writer = csv.writer(answer)
    writer.writerow(
        [_("客户"), _("产品"), _("盘点日期"), _("库存数量"), _("之后净进"), _("日均进货"),
         _("库存可用天数"), _("约用完"), _("最晚下单"), _("一次进货金额"), _("说明")]
    )  # fmt: skip
    for one in rows:
        count, ahead = one.count, one.outlook
        known = not ahead.why
        writer.writerow(
            [safe(count.customer.name), safe(count.product.name), count.counted_on,
             plain_number(count.quantity), plain_number(ahead.since),
             f"{ahead.daily:.2f}" if known else "", ahead.cover if known else "",
             ahead.runs_out_on or "", ahead.order_by or "",
             plain_money(ahead.money) if known and priced else "", one.reason]
        )  # fmt: skip
    return answer
