"""What the charts of cost and profit say and draw."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from sanjing.foundation.charts import money, scale_for
from sanjing.modules.insights.costs import NEVER, Group, Part
from sanjing.modules.scores.models import Quadrant
from sanjing.modules.scores.rates import TOUCHES
from sanjing.modules.scores.year_words import LABELS

Chart = dict[str, Any]
Facts = Mapping[str, Any]
PROSPECT, NEW, EXISTING = "prospect", "new", "existing"
"""As `analytics.balance` names them, which the web server does not load."""
GRID = {"left": 8, "right": 56, "top": 40, "bottom": 8, "containLabel": True}
LOSING = "/customers/?profit__below=0&year_sales__filled=&sort=profit"
GAPS = "/customers/?need_gap__above=0&sort=-need_gap"
DEAREST = "/customers/?cost_to_serve__above=0&sort=-cost_to_serve"


def kind_url(kind: str, since: date, until: date) -> str:
    """The list of what was counted; of deliveries and credit the customers it costs most for."""
    if kind in TOUCHES:
        asked = {"kind": kind} | between("happened_at", since, until)
        return "/activities/?" + urlencode(asked)
    if kind == "return":
        return "/returns/?" + urlencode(between("received_on", since, until))
    return DEAREST


def between(name: str, since: date, until: date) -> dict[str, str]:
    day = timedelta(1)
    return {f"{name}__after": f"{since - day}", f"{name}__before": f"{until + day}"}


def kinds_title(parts: Sequence[Part], whole: Group) -> str:
    told = {"money": money(whole.cost)}
    if not parts:
        return _("近一年没有记下服务成本")
    told |= {
        "what": str(LABELS[parts[0].kind]),
        "percent": f"{100 * parts[0].cost / whole.cost:.0f}",
    }
    return _("近一年服务成本 %(money)s，最多的是%(what)s，占 %(percent)s%%") % told


def kinds_chart(rows: Sequence[tuple[Part, str, str]]) -> Chart:
    scale, unit = scale_for(max((part.cost for part, *_rest in rows), default=0))
    back = rows[::-1]
    data = [{"value": round(part.cost / scale, 2), "url": url} for part, _label, url in back]
    return {
        "tooltip": {"trigger": "axis"}, "grid": GRID,
        "xAxis": {"type": "value", "name": unit},
        "yAxis": {"type": "category", "data": [label for _part, label, _url in back]},
        "series": [{"type": "bar", "name": _("服务成本"), "data": data, "barMaxWidth": 28}],
    }  # fmt: skip


def group_label(name: str) -> str:
    return {NEVER: _("还没买过的"), "": _("没有象限")}.get(name) or str(Quadrant(name).label)


def group_url(name: str) -> str:
    if name == NEVER:
        return "/customers/?cost_to_serve__above=0&year_sales__empty=&sort=-cost_to_serve"
    return f"/customers/?quadrant={name}&sort=profit" if name else "/customers/?quadrant__empty="


def share_title(sums: Mapping[str, int]) -> str:
    told = {
        "n": f"{sums['many']:,}", "gap": money(sums["gap_sum"]),
        "percent": f"{100 * (sums['need_sum'] - sums['gap_sum']) / sums['need_sum']:.0f}",
    }  # fmt: skip
    return _("知道需求的 %(n)s 位，%(percent)s%% 向我们买，还有 %(gap)s 在别家") % told


def whale_title(found: Facts) -> str:
    told = {
        "peak": money(found["peak"]), "percent": f"{100 * found['peak_at']:.0f}",
        "losers": f"{found['loss_makers']:,}", "destroyed": money(found["peak"] - found["total"]),
    }  # fmt: skip
    if not found["loss_makers"]:
        return _("没有亏钱的客户，一共赚 %(peak)s") % told
    return _("前 %(percent)s%% 的客户赚了 %(peak)s，%(losers)s 位又亏掉 %(destroyed)s") % told


def whale_chart(found: Facts) -> Chart:
    """Profit added up from the best customer to the worst, as a part of its peak."""
    points = [[round(100 * at, 1), round(100 * reached, 1)] for at, reached in found["points"]]
    return {
        "tooltip": {"trigger": "axis"}, "grid": GRID,
        "xAxis": {"type": "value", "max": 100, "name": _("客户 %")},
        "yAxis": {"type": "value", "name": "%"},
        "series": [{"type": "line", "name": _("累计利润"), "data": points, "showSymbol": False, "areaStyle": {}}],
    }  # fmt: skip


def whale_rows(found: Facts) -> list[tuple[float, float, int]]:
    """(part of the customers, part of the peak, 分) of every tenth."""
    return [
        (100 * at, 100 * reached, round(reached * found["peak"]))
        for at, reached in found["points"][::10]
    ]


def ages() -> list[tuple[str, str]]:
    return [(PROSPECT, _("还没买的")), (NEW, _("买了不到一年的")), (EXISTING, _("老客户"))]


def balance_title(found: Facts) -> str:
    sides = {age: side["money"] for age, side in found["sides"].items()}
    whole = sum(sides.values())
    if not whole:
        return _("近一年没有记下联系")
    told = {"percent": f"{100 * (sides[PROSPECT] + sides[NEW]) / whole:.0f}", "money": money(whole)}
    return _("联系客户花的 %(money)s，%(percent)s%% 用在拓新，其余养老客户") % told


def balance_rows(found: Facts) -> list[tuple[str, list[int]]]:
    """(month, 分 of each age), the oldest month first."""
    sums = {(row["month"], row["age"]): row["money"] for row in found["months"]}
    months = sorted({month for month, _age in sums})
    return [(month[:7], [sums.get((month, age), 0) for age, _label in ages()]) for month in months]


def balance_chart(rows: Sequence[tuple[str, list[int]]]) -> Chart:
    scale, unit = scale_for(max((sum(each) for _month, each in rows), default=0))
    return {
        "tooltip": {"trigger": "axis"}, "legend": {}, "grid": GRID,
        "xAxis": {"type": "category", "data": [month for month, _each in rows]},
        "yAxis": {"type": "value", "name": unit},
        "series": [
            {"type": "bar", "stack": "all", "name": label, "barMaxWidth": 40,
             "data": [round(each[place] / scale, 2) for _month, each in rows]}
            for place, (_age, label) in enumerate(ages())
        ],
    }  # fmt: skip
