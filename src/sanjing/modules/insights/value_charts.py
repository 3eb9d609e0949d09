"""What the value map says and draws: the curve of the margin, and now against later."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from sanjing.foundation.charts import scale_for
from sanjing.kernel.money import plain_money
from sanjing.modules.insights.charts import GRID, Chart
from sanjing.modules.scores.models import CustomerScore, Rhythm
from sanjing.modules.scores.unevenness import FIFTH, Unevenness
from sanjing.modules.scores.valuing import Valued


@dataclass(frozen=True, slots=True)
class Cell:
    """One of the four corners of the map: `url` lists its customers; amounts in 分."""

    label: str
    url: str
    customers: int
    year_margin: int
    future: int


def curve_title(found: Unevenness) -> str:
    few = 100 * found.ratio
    told = {"few": f"{few:.0f}", "much": f"{100 - few:.0f}", "gini": f"{found.gini:.2f}"}
    return _("最好的 %(few)s%% 客户带来近一年毛利的 %(much)s%%（基尼系数 %(gini)s）") % told


def curve_rows(found: Unevenness) -> list[tuple[int, float]]:
    """(per cent of the customers, of the money they bring), every tenth."""
    return [(n, 100 * found.brought_by(n / 100)) for n in (1, 5, 10, 20, 30, 40, 50, 75, 100)]


def curve_chart(found: Unevenness, borrowed: float) -> Chart:
    """The curve, the line where all bring the same, and the point that others speak of."""
    points = [[round(100 * at, 2), round(100 * share, 2)] for at, share in found.points]
    axis = {"type": "value", "min": 0, "max": 100, "axisLabel": {"formatter": "{value}%"}}
    return {
        "tooltip": {"trigger": "item"}, "legend": {}, "grid": GRID,
        "xAxis": {**axis, "name": pgettext("复数", "客户"), "nameLocation": "middle", "nameGap": 28},
        "yAxis": {**axis, "name": _("毛利")},
        "series": [
            {"type": "line", "name": _("本公司"), "data": points, "showSymbol": False},
            {"type": "line", "name": _("人人一样多"), "data": [[0, 0], [100, 100]], "showSymbol": False,
             "lineStyle": {"type": "dashed"}},
            {"type": "scatter", "name": _("常说的"), "data": [[100 * FIFTH, borrowed]], "symbolSize": 12},
        ],
    }  # fmt: skip


def cells(found: Valued) -> list[Cell]:
    """The four corners, the best first."""
    labels = {
        (True, True): _("现在多、以后也多"), (False, True): _("现在少、以后多"),
        (True, False): _("现在多、以后少"), (False, False): _("现在少、以后也少"),
    }  # fmt: skip
    held = {(much, more): sums for much, more, *sums in found.cells}
    return [
        Cell(label, corner_url(found, *key), *held.get(key, (0, 0, 0)))
        for key, label in labels.items()
    ]


def corner_url(found: Valued, much: bool, more: bool, **further: str) -> str:
    sides = {True: "at_least", False: "below"}
    asked = {
        "year_sales__above": "0",
        f"year_margin__{sides[much]}": plain_money(found.now),
        f"future_value__{sides[more]}": plain_money(found.later),
        "sort": "-future_value",
    }
    return f"/customers/?{urlencode(asked | further)}"


def develop_url(found: Valued) -> str:
    return corner_url(found, False, True, rhythm=str(Rhythm.IN_RHYTHM))


def map_title(rows: list[Cell]) -> str:
    whole = sum(one.future for one in rows) or 1
    told: dict[str, Any] = {
        "n": f"{rows[0].customers:,}", "part": f"{100 * rows[0].future / whole:.0f}",
        "rising": f"{rows[1].customers:,}",
    }  # fmt: skip
    return (
        _("现在多、以后也多的 %(n)s 位占未来毛利的 %(part)s%%；%(rising)s 位现在少、以后多") % told
    )


def map_chart(scores: list[CustomerScore], found: Valued) -> Chart:
    """The largest customers by the margin of the last year and of the next three; the lines are the averages."""
    most = max((max(one.year_margin, one.future or 0) for one in scores), default=0)
    scale, unit = scale_for(most)
    data = [
        {"name": str(one.customer), "url": f"/customers/{one.pk}/",
         "value": [round(one.year_margin / scale, 2), round((one.future or 0) / scale, 2)]}
        for one in scores
    ]  # fmt: skip
    lines = [{"xAxis": round(found.now / scale, 2)}, {"yAxis": round(found.later / scale, 2)}]
    names = {"now": _("近一年毛利（%(unit)s）"), "later": _("未来三年毛利（%(unit)s）")}
    return {
        "tooltip": {"trigger": "item", "formatter": "{b}<br>{c}"}, "grid": {**GRID, "bottom": 24},
        "xAxis": {"type": "value", "name": names["now"] % {"unit": unit}, "nameLocation": "middle", "nameGap": 28},
        "yAxis": {"type": "value", "name": names["later"] % {"unit": unit}, "nameTextStyle": {"align": "left"}},
        "series": [{"type": "scatter", "data": data, "symbolSize": 8,
                    "markLine": {"silent": True, "symbol": "none", "data": lines, "label": {"show": False}}}],
    }  # fmt: skip
