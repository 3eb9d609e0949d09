"""Every set of purchases of the shared data, with the day up to which it is seen and that until which it is judged."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cache

import polars as pl

from sanjing.analytics.calibration import Weeks, weekly
from sanjing.analytics.forecast import MOST, NAIVE, Trials, trials
from sanjing.analytics.tests import real

NAMES = {"naive": "as before", "bg_nbd": "BG/NBD", "pareto_nbd": "Pareto/NBD", "nbd": "NBD"}


@dataclass(frozen=True)
class Firm:
    rows: Callable[[], pl.DataFrame]
    cut: date
    as_of: date


FIRMS = {
    "cdnow": Firm(real.purchases, date(1997, 9, 30), date(1998, 6, 30)),
    "retail": Firm(real.retail_rows, date(2011, 1, 31), date(2011, 2, 28)),
    "northwind": Firm(real.northwind, date(1997, 9, 30), date(1998, 4, 30)),
    "maven": Firm(real.maven, date(2017, 9, 30), date(2017, 12, 31)),
    "chinook": Firm(real.chinook, date(2023, 12, 31), date(2025, 12, 22)),
}


@cache
def tried(name: str) -> Trials:
    firm = FIRMS[name]
    found = trials(firm.rows(), cut=firm.cut, as_of=firm.as_of)
    assert isinstance(found, Trials)
    return found


@cache
def weeks(name: str) -> Weeks:
    firm = FIRMS[name]
    found = weekly(firm.rows(), cut=firm.cut, as_of=firm.as_of)
    assert isinstance(found, Weeks)
    return found


def models(name: str) -> list[str]:
    """A line a model, as the page tells it."""
    found, by_week = tried(name), weeks(name)
    told = [
        f"| {NAMES[key]} | {one.expected:.0f} | {one.bias:+.1%} | {one.square:.3f} | {one.absolute:.3f} "
        f"| {by_week.off(key):.1f} ({by_week.off_part(key):.0%}) |"
        for key, one in found.models.items()
    ]
    return told + [
        f"| {NAMES[key]} | refused: `{code}` | | | | |" for key, code in found.refused.items()
    ]


def groups(name: str) -> list[str]:
    """A line for each number of repeats: naive, expected and bought of each customer."""
    found = tried(name)
    best, naive = found.models[found.best], found.models[NAIVE]
    return [
        f"| {repeats}{'+' * (repeats == MOST)} | {size} | {before[2]:.2f} | {expected:.2f} | {bought:.2f} |"
        for before, (repeats, size, expected, bought) in zip(
            naive.by_frequency, best.by_frequency, strict=True
        )
    ]
