"""Which model tells best what customers will buy, and what it tells of each.

Models are first put on trial on what was bought lately (`forecast`); one no better than "as before" is not used.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from sanjing.analytics.enough import TooLittle
from sanjing.analytics.estimators import gamma_gamma
from sanjing.analytics.estimators.fits import OwnMean, Spending
from sanjing.analytics.estimators.fitting import FitError, Floats
from sanjing.analytics.forecast import FEW_CUSTOMERS, MODELS, NAIVE, Trials, trials
from sanjing.analytics.value import lifetime_value

YEAR = 365
HORIZON = 3 * YEAR
HELD_BACK = 4
"""One in so many days of what was seen is held back for the trial, at most a year."""
TRIED = 50_000
STAYING = "nbd"
"""The model in which nobody ever leaves: it cannot tell who has."""
AFTER_REPEATS = "bg_nbd"
"""The model in which nobody leaves before the second purchase: of who bought once it says that they are still there,
whenever that was, which is no finding."""
UNSURE, UNSURE_OF_ONE = 4, 100
"""A value that may as well be so many times as high, of all customers together and of one, is not told."""
NAMES = ("alive", "coming", "future", "future_low", "future_high")


@dataclass(frozen=True, slots=True)
class Expected:
    """`columns` by the names of `NAMES`, in the order of the customers; empty ones with the reason in `missing`."""

    columns: dict[str, pl.Series]
    facts: dict[str, Any] = field(default_factory=dict)
    missing: TooLittle | str = ""


def expected(
    purchases: pl.DataFrame, customers: pl.DataFrame, *, as_of: date, discount: float
) -> Expected:
    """*Needs* purchases and a row a customer as `transactions` have them; `discount` a year. Values in 分 of sales."""
    if len(customers) < FEW_CUSTOMERS:
        return nothing(customers, TooLittle("few_customers", len(customers), FEW_CUSTOMERS))
    seen = int(customers["age"].max())  # type: ignore[arg-type]
    cut = as_of - timedelta(min(seen // HELD_BACK, YEAR))
    tried = trials(sample(purchases, customers), cut=cut, as_of=as_of)
    if isinstance(tried, TooLittle):
        return nothing(customers, replace(tried, code="few_before"))
    facts: dict[str, Any] = {"trial": told(tried), "cut": cut.isoformat()}
    x, t_x, T, m = (
        given.to_numpy().astype(float)
        for given in customers.select(
            "frequency", "recency", "age", pl.coalesce("mean_value", "total")
        )
    )
    for name in better_than_naive(tried):
        try:
            buying = MODELS[name](x, t_x, T)
        except FitError as refusal:
            facts[f"refused_{name}"] = refusal.code
            continue
        spending = spent(x, m, facts)
        daily = (1 + discount) ** (1 / YEAR) - 1
        worth = lifetime_value(buying, spending, x, t_x, T, m, time=HORIZON, discount=daily)
        if worth.total_high > UNSURE * worth.total_low:
            facts[f"refused_{name}"] = "unsure"
            continue
        told_of = worth.high <= UNSURE_OF_ONE * worth.low
        values = (
            np.where(tells_who_left(name, x), buying.probability_alive(x, t_x, T), np.nan),
            buying.expected_purchases(x, t_x, T, time=YEAR),
            *(np.where(told_of, part, np.nan) for part in (worth.value, worth.low, worth.high)),
        )  # fmt: skip
        facts |= {"model": name, "parameters": list(buying.parameters), "spending": list(spending.parameters),
                  "future": round(worth.total), "future_low": round(worth.total_low),
                  "future_high": round(worth.total_high)}  # fmt: skip
        return Expected({n: series(n, v) for n, v in zip(NAMES, values, strict=True)}, facts)
    return nothing(customers, "no_model", facts)


def tells_who_left(name: str, frequency: Floats) -> NDArray[np.bool_]:
    """Of whom a model can tell whether they are still there."""
    if name == STAYING:
        return np.zeros(frequency.size, dtype=bool)
    return frequency > 0 if name == AFTER_REPEATS else np.ones(frequency.size, dtype=bool)


def sample(purchases: pl.DataFrame, customers: pl.DataFrame, most: int = TRIED) -> pl.DataFrame:
    """The purchases of every n-th customer: more than `TRIED` make the trial slower and choose no better."""
    apart = -(-len(customers) // most)
    return purchases.join(
        customers.select("customer").gather_every(apart), on="customer", how="semi"
    )


def spent(x: Floats, m: Floats, facts: dict[str, Any]) -> Spending:
    """How much customers spend at a time: gamma-gamma, or where it says nothing, what each did."""
    again = x > 0
    try:
        found = gamma_gamma.fit(x[again], m[again])
        _there_is_one = found.population_mean
    except FitError as refusal:
        facts["refused_gamma_gamma"] = refusal.code
        return OwnMean()
    return found


def better_than_naive(tried: Trials) -> list[str]:
    """The models by how little they were off, the best first, as far as they beat the naive forecast."""
    naive = tried.models[NAIVE].square
    good = [one for one in tried.models.values() if one.model != NAIVE and one.square < naive]
    return [one.model for one in sorted(good, key=lambda one: one.square)]


def told(tried: Trials) -> dict[str, Any]:
    """What a trial is remembered by: by model what was expected, what came, and how far off single customers were."""
    models = {
        name: {"expected": one.expected, "bought": one.bought, "square": one.square, "absolute": one.absolute}
        for name, one in tried.models.items()
    }  # fmt: skip
    return {"customers": tried.customers, "models": models, "refused": dict(tried.refused)}


def nothing(
    customers: pl.DataFrame, why: TooLittle | str, facts: dict[str, Any] | None = None
) -> Expected:
    empty = {name: pl.Series(name, [None] * len(customers), pl.Float64) for name in NAMES}
    return Expected(empty, facts or {}, why)


def series(name: str, values: np.ndarray) -> pl.Series:
    return pl.Series(name, values).fill_nan(None)
