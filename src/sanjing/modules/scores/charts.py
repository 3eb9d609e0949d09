"""What the page of runs draws: weeks that were held back, as they were expected and as they came."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

from django.utils.translation import gettext as _

from sanjing.modules.scores.models import ScoreRun
from sanjing.modules.scores.words import MODELS

NAIVE = "naive"


@dataclass(frozen=True, slots=True)
class Calibration:
    """`rows` are (number of the week, bought until its end, expected by the model, as before)."""

    title: str
    option: dict[str, Any]
    model: str
    rows: list[tuple[int, float, float, float]]


def calibration(run: ScoreRun) -> Calibration | None:
    """None of a run without a model. Weeks are added up: many firms sell on the same days of each month."""
    kept = run.facts.get("calibration")
    if not kept:
        return None
    name = next(one for one in kept["expected"] if one != NAIVE)
    model = str(MODELS[name])
    lines = [
        list(accumulate(one))
        for one in (kept["bought"], kept["expected"][name], kept["expected"][NAIVE])
    ]
    rows = [(n, *row) for n, row in enumerate(zip(*lines, strict=True), 1)]
    return Calibration(title(model, *lines), chart(model, *lines), model, rows)


def title(
    model: str, bought: Sequence[float], told: Sequence[float], before: Sequence[float]
) -> str:
    if not bought[-1]:
        return _("留出来的那几周没有人买")
    off, naive = (f"{100 * away(one, bought):.1f}" for one in (told, before))
    words = {"n": len(bought), "model": model, "off": off, "before": naive}
    return _("%(n)s 周累计，%(model)s 一路上平均差 %(off)s%%，照旧差 %(before)s%%") % words


def away(told: Sequence[float], bought: Sequence[float]) -> float:
    """How far the line of what was told lay from what came, in the mean, as a part of all that came."""
    gaps = [abs(one - came) for one, came in zip(told, bought, strict=True)]
    return sum(gaps) / len(gaps) / bought[-1]


def chart(
    model: str, bought: Sequence[float], told: Sequence[float], before: Sequence[float]
) -> dict[str, Any]:
    """A line each of what came, what the model expected, and what going on as before would have been."""

    def line(label: str, data: Sequence[float], **style: Any) -> dict[str, Any]:
        rounded = [round(one, 1) for one in data]
        return {"type": "line", "name": label, "data": rounded, "showSymbol": False, **style}

    weeks = [str(n) for n in range(1, len(bought) + 1)]
    return {
        "tooltip": {"trigger": "axis"}, "legend": {"type": "scroll"},
        "grid": {"left": 8, "right": 24, "top": 40, "bottom": 24, "containLabel": True},
        "xAxis": {"type": "category", "data": weeks, "name": _("第几周"), "nameLocation": "middle", "nameGap": 28},
        "yAxis": {"type": "value", "min": 0},
        "series": [
            line(_("实际购买"), bought, areaStyle={"opacity": 0.15}), line(model, told),
            line(_("照旧"), before, lineStyle={"type": "dashed"}),
        ],
    }  # fmt: skip
