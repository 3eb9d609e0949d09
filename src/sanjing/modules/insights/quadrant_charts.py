"""What the pages of quadrants say and draw."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from sanjing.foundation.charts import money
from sanjing.modules.insights.quadrants import Flow, Part
from sanjing.modules.scores.models import CustomerScore, Quadrant

COLOURS = {
    Quadrant.LARGE_LOYAL: "#2fb344",
    Quadrant.LARGE_DISLOYAL: "#d63939",
    Quadrant.SMALL_LOYAL: "#066fd1",
    Quadrant.SMALL_DISLOYAL: "#f59f00",
}
HUNDRED = 100


def title(parts: Sequence[Part]) -> str:
    """How much of the year's sales hangs on the large who are not loyal."""
    whole = sum(max(one.sales, 0) for one in parts)
    danger = next(one for one in parts if one.quadrant is Quadrant.LARGE_DISLOYAL)
    if not danger.customers or not whole:
        return _("没有大而不忠的客户")
    told = {"n": f"{danger.customers:,}", "money": money(danger.sales),
            "percent": round(100 * danger.sales / whole)}  # fmt: skip
    return _("%(n)s 位大而不忠，占近一年消费的 %(percent)s%%（%(money)s）") % told


def chart(scores: Sequence[CustomerScore], large_from: int, loyal_from: int) -> dict[str, Any]:
    """A point a customer: the year's sales (元, logarithmic) and loyalty, with both thresholds as lines."""
    lines = {
        "silent": True, "symbol": "none", "lineStyle": {"color": "#888", "type": "dashed"},
        "label": {"show": False},
        "data": [{"xAxis": large_from / HUNDRED}, {"yAxis": loyal_from}],
    }  # fmt: skip
    series = [
        {"type": "scatter", "name": str(key.label), "itemStyle": {"color": COLOURS[key], "opacity": 0.7},
         "symbolSize": 9, "data": [point(one) for one in scores if one.quadrant == key]}
        for key in Quadrant
    ]  # fmt: skip
    series[0]["markLine"] = lines
    return {
        "tooltip": {"trigger": "item"}, "legend": {"left": 0},
        "grid": {"left": 8, "right": 32, "top": 56, "bottom": 24, "containLabel": True},
        "xAxis": {"type": "log", "name": _("近一年消费（元）"), "nameLocation": "middle", "nameGap": 28},
        "yAxis": {"type": "value", "name": _("忠诚度 %"), "min": 0, "max": 100},
        "series": series,
    }  # fmt: skip


def point(score: CustomerScore) -> dict[str, Any]:
    return {
        "name": str(score.customer),
        "value": [score.year_sales / HUNDRED, score.loyalty],
        "url": f"/customers/{score.pk}/",
    }


def moved_title(flows: Sequence[Flow]) -> str:
    """How many moved, and how many of them became large and loyal or ceased to be."""
    if not flows:
        return _("没有客户换象限")
    best = Quadrant.LARGE_LOYAL
    told = {
        "n": f"{sum(one.customers for one in flows):,}",
        "came": f"{sum(one.customers for one in flows if one.now is best):,}",
        "left": f"{sum(one.customers for one in flows if one.was is best):,}",
    }
    return _("%(n)s 位换了象限：%(came)s 位变成大而忠，%(left)s 位不再是") % told
