"""What the charts of losses say and draw."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from sanjing.analytics.churn_cost import Cost, Reason
from sanjing.foundation.charts import money, scale_for
from sanjing.modules.losses.models import LossReason
from sanjing.modules.losses.pareto import REST, UNKNOWN, Found, reasons

if TYPE_CHECKING:
    from sanjing.foundation.assumptions.queries import Value
    from sanjing.modules.losses.calculating import Fewer

Chart = dict[str, Any]
GRID = {"left": 8, "right": 16, "top": 40, "bottom": 8, "containLabel": True}
SHOWN = 12
COMMON_POINTS = 5


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the Pareto: `url` lists its departures; `reason` where it is one."""

    label: str
    url: str
    group: Reason
    reason: LossReason | None

    @property
    def owner(self) -> Any:
        one = self.reason
        return one and (one.owner or (one.parent.owner if one.parent_id else None))

    @property
    def profit(self) -> int:
        return round(self.group.profit)

    @property
    def percent(self) -> float:
        return float(100 * self.group.reached)


def rows_of(found: Found, labels: dict[str, str], since: date | None, until: date) -> list[Row]:
    words = {UNKNOWN: unknown(found.by), REST: _("其余的（各不到 5 位）")}
    known = reasons() if found.by in ("reason", "kind") else {}
    return [
        Row(
            words.get(one.reason) or labels.get(one.reason, "—"),
            departures_url(found, one.reason, known, since, until), one,
            known.get(int(one.reason)) if one.reason.isdecimal() else None,
        )
        for one in found.groups
    ]  # fmt: skip


def unknown(by: str) -> str:
    return _("还没问到原因") if by in ("reason", "kind") else _("没写")


def departures_url(
    found: Found, key: str, known: dict[int, LossReason], since: date | None, until: date
) -> str:
    """The list of the departures of one group."""
    asked = {"left_on__before": (until + timedelta(1)).isoformat()}
    if since:
        asked |= {"left_on__after": (since - timedelta(1)).isoformat()}
    name = "reason" if found.by == "kind" else found.by
    if key == UNKNOWN:
        asked |= {f"{name}__empty": ""}
    elif key == REST:
        asked |= {f"{name}__in": ",".join(found.few)}
    elif found.by == "kind":
        below = [str(pk) for pk, one in known.items() if str(one.parent_id or pk) == key]
        asked |= {"reason__in": ",".join(below)}
    else:
        asked |= {name: key}
    return "/departures/?" + urlencode(asked)


def pareto_title(found: Found, rows: list[Row]) -> str:
    if not found.customers:
        return _("这段时间没有登记流失")
    told = {"n": f"{found.customers:,}", "money": money(found.amount)}
    if found.by not in ("reason", "kind") or found.controllable is None:
        return _("离开的 %(n)s 位，之前一年买了 %(money)s") % told
    worst = next(row for row in rows if row.group.reason != UNKNOWN)
    told |= {"percent": f"{float(100 * found.controllable):.0f}", "what": worst.label}
    told |= {"part": money(worst.group.revenue)}
    return _("问到原因的，金额的 %(percent)s%% 可控；带走最多的是“%(what)s”，%(part)s") % told


def pareto_chart(found: Found, rows: list[Row]) -> Chart:
    """Bars of money, apart by whether it was in our hands, with the part reached as a line."""
    shown = rows[:SHOWN]
    scale, unit = scale_for(max((row.group.revenue for row in shown), default=0))

    def bars(name: str, counts: Any) -> Chart:
        data = [
            {"value": round(row.group.revenue / scale, 2), "url": row.url} if counts(row.group) else "-"
            for row in shown
        ]  # fmt: skip
        return {"type": "bar", "stack": "all", "name": name, "data": data, "barMaxWidth": 48}

    known = [one for one in shown if one.group.reason not in (UNKNOWN, REST)]
    series = [bars(_("带走的金额"), lambda _group: True)]
    if found.by in ("reason", "kind") and known:
        series = [
            bars(_("可控"), lambda one: one.controllable),
            bars(_("不可控"), lambda one: not one.controllable and one.reason != UNKNOWN),
            bars(_("还没问到原因"), lambda one: one.reason == UNKNOWN),
        ]
    reached = [round(row.percent, 1) for row in shown]
    line = {"type": "line", "name": _("累计 %"), "yAxisIndex": 1, "data": reached}
    return {
        "tooltip": {"trigger": "axis"}, "legend": {"type": "scroll", "left": 64}, "grid": GRID,
        "series": [*series, line],
        "xAxis": {"type": "category", "data": [row.label for row in shown],
                  "axisLabel": {"interval": 0, "rotate": 30}},
        "yAxis": [{"type": "value", "name": unit},
                  {"type": "value", "max": 100, "splitLine": {"show": False},
                   "axisLabel": {"formatter": "{value}%"}}],
    }  # fmt: skip


def years_title(costs: tuple[Cost, ...]) -> str:
    told = {"n": len(costs), "money": money(round(sum(one.profit for one in costs)))}
    return _("一年里走掉的客户，%(n)s 年少赚 %(money)s（折成今天的钱）") % told


def fewer_title(fewer: list[Fewer], common: Value) -> str:
    """The most points of which the company's own customers say something, beside what is said of five in general."""
    known = [one for one in fewer if one.interval]
    if not known:
        return _("少走几个百分点，值多少")
    last = known[-1]
    low, high = last.interval or (0.0, 0.0)
    told = {
        "n": last.points, "low": f"{low:.1f}", "high": f"{high:.1f}", "range": common.text,
    }  # fmt: skip
    if last.points < COMMON_POINTS:
        return _("少走 %(n)s 个百分点，一位客户多赚 %(low)s%% 到 %(high)s%%") % told
    return _("少走 %(n)s 个百分点，一位客户多赚 %(low)s%% 到 %(high)s%%，文献里是 %(range)s") % told


def years_chart(rows: list[tuple[int, Cost, Fraction]]) -> Chart:
    """The profit missed in each year, and all together so far."""
    scale, unit = scale_for(max((round(sum_) for _n, _cost, sum_ in rows), default=0))
    each = [round(float(cost.profit) / scale, 2) for _n, cost, _sum in rows]
    whole = [round(float(sum_) / scale, 2) for _n, _cost, sum_ in rows]
    return {
        "tooltip": {"trigger": "axis"}, "legend": {}, "grid": GRID,
        "xAxis": {"type": "category", "data": [_("第 %(n)s 年") % {"n": n} for n, _cost, _sum in rows]},
        "yAxis": {"type": "value", "name": unit},
        "series": [
            {"type": "bar", "name": _("当年少赚"), "data": each, "barMaxWidth": 48},
            {"type": "line", "name": _("累计少赚"), "data": whole},
        ],
    }  # fmt: skip
