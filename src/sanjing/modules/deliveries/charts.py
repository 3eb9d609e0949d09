"""What the charts of the perfect-order page say and draw."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from sanjing.modules.deliveries.perfect import Cause, Rate, Report

Chart = dict[str, Any]
GRID = {"left": 8, "right": 24, "top": 24, "bottom": 8, "containLabel": True}
DRAWN = 15


def finding(found: Report) -> str:
    """The share in one sentence, with what went wrong most often."""
    whole, worst = found.whole, next(iter(found.causes), None)
    told = {"n": f"{whole.due:,}", "percent": f"{whole.percent or 0:.1f}"}
    if not whole.due:
        return _("这段时间没有到期的订单")
    if whole.few:
        return _("这段时间只有 %(n)s 张订单到期，太少，不算比率") % told
    if worst is None:
        return _("到期的 %(n)s 张订单全部及时准确") % told
    told |= {"worst": worst.label, "count": f"{worst.count:,}"}
    return (
        _("到期的 %(n)s 张订单 %(percent)s%% 及时准确，最多的问题是%(worst)s（%(count)s 张）")
        % told
    )


def rate_chart(rows: list[Rate], by: str) -> Chart:
    """A line over months, bars for the rest; where there are too few orders nothing is drawn."""
    over_time = by == "month"
    shown = rows if over_time else [row for row in rows if not row.few][:DRAWN][::-1]
    data = [
        {"value": None if row.percent is None else round(row.percent, 1), "url": row.url}
        for row in shown
    ]
    names = {"type": "category", "data": [row.label for row in shown]}
    share = {"type": "value", "max": 100, "name": "%"}
    kind = {"type": "line"} if over_time else {"type": "bar", "barMaxWidth": 22}
    return {
        "tooltip": {"trigger": "axis"}, "grid": GRID,
        "xAxis": names if over_time else share, "yAxis": share if over_time else names,
        "series": [{"name": _("及时准确"), "data": data, **kind}],
    }  # fmt: skip


def cause_chart(causes: list[Cause]) -> Chart:
    shown = causes[::-1]
    return {
        "tooltip": {"trigger": "axis"}, "grid": GRID,
        "xAxis": {"type": "value", "minInterval": 1},
        "yAxis": {"type": "category", "data": [one.label for one in shown]},
        "series": [
            {"type": "bar", "name": pgettext("复数", "订单"), "barMaxWidth": 22,
             "data": [{"value": one.count, "url": one.url} for one in shown]}
        ],
    }  # fmt: skip


def cause_title(found: Report) -> str:
    bad = found.whole.due - found.whole.perfect
    return _("不及时或不准确的 %(n)s 张，问题出在哪里") % {"n": f"{bad:,}"}
