"""What a run keeps of what fewer leaving would be worth by the company's own customers, and reading it back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from sanjing.analytics.enough import TooLittle
from sanjing.modules.losses.keeping import Known
from sanjing.modules.scores.queries import run_as_of

if TYPE_CHECKING:
    from sanjing.analytics.own_gain import Measured


def plain(found: Measured | TooLittle) -> dict[str, Any]:
    if isinstance(found, TooLittle):
        return {"too_little": [found.code, found.found, found.needed]}
    return {
        "customers": found.customers, "lost": found.lost, "margins": [str(one) for one in found.margins],
        "covariance": found.covariance,
    }  # fmt: skip


def read(kept: Mapping[str, Any]) -> Measured | TooLittle:
    if "too_little" in kept:
        return TooLittle(*kept["too_little"])
    from sanjing.analytics.own_gain import (
        Measured,
    )  # with it come frames, which no server starts with

    margins = tuple(Fraction(one) for one in kept["margins"])
    return Measured(kept["customers"], kept["lost"], margins, tuple(map(tuple, kept["covariance"])))


def keeping_on(day: date) -> Known | None:
    """What the last run up to a day measured; None before any, and of one that measured nothing of it."""
    run = run_as_of(day)
    kept = run.facts.get("keeping") if run else None
    return Known(run.as_of, read(kept)) if run and kept else None
