"""What the page of retention says and draws."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from sanjing.modules.customers.models import Customer
from sanjing.modules.insights.charts import GRID, Chart
from sanjing.modules.insights.whitespace import group_label
from sanjing.modules.scores.retained import Curve, Retained

MONTHS = 12


def quarter(day: Any) -> str:
    return f"{day.year} Q{(day.month + 2) // 3}"


def curve_title(found: Curve) -> str:
    half, low, high = found.half
    if half is None:
        left, _low, _high = found.points[-1]
        told = {"years": f"{(len(found.points) - 1) / MONTHS:.1f}", "left": f"{100 * left:.0f}"}
        return _("看得到的 %(years)s 年里还留着 %(left)s%%，没到走掉一半") % told
    told = {"half": f"{half:.1f}", "low": f"{low or 0:.1f}", "high": f"{high or 0:.1f}"}
    if low is None or high is None:
        return _("一半的客户在 %(half)s 年里走掉") % told
    return _("一半的客户在 %(half)s 年里走掉（%(low)s 到 %(high)s 年）") % told


def curve_rows(found: Curve) -> list[tuple[float, float, float, float]]:
    """(years, part left, its interval, in per cent), every half year."""
    step = MONTHS // 2
    rows = list(enumerate(found.points))[::step]
    return [(n / MONTHS, 100 * left, 100 * low, 100 * high) for n, (left, low, high) in rows]


def line(found: Curve, name: str, place: int, **style: Any) -> Chart:
    data = [
        [round(n / MONTHS, 2), round(100 * one[place], 1)] for n, one in enumerate(found.points)
    ]
    return {"type": "line", "step": "end", "name": name, "data": data, "showSymbol": False, **style}


def curve_chart(found: Curve, recorded: Curve, borrowed: float) -> Chart:
    """The part left after so many years with its interval, that by departures written down, and what others say."""

    dashed = {"lineStyle": {"type": "dashed", "width": 1}}
    half = {"silent": True, "symbol": "none", "label": {"show": False}, "data": [{"yAxis": 50}]}
    return {
        "tooltip": {"trigger": "axis"}, "legend": {"type": "scroll"}, "grid": {**GRID, "bottom": 24},
        "xAxis": {"type": "value", "name": _("认识的年数"), "nameLocation": "middle", "nameGap": 28},
        "yAxis": {"type": "value", "min": 0, "max": 100, "axisLabel": {"formatter": "{value}%"}},
        "series": [
            line(found, _("还留着"), 0, markLine=half), line(found, _("至少"), 1, **dashed),
            line(found, _("至多"), 2, **dashed),
            *([line(recorded, _("按登记的离开"), 0)] if recorded.points else []),
            {"type": "scatter", "name": _("常说的"), "data": [[borrowed, 50]], "symbolSize": 12},
        ],
    }  # fmt: skip


def cohort_rows(found: Retained) -> list[tuple[str, int, list[int]]]:
    """(quarter, its new customers, per cent who bought in it and each quarter after), the oldest first."""
    return [
        (quarter(day), size, [round(100 * one / size) for one in active])
        for day, size, active in found.cohorts
    ]


def cohorts_title(rows: list[tuple[str, int, list[int]]]) -> str:
    """What part of the new ones still bought a year later, all quarters of which that is known together."""
    seen = [(size, shares[4]) for _name, size, shares in rows if len(shares) > 4]
    if not seen:
        return _("还不满一年，看不出新客户留得住留不住")
    whole = sum(size for size, _share in seen)
    part = sum(size * share for size, share in seen) / whole
    told = {"n": f"{whole:,}", "part": f"{part:.0f}"}
    return _("新来的 %(n)s 位客户，一年后的那个季度还在买的有 %(part)s%%") % told


def cohorts_chart(rows: list[tuple[str, int, list[int]]]) -> Chart:
    """A row a quarter of new customers, a column each quarter of their life."""
    most = max((len(shares) for _name, _size, shares in rows), default=0)
    data = [
        [later, n, share]
        for n, (_name, _size, shares) in enumerate(rows)
        for later, share in enumerate(shares)
    ]
    return {
        "tooltip": {"trigger": "item"}, "grid": {**GRID, "bottom": 56},
        "xAxis": {"type": "category", "data": [str(n) for n in range(most)], "name": _("过了几个季度"),
                  "nameLocation": "middle", "nameGap": 28},
        "yAxis": {"type": "category", "data": [name for name, _size, _shares in rows], "inverse": True},
        "visualMap": {"min": 0, "max": 100, "orient": "horizontal", "left": "center", "bottom": 0,
                      "itemHeight": 80, "inRange": {"color": ["#eef4fb", "#0054a6"]}},
        "series": [{"type": "heatmap", "name": _("还在买 %"), "data": data, "label": {"show": True}}],
    }  # fmt: skip


def group_rows(found: Retained) -> list[tuple[str, str, int, int, float | None]]:
    """(name, the list of these customers, how many, lost, half-life) by grade, kind and trade."""
    named = {"kind": dict(Customer.Kind.choices), "grade": dict(Customer.Grade.choices)}
    return [
        (str(named[what].get(key, key)) if what in named else group_label(key),
         f"/customers/?{what}={key}&year_sales__filled=", size, lost, half)
        for what, key, size, lost, half in found.groups
    ]  # fmt: skip
