"""What customers will still bring: expected purchases times expected spending, and how sure that is.

Two kinds of doubt are told apart. The *expectation* is uncertain because the parameters are estimated: `low` and
`high` of a `Worth` are its interval by the delta method on the logarithm, with both models independent, as they
assume. What *one* customer will do is far less certain than that: `possible` draws it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import ndtri

from sanjing.analytics.estimators.fits import Buying, Fit, Spending, parameters_drawn
from sanjing.analytics.estimators.fitting import Floats, columns, distinct_rows
from sanjing.analytics.estimators.gamma_gamma import GammaGamma

STEP = 1e-4


@dataclass(frozen=True, slots=True)
class Worth:
    """A value a customer with the interval of the expectation, and the same for all of them together."""

    value: Floats
    low: Floats
    high: Floats
    total: float
    total_low: float
    total_high: float
    level: float


def lifetime_value(
    buying: Buying, spending: Spending, frequency: ArrayLike, recency: ArrayLike, age: ArrayLike,
    mean_value: ArrayLike, *, time: float, discount: float, margin: float = 1.0, level: float = 0.95,
) -> Worth:  # fmt: skip
    """The worth today of what each is expected to buy in the coming `time`, in the unit of `mean_value`.

    `discount` is for one unit of the time that the purchases were fitted in; `margin` the part of revenue kept.
    The first purchase is not in it. Where `frequency` is 0 gamma-gamma does not look at the mean value.
    """
    m = np.nan_to_num(np.asarray(mean_value, dtype=float))
    x, t_x, T, m = columns(frequency=frequency, recency=recency, age=age, mean_value=m)
    first, index = distinct_rows(x, T)

    def bought(fit: Buying) -> Floats:
        ahead = fit.ahead(x[first], T[first], time=time, discount=discount)[index]
        return np.log(ahead * fit.probability_alive(x, t_x, T))

    def spent(fit: Spending) -> Floats:
        with np.errstate(divide="ignore"):
            return np.log(fit.expected_mean_value(x, m))

    value = margin * np.exp(bought(buying) + spent(spending))
    parts = [(slopes(bought, buying), np.array(buying.covariance))]
    if spending.parameters:
        parts.append((slopes(spent, spending), np.array(spending.covariance)))
    return framed(value, parts, level)


def slopes(function: Callable[[Any], Floats], fit: Fit) -> Floats:
    """How the function moves with the logarithm of each parameter: a row a parameter, a column a customer."""
    rows = []
    for by in STEP * np.eye(len(fit.parameters)):
        up, down = function(fit.moved(by)), function(fit.moved(-by))
        same = (
            up == down
        )  # Both may be minus infinity: nothing is expected whatever the parameters.
        rows.append(
            np.where(
                same, 0.0, np.subtract(up, down, where=~same, out=np.zeros_like(up)) / (2 * STEP)
            )
        )
    return np.array(rows)


def framed(value: Floats, parts: list[tuple[Floats, Floats]], level: float) -> Worth:
    width = float(ndtri((1 + level) / 2))
    each = sum(
        np.einsum("in,ij,jn->n", slope, spread, slope, optimize=True) for slope, spread in parts
    )
    whole = sum(float((slope @ value) @ spread @ (slope @ value)) for slope, spread in parts)
    far = np.exp(width * np.sqrt(each))
    total = float(value.sum())
    wide = float(np.exp(width * np.sqrt(whole) / total)) if total else 1.0
    return Worth(value, value / far, value * far, total, total / wide, total * wide, level)


@dataclass(frozen=True, slots=True)
class Possible:
    """What one customer may do: mean and interval of purchases and of their value, and the chance of none."""

    purchases: tuple[float, float, float]
    value: tuple[float, float, float]
    none: float


def possible(
    buying: Buying, spending: GammaGamma, *, frequency: float, recency: float, age: float, mean_value: float,
    time: float, margin: float = 1.0, level: float = 0.8, draws: int = 4000, seed: int = 0,
) -> Possible:  # fmt: skip
    """Draw the coming `time` of one customer: parameters from their estimate, then rate, leaving and amounts.

    Not discounted. The same seed gives the same figures.
    """
    rng = np.random.default_rng(seed)
    own = {"frequency": frequency, "recency": recency, "age": age}
    bought = buying.draw(rng, **own, time=time, draws=draws)
    p, q, gamma = parameters_drawn(spending, rng, draws)
    rate = rng.gamma(q + p * frequency) / (gamma + frequency * mean_value)
    value = margin * np.where(bought > 0, rng.gamma(p * np.maximum(bought, 1)) / rate, 0.0)
    none = float(np.mean(bought == 0))
    return Possible(middle_and_ends(bought, level), middle_and_ends(value, level), none)


def middle_and_ends(values: Floats, level: float) -> tuple[float, float, float]:
    low, high = np.quantile(values, [(1 - level) / 2, (1 + level) / 2])
    return float(np.mean(values)), float(low), float(high)
