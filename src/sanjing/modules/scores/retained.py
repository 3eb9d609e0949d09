"""What a run keeps of how long customers stay, read back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from sanjing.foundation.assumptions.declaring import Own
from sanjing.modules.scores.queries import last_run

QUARTER = 3
SHOWN = 12
GONE = 365
"""After so many days without a purchase a customer counts as lost."""
TENTH = Decimal("0.1")


@dataclass(frozen=True, slots=True)
class Curve:
    """The part left, with its interval, at the end of each month; none of too few who left.

    `half`, in years, and where the interval crosses a half: each None while more than half stay.
    """

    points: list[tuple[float, float, float]]
    half: tuple[float | None, float | None, float | None]
    customers: int
    lost: int


@dataclass(frozen=True, slots=True)
class Retained:
    """`cohorts` are (first day of a quarter, its new customers, how many bought in it and each quarter after).

    `silent` counts as lost who bought nothing for a year, `recorded` of whom a departure was written down. `groups` are
    (grade, kind or industry, key, customers, lost, half) by silence.
    """

    cohorts: list[tuple[date, int, list[int]]]
    silent: Curve
    recorded: Curve
    groups: list[tuple[str, str, int, int, float | None]]


def retained(facts: Mapping[str, Any]) -> Retained | None:
    """None of a run that told nothing of it."""
    kept = facts.get("retention")
    if not kept:
        return None
    rows = [(date.fromisoformat(day), size, active) for day, size, active in kept["cohorts"]]
    groups = [tuple(row) for row in kept.get("groups", [])]
    return Retained(rows, curve(kept), curve(kept.get("recorded", {})), groups)


def curve(kept: Mapping[str, Any]) -> Curve:
    points = [(left, low, high) for left, low, high in kept.get("curve", [])]
    half = tuple(kept.get("half", (None,) * 3))
    return Curve(points, half, kept.get("customers", 0), kept.get("lost", 0))


def half_life(on: date) -> Own | None:
    """In how many years half of the company's customers leave, for the register of numbers."""
    run = last_run()
    found = retained(run.facts) if run and run.as_of <= on else None
    if run is None or found is None or found.silent.half[0] is None:
        return None
    told = _("%(day)s：%(n)s 位买过的客户，%(lost)s 位已经一年没买")
    words = {
        "day": f"{run.as_of:%Y-%m-%d}",
        "n": f"{found.silent.customers:,}",
        "lost": f"{found.silent.lost:,}",
    }
    return Own(Decimal(found.silent.half[0]).quantize(TENTH), told % words)
