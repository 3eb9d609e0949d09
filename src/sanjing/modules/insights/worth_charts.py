"""What the owner's page says and draws of classes of customers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from sanjing.modules.insights.charts import GRID, Chart
from sanjing.modules.insights.worth import Worth
from sanjing.modules.scores import grouping
from sanjing.modules.scores.grouping import Sums
from sanjing.modules.scores.models import Quadrant, Rfm

CLASSES: dict[str, type[Quadrant] | type[Rfm]] = {"quadrant": Quadrant, "rfm": Rfm}
LOYAL = str(Quadrant.LARGE_LOYAL)


@dataclass(frozen=True, slots=True)
class Line:
    """A class: its customers and money now, their part of all in per cent, and that part on earlier days."""

    key: str
    label: str
    url: str
    sums: Sums
    share: float
    before: list[tuple[date, float]]


def lines(worth: Worth, name: str) -> list[Line]:
    """Every class there is, in the order of its meaning; none where nobody is in any."""
    now = grouping.by(worth.now, name)
    if not any(key for key in now):
        return []
    earlier = [(day, grouping.by(groups, name)) for day, groups in worth.earlier]
    return [
        Line(
            str(key), str(label), f"/customers/?{name}={key}&sort=-year_sales", now.get(key, Sums()),
            part(now, key), [(day, part(groups, key)) for day, groups in earlier],
        )
        for key, label in CLASSES[name].choices
    ]  # fmt: skip


def part(groups: dict[str, Sums], key: str) -> float:
    """How many of those who are in any class are in this one, in per cent."""
    placed = sum(one.customers for name, one in groups.items() if name)
    return 100 * groups[key].customers / placed if placed and key in groups else 0.0


def quadrants_title(rows: list[Line]) -> str:
    best = next(row for row in rows if row.key == LOYAL)
    sales = sum(row.sums.year_sales for row in rows) or 1
    told: dict[str, Any] = {
        "share": f"{best.share:.1f}", "sales": f"{100 * best.sums.year_sales / sales:.0f}"
    }  # fmt: skip
    if not best.before:
        return _("大而忠的占客户的 %(share)s%%，带来近一年消费的 %(sales)s%%") % told
    day, before = best.before[-1]
    told |= {"before": f"{before:.1f}", "day": f"{day:%Y-%m-%d}"}
    return (
        _("大而忠的占客户的 %(share)s%%（%(day)s 是 %(before)s%%），带来近一年消费的 %(sales)s%%")
        % told
    )


def quadrants_chart(rows: list[Line], as_of: date) -> Chart:
    """The part of each class, beside a month and a year ago."""
    days = [day for day, _share in rows[0].before]
    series = [
        (f"{day:%Y-%m-%d}", [round(row.before[n][1], 1) for row in rows])
        for n, day in reversed(list(enumerate(days)))
    ]
    now = [{"value": round(row.share, 1), "url": row.url} for row in rows]
    return {
        "tooltip": {"trigger": "axis"}, "legend": {}, "grid": GRID,
        "xAxis": {"type": "category", "data": [row.label for row in rows]},
        "yAxis": {"type": "value", "name": _("占客户 %")},
        "series": [
            {"type": "bar", "name": name, "data": data, "barMaxWidth": 40}
            for name, data in (*series, (f"{as_of:%Y-%m-%d}", now))
        ],
    }  # fmt: skip
