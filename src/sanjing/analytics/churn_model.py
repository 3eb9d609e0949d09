"""Who leaves of customers with contracts: the chance from what was known before, judged on what came after.

For customers without contracts nobody knows the day on which they left; see `lapse` and the models of buying.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import narwhals as nw
import numpy as np
import polars as pl
from narwhals.typing import IntoDataFrame

from sanjing.analytics.encoding import Encoder, encoded, learnt
from sanjing.analytics.enough import TooLittle
from sanjing.analytics.estimators import logistic
from sanjing.analytics.estimators.fitting import FitError, Floats
from sanjing.analytics.estimators.logistic import Logistic
from sanjing.analytics.judging import Judgement, judged
from sanjing.analytics.leaks import Suspect, suspects
from sanjing.analytics.schemas import DAY, FLAG, Table, checked, taken


class Leak(FitError):
    """Columns that look as if they had been filled after the outcome; `suspects` says which and why."""

    def __init__(self, found: Sequence[Suspect]) -> None:
        told = "; ".join(map(str, found))
        super().__init__("leak", f"not known beforehand, it seems: {told}", suspects=tuple(found))
        self.suspects = tuple(found)


@dataclass(frozen=True, slots=True)
class ChurnModel:
    """`columns` are those that say anything; a chance is told of any table that has them."""

    encoders: tuple[Encoder, ...]
    model: Logistic
    means: tuple[float, ...]
    """Of the encoded columns of the rows fitted."""

    @property
    def columns(self) -> list[str]:
        return [one.column for one in self.encoders]

    def probability(self, customers: IntoDataFrame) -> Floats:
        """The chance that each leaves within the time that the outcome was looked at for."""
        return self.model.probability(encoded(taken(customers, "customers"), self.encoders))

    def reasons(self, customers: IntoDataFrame) -> pl.DataFrame:
        """How much each column moves the logarithm of the odds of each customer, from that of the mean of those fitted.

        A row a customer, a column a column; above 0 it speaks for leaving. Correlated columns share a reason.
        """
        numbers = encoded(taken(customers, "customers"), self.encoders)
        moved = (numbers - np.array(self.means)) * np.array(self.model.weights)
        ends = np.cumsum([len(one.names) for one in self.encoders])[:-1]
        parts = np.split(moved, ends, axis=1)
        return pl.DataFrame(
            {name: part.sum(axis=1) for name, part in zip(self.columns, parts, strict=True)}
        )


def fit(
    customers: IntoDataFrame, columns: Sequence[str], *, outcome: str = "left",
    trusted: Collection[str] = frozenset(), penalty: float = 1.0,
) -> ChurnModel:  # fmt: skip
    """The chance of leaving from `columns` as they were known on the day a row speaks of.

    *Grain* a row a customer (and day). *Needs* the columns (numbers, texts of at most 50 values, yes or no; gaps are
    allowed) and `outcome`, whether the customer left within the time after that day. Raises `WrongTable`; `Leak` for
    columns that look as if they had been filled later, unless they are `trusted` because somebody knows they were
    not; `FitError` `few_happened` with fewer than 20 who left or stayed.
    """
    table, came = outcomes(customers, columns, outcome)
    logistic.enough(came.astype(float))
    if found := suspects(table, came, columns, trusted):
        raise Leak(found)
    return fitted(table, came, columns, penalty)


def outcomes(
    customers: IntoDataFrame, columns: Sequence[str], outcome: str
) -> tuple[Table, np.ndarray]:
    if outcome in columns:
        raise ValueError("the outcome cannot foretell itself")
    checked(customers, "customers", empty=frozenset(), **{outcome: FLAG})
    table = taken(customers, "customers")
    return table, table[outcome].to_numpy().astype(bool)


def fitted(table: Table, came: np.ndarray, columns: Sequence[str], penalty: float) -> ChurnModel:
    encoders = learnt(table, columns)
    numbers = encoded(table, encoders)
    means = tuple(numbers.mean(axis=0).tolist())
    return ChurnModel(encoders, logistic.fit(numbers, came, penalty=penalty), means)


@dataclass(frozen=True, slots=True)
class Trial:
    """Fitted to rows of which all was known on `cut`, and held to the rows after it."""

    model: ChurnModel
    cut: date
    fitted_to: int
    judgement: Judgement


def trial(
    customers: IntoDataFrame, columns: Sequence[str], *, when: str, cut: date, horizon: int,
    outcome: str = "left", trusted: Collection[str] = frozenset(), penalty: float = 1.0,
) -> Trial | TooLittle:  # fmt: skip
    """How good the chances are that would have been told on `cut`.

    *Needs* as `fit`, and `when`, the day each row speaks of; the outcome is known `horizon` days after it. Fitted are
    rows of which it was known on `cut`; judged are rows of later days than `cut`, beside telling everybody the part
    of those fitted that left. Random folds are not offered: they let a model learn from the future. Raises as `fit`.
    """
    checked(customers, "customers", empty=frozenset(), **{when: DAY})
    table = taken(customers, "customers")
    known = table.filter(nw.col(when) <= cut - timedelta(horizon))
    later = table.filter(nw.col(when) > cut)
    if not len(known) or not len(later):
        return TooLittle("few_customers", min(len(known), len(later)), logistic.FEW_EACH)
    model = fit(known.to_native(), columns, outcome=outcome, trusted=trusted, penalty=penalty)
    _table, came = outcomes(later.to_native(), columns, outcome)
    rate = model.model.happened / model.model.rows
    found = judged(model.probability(later.to_native()), came, rate=rate)
    return found if isinstance(found, TooLittle) else Trial(model, cut, len(known), found)
