"""What the charts of insights say and draw."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.utils.translation import gettext as _

from sanjing.analytics.season import MONTHS, Calendar
from sanjing.analytics.whitespace import Cell
from sanjing.foundation.charts import money
from sanjing.foundation.phrases import listed, month_word
from sanjing.modules.insights.prospecting import STEPS, Cohort
from sanjing.modules.insights.whitespace import Whitespace, group_label

Chart = dict[str, Any]
GRID = {"left": 8, "right": 24, "top": 32, "bottom": 8, "containLabel": True}
MOST_GROUPS, MOST_CATEGORIES = 15, 10


def month_name(number: int) -> str:
    return _("%(n)s月") % {"n": month_word(number)}


def months_of(found: Calendar) -> list[tuple[int, float | None, int, int, bool]]:
    """(month, share in per cent, amount, orders, whether it is a peak), January first."""
    shares = found.shares or (None,) * 12
    rows = zip(MONTHS, shares, found.amounts, found.orders, strict=True)
    return [
        (n, None if share is None else float(100 * share), amount, orders, n in found.peaks)
        for n, share, amount, orders in rows
    ]


def season_title(found: Calendar, name: str) -> str:
    """When it is bought most, in one sentence with what that rests on."""
    who = name or _("全部产品")
    told = {"who": who, "years": found.years, "orders": f"{found.count:,}"}
    if found.shares is None:
        return _("%(who)s：还不满一年，看不出季节") % told
    if not found.peaks:
        return _("%(who)s：没有明显的旺季（%(years)s 个整年、%(orders)s 张订单）") % told
    best = sum(found.shares[n - 1] for n in found.peaks)
    told |= {"months": listed(month_name(n) for n in found.peaks), "percent": round(100 * best)}
    return (
        _("%(who)s：%(months)s是旺季，占全年 %(percent)s%%（%(years)s 个整年、%(orders)s 张订单）")
        % told
    )


def season_chart(found: Calendar) -> Chart:
    """A bar a month, with the line of an even month across."""
    data = [None if share is None else round(share, 1) for _n, share, *_rest in months_of(found)]
    even = {"silent": True, "symbol": "none", "data": [{"yAxis": round(100 / 12, 1)}]}
    return {
        "tooltip": {"trigger": "axis"}, "grid": GRID,
        "xAxis": {"type": "category", "data": [month_name(n) for n in MONTHS]},
        "yAxis": {"type": "value", "name": "%"},
        "series": [{"type": "bar", "name": _("占全年 %"), "data": data, "barMaxWidth": 40, "markLine": even}],
    }  # fmt: skip


def whitespace_title(found: Whitespace) -> str:
    if not found.offers:
        return _("没有看得出来的空白")
    told = {"count": f"{found.count:,}", "money": money(found.money)}
    return _("%(count)s 处空白，都补上一年约 %(money)s") % told


def matrix(cells: Sequence[Cell]) -> dict[str, Any]:
    """What each group buys, as rows of (name, size, cells in the order of `categories`)."""
    sizes = {one.group: one.size for one in cells}
    groups = sorted(sizes, key=lambda group: (-sizes[group], group))[:MOST_GROUPS]
    buyers: dict[str, int] = {}
    for one in cells:
        buyers[one.category] = buyers.get(one.category, 0) + one.buyers
    categories = sorted(buyers, key=lambda name: (-buyers[name], name))[:MOST_CATEGORIES]
    held = {(one.group, one.category): one for one in cells}
    return {
        "categories": categories,
        "rows": [
            (
                group_label(group),
                sizes[group],
                [(name, shown(held.get((group, name)))) for name in categories],
            )
            for group in groups
        ],
        "more": len(sizes) > MOST_GROUPS or len(buyers) > MOST_CATEGORIES,
    }


def shown(cell: Cell | None) -> dict[str, int] | None:
    return None if cell is None else {"buyers": cell.buyers, "percent": round(100 * cell.share)}


def steps() -> list[str]:
    return [_("新来的"), _("联系过"), _("拜访过"), _("报过价"), _("下了首单")]


def cohort_rows(cohorts: Sequence[Cohort]) -> list[dict[str, Any]]:
    """The newest month first, each step under its name."""
    return [
        {"month": one.month, "percent": one.percent,
         "labelled": [(label, one.steps.get(name, 0)) for label, name in zip(steps(), STEPS, strict=True)]}
        for one in reversed(cohorts)
    ]  # fmt: skip


def totals(cohorts: Iterable[Cohort]) -> list[int]:
    """How many came and got how far, all months together."""
    return [sum(one.steps.get(name, 0) for one in cohorts) for name in STEPS]


def funnel_title(cohorts: Sequence[Cohort]) -> str:
    came, *_rest, ordered = totals(cohorts)
    if not came:
        return _("12 个月没有新来的客户和线索")
    told = {
        "came": f"{came:,}",
        "ordered": f"{ordered:,}",
        "percent": f"{100 * ordered / came:.1f}",
    }
    return _("12 个月新来 %(came)s 位，%(ordered)s 位已下首单（%(percent)s%%）") % told


def funnel_chart(cohorts: Sequence[Cohort]) -> Chart:
    return {
        "tooltip": {"trigger": "axis"}, "grid": GRID,
        "xAxis": {"type": "value", "minInterval": 1},
        "yAxis": {"type": "category", "data": steps()[::-1]},
        "series": [{"type": "bar", "name": _("位数"), "data": totals(cohorts)[::-1], "barMaxWidth": 28,
                    "label": {"show": True, "position": "right"}}],
    }  # fmt: skip
