"""Models on trial: fitted to what was known on one day, and held to what was bought after it.

Beside them the naive forecast, that everybody goes on as before. A model that does not beat it is not used.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

import numpy as np
import polars as pl
from narwhals.typing import IntoDataFrame

from sanjing.analytics.enough import TooLittle
from sanjing.analytics.estimators import bg_nbd, nbd, pareto_nbd
from sanjing.analytics.estimators.fits import Buying
from sanjing.analytics.estimators.fitting import FitError, Floats
from sanjing.analytics.transactions import histories, purchase_days

MODELS: Mapping[str, Callable[..., Buying]] = MappingProxyType(
    {"bg_nbd": bg_nbd.fit, "pareto_nbd": pareto_nbd.fit, "nbd": nbd.fit}
)
NAIVE = "naive"
MOST = 7
"""Customers with so many repeats or more are shown together."""
FEW_CUSTOMERS = 50


@dataclass(frozen=True, slots=True)
class Trial:
    """What a model expected of all customers together, and how far off it was, customer by customer.

    `square` is the root of the mean squared error, by which models are chosen, since an expectation is what makes it
    smallest; `absolute` the mean absolute error, which rewards calling few purchases none. `by_frequency` has a row a
    number of repeats until the cut: repeats, customers, expected of each and bought by each.
    """

    model: str
    bought: int
    expected: float
    square: float
    absolute: float
    by_frequency: tuple[tuple[int, int, float, float], ...]

    @property
    def bias(self) -> float | None:
        """How much more was expected than bought, as a part of what was bought; None where nothing was."""
        return self.expected / self.bought - 1 if self.bought else None


@dataclass(frozen=True, slots=True)
class Trials:
    """How each model did, by name, with `naive`; `refused` has the code of the `FitError` of those that did not fit."""

    customers: int
    models: Mapping[str, Trial]
    refused: Mapping[str, str]

    @property
    def best(self) -> str:
        """The name of what was the least off; `naive` where no model did better."""
        return min(self.models.values(), key=lambda one: (one.square, one.model != NAIVE)).model


def trials(rows: IntoDataFrame, *, cut: date, as_of: date) -> Trials | TooLittle:
    """Every model fitted to the rows up to `cut` and held to the purchases until `as_of`, by name, with `naive`.

    *Grain* and *needs* as `transactions.histories`. Customers are those who had bought by `cut`.
    """
    known = histories(rows, as_of=cut).table
    if len(known) < FEW_CUSTOMERS:
        return TooLittle("few_customers", len(known), FEW_CUSTOMERS)
    later = (
        purchase_days(rows, as_of=as_of)
        .filter(pl.col("on") > cut)
        .group_by("customer")
        .len("bought")
    )
    joined = known.join(later, on="customer", how="left").with_columns(
        pl.col("bought").fill_null(0)
    )
    x, t_x, T, bought = (
        joined[name].to_numpy().astype(float) for name in ("frequency", "recency", "age", "bought")
    )
    time = float((as_of - cut).days)
    told, refused = {NAIVE: judged(NAIVE, x, bought, x / np.maximum(T, 1) * time)}, {}
    for name, fit in MODELS.items():
        try:
            told[name] = judged(
                name, x, bought, fit(x, t_x, T).expected_purchases(x, t_x, T, time=time)
            )
        except FitError as refusal:
            refused[name] = refusal.code
    return Trials(x.size, told, refused)


def judged(model: str, x: Floats, bought: Floats, expected: Floats) -> Trial:
    groups, off = np.minimum(x, MOST), expected - bought
    held = [(int(n), groups == n) for n in np.unique(groups)]
    rows = tuple(
        (n, int(own.sum()), float(expected[own].mean()), float(bought[own].mean()))
        for n, own in held
    )
    square, absolute = float(np.sqrt(np.mean(off**2))), float(np.abs(off).mean())
    return Trial(model, int(bought.sum()), float(expected.sum()), square, absolute, rows)
