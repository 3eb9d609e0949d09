"""NBD: how often customers buy, where nobody is seen to leave.

Ehrenberg 1959, The Pattern of Consumer Purchases, Applied Statistics 8(1). It is BG/NBD and Pareto/NBD without the
leaving, and what is left of them when the time seen is too short to tell leaving from waiting.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import digamma, gammaln

from sanjing.analytics.estimators.fits import Parametric, parameters_drawn, shortened
from sanjing.analytics.estimators.fitting import (
    Floats,
    Score,
    coded,
    columns,
    dot,
    grouped,
    histories,
    maximise,
)

NAMES = ("r", "alpha")


def fit(
    frequency: ArrayLike, recency: ArrayLike, age: ArrayLike, weights: ArrayLike | None = None
) -> Nbd:
    """Fit to the same columns as `bg_nbd.fit`, with the same refusals; recency says nothing where nobody leaves."""
    x, _t_x, T, w = histories(frequency, recency, age, weights)
    scale = float(np.average(T, weights=w))
    start = np.log([0.5, 0.5 / float(np.average(x, weights=w))])
    best = maximise(likelihood, grouped(w, x, T / scale), start, NAMES)
    r, alpha = best.parameters
    value = best.log_likelihood - dot(w, x) * float(np.log(scale))
    return Nbd(r, alpha * scale, value, float(w.sum()), best.covariance)


def likelihood(w: Floats, x: Floats, T: Floats) -> Score:
    """Of the moments of all purchases, as in the other two models, so that the three can be compared."""
    xs, at_x = coded(x)
    by_x, all_w = np.bincount(at_x, weights=w), w.sum()

    def score(logs: Floats) -> tuple[float, Floats]:
        r, alpha = np.exp(logs)
        log_T = np.log(alpha + T)
        value = (
            by_x @ (gammaln(r + xs) - gammaln(r)) + all_w * r * logs[1] - dot(w * (r + x), log_T)
        )
        per_r = by_x @ (digamma(r + xs) - digamma(r)) + all_w * logs[1] - dot(w, log_T)
        per_alpha = all_w * r / alpha - dot(w, (r + x) / (alpha + T))
        return float(value), np.array([r * per_r, alpha * per_alpha])

    return score


@dataclass(frozen=True, slots=True)
class Nbd(Parametric):
    """A fit; `covariance` is that of the logarithms of the two parameters."""

    names: ClassVar = NAMES
    r: float
    alpha: float
    log_likelihood: float
    customers: float
    covariance: tuple[tuple[float, ...], ...]

    def probability_alive(self, frequency: ArrayLike, recency: ArrayLike, age: ArrayLike) -> Floats:
        """1 for everybody."""
        x, _t_x, _T = columns(frequency=frequency, recency=recency, age=age)
        return np.ones_like(x)

    def expected_purchases(
        self, frequency: ArrayLike, recency: ArrayLike, age: ArrayLike, *, time: float
    ) -> Floats:
        """Purchases expected of each in the coming `time`."""
        x, _t_x, T = columns(frequency=frequency, recency=recency, age=age)
        return self.ahead(x, T, time=time)

    def ahead(
        self, frequency: ArrayLike, age: ArrayLike, *, time: float, discount: float = 0.0
    ) -> Floats:
        """Discounted purchases in the coming `time`."""
        x, T = columns(frequency=frequency, age=age)
        return (self.r + x) / (self.alpha + T) * shortened(time, np.log1p(discount))

    def draw(
        self,
        rng: np.random.Generator,
        *,
        frequency: float,
        recency: float,
        age: float,
        time: float,
        draws: int,
    ) -> Floats:
        """Purchases of one customer in the coming `time`, drawn; the parameters as uncertain as they are."""
        r, alpha = parameters_drawn(self, rng, draws)
        return rng.poisson(rng.gamma(r + frequency) / (alpha + age) * time).astype(float)
