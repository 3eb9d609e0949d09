"""Pareto/NBD: as BG/NBD, but a customer may leave at any moment, also before a second purchase.

Schmittlein, Morrison and Colombo 1987, Counting Your Customers, Management Science 33(1); as written by Fader and
Hardie 2005, A Note on Deriving the Pareto/NBD Model. Rates of buying follow a gamma distribution (`r`, `alpha`),
rates of leaving another one (`s`, `beta`).

Their likelihood holds the integral over the moment of leaving between the last purchase and now. It is summed by
Gauss and Legendre's rule instead of as a difference of two hypergeometric functions, which cancel each other out.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import digamma, expit, gammaln, logsumexp

from sanjing.analytics.estimators.fits import Parametric, parameters_drawn
from sanjing.analytics.estimators.fitting import (
    Floats,
    Score,
    columns,
    dot,
    grouped,
    histories,
    maximise,
)

NAMES = ("r", "alpha", "s", "beta")
NODES, WEIGHTS = np.polynomial.legendre.leggauss(32)
DEEP = 40.0
"""Where the chance has fallen by this in logarithms, the rest of the integral is left out."""


def fit(
    frequency: ArrayLike, recency: ArrayLike, age: ArrayLike, weights: ArrayLike | None = None
) -> ParetoNbd:
    """Fit to the same columns as `bg_nbd.fit`, with the same refusals."""
    x, t_x, T, w = histories(frequency, recency, age, weights)
    scale = float(np.average(T, weights=w))
    start = np.log([0.5, 0.5 / float(np.average(x, weights=w)), 0.5, 0.5])
    best = maximise(likelihood, grouped(w, x, t_x / scale, T / scale), start, NAMES)
    r, alpha, s, beta = best.parameters
    value = best.log_likelihood - dot(w, x) * float(np.log(scale))
    return ParetoNbd(r, alpha * scale, s, beta * scale, value, float(w.sum()), best.covariance)


def moments(x: Floats, t_x: Floats, T: Floats, r: float, alpha: float) -> tuple[Floats, Floats]:
    """Moments of leaving between the last purchase and now, a column a node, and the logarithms of their weights."""
    low = np.log(alpha + t_x)
    reach = np.minimum(np.log(alpha + T) - low, DEEP / (r + x)) / 2
    at = np.exp(low[:, None] + reach[:, None] * (NODES + 1))
    with np.errstate(divide="ignore"):
        weights = np.log(reach)[:, None] + np.log(WEIGHTS) + np.log(at)
    return at - alpha, weights


def likelihood(w: Floats, x: Floats, t_x: Floats, T: Floats) -> Score:
    """Their equation (18) in logarithms."""

    def score(logs: Floats) -> tuple[float, Floats]:
        r, alpha, s, beta = np.exp(logs)
        y, weights = moments(x, t_x, T, r, alpha)
        log_a, log_b = np.log(alpha + y), np.log(beta + y)
        left = logs[2] + weights - (r + x)[:, None] * log_a - (s + 1) * log_b
        log_A, log_B = np.log(alpha + T), np.log(beta + T)
        stay = -(r + x) * log_A - s * log_B
        both = np.logaddexp(stay, logsumexp(left, axis=1))
        alive = w * np.exp(stay - both)
        gone = w[:, None] * np.exp(left - both[:, None])
        value = w @ (gammaln(r + x) - gammaln(r) + both) + w.sum() * (r * logs[1] + s * logs[3])
        gradient = np.array([
            w @ (digamma(r + x) - digamma(r)) + w.sum() * logs[1] - alive @ log_A - (gone * log_a).sum(),
            w.sum() * r / alpha - (r + x) @ (alive / (alpha + T) + (gone / (alpha + y)).sum(axis=1)),
            w.sum() * logs[3] - alive @ log_B + (gone * (1 / s - log_b)).sum(),
            w.sum() * s / beta - alive @ (s / (beta + T)) - (s + 1) * (gone / (beta + y)).sum(),
        ])  # fmt: skip
        return float(value), gradient * np.exp(logs)

    return score


@dataclass(frozen=True, slots=True)
class ParetoNbd(Parametric):
    """A fit, in the letters of the paper; `covariance` is that of the logarithms of the four parameters."""

    names: ClassVar = NAMES
    r: float
    alpha: float
    s: float
    beta: float
    log_likelihood: float
    customers: float
    covariance: tuple[tuple[float, ...], ...]

    def probability_alive(self, frequency: ArrayLike, recency: ArrayLike, age: ArrayLike) -> Floats:
        """The chance that each is still a customer."""
        x, t_x, T = columns(frequency=frequency, recency=recency, age=age)
        y, weights = moments(x, t_x, T, self.r, self.alpha)
        left = weights - (self.r + x)[:, None] * np.log(self.alpha + y)
        left = logsumexp(left - (self.s + 1) * np.log(self.beta + y), axis=1) + np.log(self.s)
        stay = -(self.r + x) * np.log(self.alpha + T) - self.s * np.log(self.beta + T)
        return expit(stay - left)

    def expected_purchases(
        self, frequency: ArrayLike, recency: ArrayLike, age: ArrayLike, *, time: float
    ) -> Floats:
        """Purchases expected of each in the coming `time`."""
        x, t_x, T = columns(frequency=frequency, recency=recency, age=age)
        return self.ahead(x, T, time=time) * self.probability_alive(x, t_x, T)

    def ahead(
        self, frequency: ArrayLike, age: ArrayLike, *, time: float, discount: float = 0.0
    ) -> Floats:
        """Discounted purchases in the coming `time` of those of whom it is known that they are still customers."""
        x, T = columns(frequency=frequency, age=age)
        reach = np.log1p(time / (self.beta + T))[:, None] / 2
        far = np.expm1(reach * (NODES + 1)) * (self.beta + T)[:, None]
        # The rate of leaving is spread so that a part (1 + far / (beta + T)) ** -s stays; the rest is the width.
        stays = np.exp((1 - self.s) * reach * (NODES + 1) - np.log1p(discount) * far)
        return (self.r + x) / (self.alpha + T) * (self.beta + T) * reach[:, 0] * (stays @ WEIGHTS)

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
        r, alpha, s, beta = parameters_drawn(self, rng, draws)
        x, (here,) = frequency, self.probability_alive([frequency], [recency], [age])
        leaves = rng.exponential((beta + age) / np.maximum(rng.gamma(s), 1e-300))
        bought = rng.poisson(rng.gamma(r + x) / (alpha + age) * np.minimum(leaves, time))
        return np.where(rng.random(draws) < here, bought, 0).astype(float)
