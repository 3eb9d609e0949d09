"""What the page of leads says and draws: what becomes of them by source, and how long they wait."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from sanjing.modules.deals.charts import Chart
from sanjing.modules.deals.reacting import LeadFigures
from sanjing.modules.deals.templatetags.deals import minutes
from sanjing.modules.deals.winning import Window

DRAWN = 8
HOUR, DAY = 60, 1440


@dataclass(frozen=True, slots=True)
class Row:
    """The leads of one source, campaign or owner: what it is called, its figures, and its list."""

    label: str
    told: LeadFigures
    url: str


def leads_url(window: Window, **asked: Any) -> str:
    """The list of the leads that came within the window; an empty value asks for none."""
    day = timedelta(1)
    days = {"created_at__before": f"{window.end + day}"}
    if window.start:
        days["created_at__after"] = f"{window.start - day}"
    named = {
        f"{name}__empty" if value in ("", None) else f"{name}__is": "" if value is None else value
        for name, value in asked.items()
    }
    return "/leads/?" + urlencode(named | days)


def title(whole: LeadFigures, rows: Sequence[Row]) -> str:
    """Which source turns into deals most often, and which waits longest; those of too few leads are not ranked."""
    if not whole.count:
        return _("这段时间没有线索")
    told = {
        "n": f"{whole.count:,}",
        "percent": round(whole.percent or 0),
        "minutes": minutes(whole.median),
    }
    ranked = [one for one in rows if one.told.label and not one.told.few]
    best = max(ranked, key=lambda one: one.told.percent or 0, default=None)
    if best is None or len(ranked) < 2 or not best.told.qualified:
        if whole.median is None:
            return _("%(n)s 条线索，%(percent)s%% 转成商机，还没有人联系过") % told
        return _("%(n)s 条线索，%(percent)s%% 转成商机，首次联系中位数 %(minutes)s") % told
    told |= {"best": best.label, "most": round(best.told.percent or 0)}
    slow = max(ranked, key=lambda one: one.told.median or 0)
    if len({one.told.median for one in ranked} - {None}) < 2:
        return _("%(best)s来的线索转成商机最多，%(most)s%%（全部 %(percent)s%%）") % told
    told |= {"slow": slow.label, "minutes": minutes(slow.told.median)}
    return (
        _(
            "%(best)s来的线索转成商机最多，%(most)s%%（全部 %(percent)s%%）；联系最慢的是%(slow)s，中位数 %(minutes)s"
        )
        % told
    )


def chart(rows: Sequence[Row], window: Window, *, shows_wins: bool) -> Chart:
    """Leads, those that became deals and those won as bars, the median wait as points on an axis of its own."""
    shown = rows[:DRAWN]
    waits = [one.told.median for one in shown]
    scale, unit = wait_scale(max((wait for wait in waits if wait is not None), default=0))
    columns: list[tuple[str, str, dict[str, str] | None]] = [
        (pgettext("复数", "线索"), "count", {}),
        (_("已转商机"), "qualified", {"state": "qualified"}),
    ]
    columns += [(pgettext("个数", "赢单"), "wins", None)] if shows_wins else []
    bars = [
        {
            "type": "bar", "name": name, "barMaxWidth": 28,
            "data": [
                {"value": getattr(one.told, key), "url": "" if asked is None else
                 leads_url(window, source=one.told.label, **asked)}
                for one in shown
            ],
        }
        for name, key, asked in columns
    ]  # fmt: skip
    points = {
        "type": "scatter", "name": _("首次联系中位数"), "yAxisIndex": 1, "symbol": "diamond", "symbolSize": 14,
        "data": [None if wait is None else round(wait / scale, 1) for wait in waits],
    }  # fmt: skip
    return {
        "tooltip": {"trigger": "axis"}, "legend": {},
        "grid": {"left": 8, "right": 16, "top": 64, "bottom": 8, "containLabel": True},
        "xAxis": {"type": "category", "data": [one.label for one in shown]},
        "yAxis": [
            {"type": "value", "name": _("条"), "minInterval": 1},
            {"type": "value", "name": unit, "splitLine": {"show": False}},
        ],
        "series": [*bars, points],
    }  # fmt: skip


def wait_scale(most: int) -> tuple[int, str]:
    """How many minutes one step of an axis stands for that reaches to `most`, and its name."""
    if most >= 2 * DAY:
        return DAY, _("天")
    return (HOUR, _("小时")) if most >= 2 * HOUR else (1, _("分钟"))
