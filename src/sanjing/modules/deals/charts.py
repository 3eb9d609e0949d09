"""What the charts of deals say and draw."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from django.utils import timezone
from django.utils.translation import gettext as _

from sanjing.foundation.charts import money, scale_for
from sanjing.foundation.phrases import month_word
from sanjing.kernel.money import format_money
from sanjing.kernel.periods import add_months
from sanjing.modules.deals.covering import Covered
from sanjing.modules.deals.forecasting import COUNTED, MonthForecast, Snapshot, in_all
from sanjing.modules.deals.models import Deal
from sanjing.modules.deals.winning import FEW, StageFigures, Window

Chart = dict[str, Any]


def counted_url(category: str = "", **days: str) -> str:
    """The list of the open deals that count, those of one category or all."""
    which = {"category": category} if category else {"category__in": ",".join(COUNTED)}
    return "/deals/?" + urlencode({"outcome": "open"} | which | days)


def month_url(one: MonthForecast, category: str = "") -> str:
    """The list of the deals that a month counts."""
    asked, day = {}, "expected_close_date"
    if one.kind == "undated":
        asked |= {f"{day}__empty": ""}
    if one.kind in ("month", "later"):
        asked |= {f"{day}__after": (one.start - timedelta(1)).isoformat()}
    if one.kind in ("month", "overdue"):
        end = add_months(one.start.replace(day=1), 1) if one.kind == "month" else one.start
        asked |= {f"{day}__before": end.isoformat()}
    return counted_url(category, **asked)


def closed_urls(window: Window) -> dict[str, str]:
    """The lists of the deals that were won, and that were closed at all, within the window."""
    days = {"closed_on__before": (window.end + timedelta(1)).isoformat()}
    if window.start:
        days |= {"closed_on__after": (window.start - timedelta(1)).isoformat()}
    outcomes = {"won": "won", "closed": "won,lost"}
    return {
        name: "/deals/?" + urlencode({"outcome__in": outcome} | days)
        for name, outcome in outcomes.items()
    }


def month_label(one: MonthForecast) -> str:
    words = {"overdue": _("已过期"), "later": _("更晚"), "undated": _("没有日期")}
    return words.get(one.kind) or f"{one.start:%Y-%m}"


def forecast_chart(months: list[MonthForecast], *, linked: bool) -> Chart:
    """Bars by category a month, with the weighted sum as a line; `linked` to the deals of now."""
    shown = [one for one in months if one.kind == "month" or one.total]
    scale, unit = scale_for(max((one.total for one in shown), default=0))
    labels = dict(Deal.Category.choices)
    series: list[dict[str, Any]] = [
        {
            "type": "bar", "stack": "all", "name": str(labels[name]), "barMaxWidth": 36,
            "data": [
                {"value": round(one.amounts.get(name, 0) / scale, 2), "url": month_url(one, name) if linked else ""}
                for one in shown
            ],
        }
        for name in COUNTED
    ]  # fmt: skip
    line = [round(one.weighted / scale, 2) for one in shown]
    series.append({"type": "line", "name": _("加权"), "data": line})
    return {
        "tooltip": {"trigger": "axis"}, "legend": {}, "series": series,
        "grid": {"left": 8, "right": 16, "top": 48, "bottom": 8, "containLabel": True},
        "xAxis": {"type": "category", "data": [month_label(one) for one in shown]},
        "yAxis": {"type": "value", "name": unit},
    }  # fmt: skip


def forecast_title(months: list[MonthForecast]) -> str:
    coming = [one for one in months if one.kind == "month"]
    whole = sum(one.weighted for one in coming)
    best = max(coming, key=lambda one: one.weighted)
    told = {
        "sum": money(whole),
        "months": len(coming),
        "best": month_word(best.start.month) if best.start else "",
    }
    if not whole:
        return _("今后 %(months)s 个月还没有预计成交的商机") % told
    return _("今后 %(months)s 个月加权 %(sum)s，最多的是 %(best)s 月") % told


def history_chart(snapshots: list[Snapshot]) -> Chart:
    scale, unit = scale_for(max((one.weighted for one in snapshots), default=0))
    days = [f"{timezone.localdate(one.at):%m-%d}" for one in snapshots]
    lines = ((_("加权"), "weighted"), (_("有把握"), "commit"))
    return {
        "tooltip": {"trigger": "axis"}, "legend": {},
        "xAxis": {"type": "category", "data": days}, "yAxis": {"type": "value", "name": unit},
        "series": [
            {"type": "line", "name": name,
             "data": [round(getattr(one, key) / scale, 2) for one in snapshots]}
            for name, key in lines
        ],
    }  # fmt: skip


def history_title(snapshots: list[Snapshot]) -> str:
    """How the weighted forecast moved within four weeks."""
    now, before = snapshots[-1].weighted, snapshots[-5].weighted
    told = {"now": money(now), "by": money(abs(now - before))}
    if now == before:
        return _("加权预测 %(now)s，四周来没有变") % told
    if now > before:
        return _("加权预测 %(now)s，四周来多了 %(by)s") % told
    return _("加权预测 %(now)s，四周来少了 %(by)s") % told


def leak_chart(figures: list[StageFigures]) -> Chart:
    return {
        "tooltip": {"trigger": "axis"},
        "xAxis": {"type": "category", "data": [one.stage.name for one in figures]},
        "yAxis": {"type": "value", "name": "%", "max": 100},
        "series": [
            {"type": "bar", "name": _("输掉的占比"), "barMaxWidth": 48,
             "data": [round(one.percent or 0, 1) for one in figures]}
        ],
    }  # fmt: skip


def leak_title(found: StageFigures | None) -> str:
    if found is None or found.percent is None:
        return _("还看不出商机在哪一步流失：样本太少")
    told = {"stage": found.stage.name, "percent": f"{found.percent:.0f}", "n": found.left}
    return _("商机最常在“%(stage)s”流失：离开的 %(n)s 个里输了 %(percent)s%%") % told


def coverage_chart(groups: list[Covered]) -> Chart:
    shown = list(reversed(groups))
    series = (
        (_("有进行中的商机"), "with_deals"), (_("近 90 天联系过"), "spoken_to"), (_("没人跟进"), "left_alone")
    )  # fmt: skip
    return {
        "tooltip": {"trigger": "axis"}, "legend": {},
        "xAxis": {"type": "value"},
        "yAxis": {"type": "category", "data": [one.label for one in shown]},
        "series": [
            {"type": "bar", "stack": "all", "name": name,
             "data": [{"value": getattr(one, key), "url": f"/customers/?{one.asked}"} for one in shown]}
            for name, key in series
        ],
    }  # fmt: skip


def coverage_title(groups: list[Covered]) -> str:
    """How many are looked after, and where the fewest are."""
    customers = sum(one.customers for one in groups)
    alone = sum(one.left_alone for one in groups)
    told: dict[str, Any] = {"n": f"{customers:,}", "percent": round(100 * (1 - alone / customers))}
    large = [one for one in groups if one.customers >= FEW]
    if len(large) < 2:
        return _("%(n)s 位客户里，%(percent)s%% 近 90 天有人跟进") % told
    least = min(large, key=lambda one: one.percent)
    told |= {"where": least.label, "least": round(least.percent)}
    return (
        _("%(n)s 位客户里，%(percent)s%% 近 90 天有人跟进；最少的是%(where)s，%(least)s%%") % told
    )


def rows_of(months: list[MonthForecast], *, linked: bool) -> list[dict[str, Any]]:
    """The table behind the forecast; `linked` to the deals of now."""
    return [
        {
            "label": month_label(one), "url": month_url(one) if linked else "", "count": one.count,
            "amounts": [format_money(one.amounts.get(name, 0)) for name in COUNTED],
            "weighted": format_money(one.weighted),
        }
        for one in months if one.kind == "month" or one.count
    ]  # fmt: skip


def figures_of(months: list[MonthForecast], *, linked: bool) -> list[tuple[str, str, str]]:
    """(label, value, address) of what the months come to; of another day only the table tells it."""
    weighted, total, count = in_all(months)
    counted, overdue = (counted_url(), month_url(months[0])) if linked else ("#forecast",) * 2
    return [
        (_("加权预测"), money(weighted), counted),
        (_("合计"), money(total), counted),
        (_("商机数"), f"{count:,}", counted),
        (_("已过预计日期"), f"{months[0].count:,}", overdue),
    ]


def snapshot_rows(snapshots: list[Snapshot]) -> list[tuple[date, str, str]]:
    return [
        (timezone.localdate(one.at), format_money(one.weighted), format_money(one.commit))
        for one in reversed(snapshots)
    ]
