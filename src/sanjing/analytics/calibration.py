"""Forecasts week by week: how many purchases a model expected in each week after a day, and how many there were.

The picture that Fader, Hardie and Lee (2005, figure 5) judge their model by, beside the naive forecast. A model may
be right about all weeks together and wrong about each: too much first and too little later.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np
import polars as pl
from narwhals.typing import IntoDataFrame

from sanjing.analytics.enough import TooLittle
from sanjing.analytics.estimators.fits import Buying
from sanjing.analytics.estimators.fitting import FitError, Floats, grouped
from sanjing.analytics.forecast import FEW_CUSTOMERS, MODELS, NAIVE
from sanjing.analytics.transactions import histories, purchase_days

WEEK = 7


@dataclass(frozen=True, slots=True)
class Weeks:
    """Purchases of all customers known at the cut, week by week after it, whole weeks only."""

    bought: tuple[int, ...]
    expected: Mapping[str, tuple[float, ...]]
    """By model, with `naive`."""
    refused: Mapping[str, str]

    def off(self, model: str) -> float:
        """How many purchases a week the model was off, in the mean."""
        return float(np.mean(np.abs(np.array(self.expected[model]) - self.bought)))

    def off_part(self, model: str) -> float | None:
        """The same as a part of the purchases of a mean week; None where nothing was bought."""
        mean = sum(self.bought) / len(self.bought)
        return self.off(model) / mean if mean else None


def weekly(
    rows: IntoDataFrame, *, cut: date, as_of: date, models: Collection[str] = tuple(MODELS)
) -> Weeks | TooLittle:
    """The models fitted to the rows up to `cut`, and the weeks from there that are over on `as_of`.

    *Grain* and *needs* as `transactions.histories`. Customers are those who had bought by `cut`.
    """
    weeks = (as_of - cut).days // WEEK
    if weeks < 1:
        return TooLittle("no_week", weeks)
    known = histories(rows, as_of=cut).table
    if len(known) < FEW_CUSTOMERS:
        return TooLittle("few_customers", len(known), FEW_CUSTOMERS)
    x, t_x, T = (known[name].to_numpy().astype(float) for name in ("frequency", "recency", "age"))
    naive = float((x / np.maximum(T, 1)).sum()) * WEEK
    told, refused = {NAIVE: (naive,) * weeks}, {}
    counted = grouped(np.ones_like(x), x, t_x, T)
    for name in models:
        try:
            told[name] = expected(MODELS[name](x, t_x, T), counted, weeks)
        except FitError as refusal:
            refused[name] = refusal.code
    return Weeks(came(rows, known["customer"], cut, as_of, weeks), told, refused)


def expected(fit: Buying, counted: tuple[Floats, ...], weeks: int) -> tuple[float, ...]:
    w, *history = counted
    reached = [
        float(w @ fit.expected_purchases(*history, time=float(WEEK * n)))
        for n in range(1, weeks + 1)
    ]
    return tuple(np.diff(reached, prepend=0.0).tolist())


def came(
    rows: IntoDataFrame, known: pl.Series, cut: date, as_of: date, weeks: int
) -> tuple[int, ...]:
    """Days of purchase of those known, in each week."""
    days = purchase_days(rows, as_of=as_of)
    after = ((pl.col("on") - cut).dt.total_days() - 1) // WEEK
    later = days.filter(pl.col("on") > cut, pl.col("customer").is_in(known.implode()))
    counts = np.bincount(later.select(after).to_series().to_numpy(), minlength=weeks)
    return tuple(counts[:weeks].tolist())
