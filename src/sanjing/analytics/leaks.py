"""Columns that were filled after the outcome: they tell it, and so a model looks good that can foretell nothing.

A call that went on for minutes because the customer was buying, a reason of leaving, a last bill. Nothing in a table
says so, but it shows: the column is filled for one outcome only, tells the outcome nearly alone, or tells more than
all other columns together.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import narwhals as nw
import numpy as np
from numpy.typing import NDArray

from sanjing.analytics.encoding import encoded, learnt
from sanjing.analytics.estimators import logistic
from sanjing.analytics.judging import auc
from sanjing.analytics.schemas import Table

CERTAIN = 0.95
STRONG = 0.75
"""A weaker column is not asked whether it is better than all others."""
EXPECTED = 5
"""With fewer filled rows to be expected of an outcome, that there are none may be chance."""


@dataclass(frozen=True, slots=True)
class Suspect:
    """`code`: `one_outcome`, `tells_all`, `better_than_all`; `alone` and `others` are areas under the curve."""

    column: str
    code: str
    alone: float
    others: float | None = None

    def __str__(self) -> str:
        return {
            "one_outcome": f"{self.column} is filled for one outcome only",
            "tells_all": f"{self.column} alone tells nearly all (AUC {self.alone:.2f})",
            "better_than_all": f"{self.column} alone (AUC {self.alone:.2f}) tells more than all others "
            f"together (AUC {self.others or 0:.2f})",
        }[self.code]


def suspects(
    table: Table, came: NDArray, columns: Sequence[str], trusted: Collection[str] = frozenset()
) -> list[Suspect]:
    """The columns that look as if they had been filled after the outcome, but for those trusted, in the order given."""
    found = [suspect(table, came, one, columns) for one in columns if one not in trusted]
    return [one for one in found if one is not None]


def suspect(table: Table, came: NDArray, column: str, columns: Sequence[str]) -> Suspect | None:
    alone = fitted_area(table, came, [column])
    if filled_for_one(table, came, column):
        return Suspect(column, "one_outcome", alone)
    if alone >= CERTAIN:
        return Suspect(column, "tells_all", alone)
    rest = [name for name in columns if name != column]
    if alone < STRONG or not rest:
        return None
    others = fitted_area(table, came, rest)
    return Suspect(column, "better_than_all", alone, others) if alone > others else None


def fitted_area(table: Table, came: NDArray, columns: Sequence[str]) -> float:
    numbers = encoded(table, learnt(table, columns))
    if not numbers.shape[1]:
        return 0.5
    return auc(logistic.fit(numbers, came).probability(numbers), came)


def filled_for_one(table: Table, came: NDArray, column: str) -> bool:
    """Whether the column has values for one outcome, and none for the other that should have some by chance."""
    given = table[column]
    filled = ~given.is_null().to_numpy()
    if given.dtype.is_float():
        filled &= np.isfinite(given.fill_null(0.0).to_numpy())
    elif given.dtype == nw.String:
        filled &= (given.fill_null("").str.strip_chars() != "").to_numpy()
    share = filled.mean()
    groups = [filled[came], filled[~came]]
    return any(not one.any() and share * one.size >= EXPECTED for one in groups)
