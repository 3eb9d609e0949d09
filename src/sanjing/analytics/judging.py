"""How good chances are that were told before: do they tell who from who, and come as often as they say?"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from sanjing.analytics.enough import TooLittle

FEW = 20
TENTHS = 10


@dataclass(frozen=True, slots=True)
class Tenth:
    """So many of all, ordered by what was expected: the chance told of each, and the part it happened to."""

    customers: int
    expected: float
    happened: float


@dataclass(frozen=True, slots=True)
class Judgement:
    """`auc`: how often one it happened to was given the higher chance of two (0.5 is guessing); `auc_error` its
    standard error (Hanley and McNeil 1982, Radiology 143).

    `brier` is the mean squared error of the chances (Brier 1950), `naive` that of telling everybody the same chance.
    `tenths` are those of the calibration, the lowest chance first; `expected` ÷ `happened` of all is how much too much.
    """

    customers: int
    happened: int
    expected: float
    auc: float
    auc_error: float
    brier: float
    naive: float
    tenths: tuple[Tenth, ...]

    @property
    def bias(self) -> float:
        return self.expected / self.happened - 1

    @property
    def skill(self) -> float:
        """The part of the naive error that is gone; below 0 it is worse than telling everybody the same."""
        return 1 - self.brier / self.naive


def judged(
    expected: ArrayLike, happened: ArrayLike, *, rate: float | None = None
) -> Judgement | TooLittle:
    """Hold chances to what came. `rate` is the chance that the naive forecast tells, of before; else that of these."""
    chance, came = np.asarray(expected, dtype=float), np.asarray(happened, dtype=bool)
    if chance.shape != came.shape or np.any(~((chance >= 0) & (chance <= 1))):
        raise ValueError("a chance between 0 and 1 for each outcome")
    positives = int(came.sum())
    fewer = min(positives, came.size - positives)
    if fewer < FEW:
        return TooLittle("few_outcomes", fewer, FEW)
    area = auc(chance, came)
    same = positives / came.size if rate is None else rate
    brier, naive = float(np.mean((chance - came) ** 2)), float(np.mean((same - came) ** 2))
    error = area_error(area, positives, came.size - positives)
    return Judgement(
        came.size, positives, float(chance.sum()), area, error, brier, naive, tenths(chance, came)
    )


def auc(score: NDArray, came: NDArray) -> float:
    """The area under the receiver operating curve, ties half (Mann and Whitney 1947); 0.5 without both outcomes."""
    positives = int(came.sum())
    others = came.size - positives
    if not positives or not others:
        return 0.5
    _values, place, counts = np.unique(score, return_inverse=True, return_counts=True)
    middle = np.cumsum(counts) - (counts - 1) / 2
    ranks = float(middle[place][came].sum())
    return (ranks - positives * (positives + 1) / 2) / (positives * others)


def area_error(area: float, positives: int, others: int) -> float:
    one, two = area / (2 - area), 2 * area**2 / (1 + area)
    spread = area * (1 - area) + (positives - 1) * (one - area**2) + (others - 1) * (two - area**2)
    return float(np.sqrt(max(spread, 0.0) / (positives * others)))


def tenths(chance: NDArray, came: NDArray) -> tuple[Tenth, ...]:
    order = np.argsort(chance, kind="stable")
    parts = [part for part in np.array_split(order, TENTHS) if part.size]
    return tuple(
        Tenth(part.size, float(chance[part].mean()), float(came[part].mean())) for part in parts
    )
