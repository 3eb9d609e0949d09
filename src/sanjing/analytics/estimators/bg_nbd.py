"""BG/NBD: how often customers buy while they stay, and whether they still do.

Fader, Hardie and Lee 2005, "Counting Your Customers" the Easy Way, Marketing Science 24(2). While a customer stays,
purchases follow a Poisson process whose rate differs between customers by a gamma distribution (`r`, `alpha`);
after every purchase the customer leaves with a chance that differs by a beta distribution (`a`, `b`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import betaln, digamma, expit, gammaln, hyp2f1

from sanjing.analytics.estimators.fits import Parametric, parameters_drawn
from sanjing.analytics.estimators.fitting import (
    Floats,
    Score,
    coded,
    columns,
    distinct_rows,
    dot,
    grouped,
    histories,
    maximise,
)

NAMES = ("r", "alpha", "a", "b")
NODES, WEIGHTS = np.polynomial.legendre.leggauss(24)
NEAR_ONE = 1e-4
HIGH = 700.0
"""Logarithms of odds above this are certain, and their exponential would be infinite."""


def fit(
    frequency: ArrayLike, recency: ArrayLike, age: ArrayLike, weights: ArrayLike | None = None
) -> BgNbd:
    """Fit to repeat purchases, time of the last and age, both counted from the first purchase, in one unit.

    `weights` says how many customers a row stands for. Raises `FitError` with a code: `bad_input`,
    `few_customers`, `no_repeats`, `few_repeats`, `ran_away`.
    """
    x, t_x, T, w = histories(frequency, recency, age, weights)
    scale = float(np.average(T, weights=w))
    start = np.log([0.5, 0.5 / float(np.average(x, weights=w)), 0.7, 2.0])
    best = maximise(likelihood, grouped(w, x, t_x / scale, T / scale), start, NAMES)
    r, alpha, a, b = best.parameters
    value = best.log_likelihood - dot(w, x) * float(np.log(scale))
    return BgNbd(r, alpha * scale, a, b, value, float(w.sum()), best.covariance)


def likelihood(w: Floats, x: Floats, t_x: Floats, T: Floats) -> Score:
    """Their equation (6) in logarithms, what depends on one column alone reckoned once a value of it."""
    (xs, at_x), (ts, at_t), (Ts, at_T) = coded(x), coded(t_x), coded(T)
    by_x = np.bincount(at_x, weights=w)
    all_w, before = w.sum(), np.maximum(xs, 1) - 1

    def score(logs: Floats) -> tuple[float, Floats]:
        r, alpha, a, b = np.exp(logs)
        log_T, log_t = np.log(alpha + Ts)[at_T], np.log(alpha + ts)[at_t]
        death = np.where(xs > 0, logs[2] - np.log(b + before), -np.inf)[at_x]
        odds = np.exp(np.minimum(death + (r + x) * (log_T - log_t), HIGH))
        gone = w * odds / (1 + odds)
        stay = w - gone
        shared = gammaln(r + xs) - gammaln(r) + betaln(a, b + xs) - betaln(a, b)
        value = by_x @ shared + all_w * r * logs[1] + dot(w, np.log1p(odds) - (r + x) * log_T)
        common = digamma(a + b) - digamma(a + b + xs)
        lost = stay * (1 / (alpha + Ts))[at_T] + gone * (1 / (alpha + ts))[at_t]
        gradient = np.array([
            by_x @ (digamma(r + xs) - digamma(r)) + all_w * logs[1] - dot(stay, log_T) - dot(gone, log_t),
            all_w * r / alpha - dot(r + x, lost),
            by_x @ common + gone.sum() / a,
            by_x @ (common + digamma(b + xs) - digamma(b)) - dot(gone, (1 / (b + before))[at_x]),
        ])  # fmt: skip
        return float(value), gradient * np.exp(logs)

    return score


@dataclass(frozen=True, slots=True)
class BgNbd(Parametric):
    """A fit, in the letters of the paper; `covariance` is that of the logarithms of the four parameters."""

    names: ClassVar = NAMES
    r: float
    alpha: float
    a: float
    b: float
    log_likelihood: float
    customers: float
    covariance: tuple[tuple[float, ...], ...]

    def probability_alive(self, frequency: ArrayLike, recency: ArrayLike, age: ArrayLike) -> Floats:
        """The chance that each is still a customer; 1 for who bought once, since one leaves only after a repeat."""
        x, t_x, T = columns(frequency=frequency, recency=recency, age=age)
        log_odds = np.log(self.a / (self.b + np.maximum(x, 1) - 1))
        log_odds = log_odds + (self.r + x) * np.log((self.alpha + T) / (self.alpha + t_x))
        return np.where(x > 0, expit(-log_odds), 1.0)

    def expected_purchases(
        self, frequency: ArrayLike, recency: ArrayLike, age: ArrayLike, *, time: float
    ) -> Floats:
        """Purchases expected of each in the coming `time`: their equation (10)."""
        x, t_x, T = columns(frequency=frequency, recency=recency, age=age)
        if abs(self.a - 1) < NEAR_ONE or abs(self.a + self.b - 1) < NEAR_ONE:
            return self.discounted_purchases(x, t_x, T, time=time)
        rest = self.a + self.b + x - 1
        z = time / (self.alpha + T + time)
        # Euler's transformation keeps the terms small; as printed they overflow for frequent buyers.
        curve = hyp2f1(self.a + self.b - 1 - self.r, self.a - 1, rest, z)
        gained = rest / (self.a - 1) * (1 - (1 - z) ** (self.a - 1) * curve)
        return gained * self.probability_alive(x, t_x, T)

    def discounted_purchases(
        self,
        frequency: ArrayLike,
        recency: ArrayLike,
        age: ArrayLike,
        *,
        time: float,
        discount: float = 0.0,
    ) -> Floats:
        """Purchases expected of each in the coming `time`, one that is a unit of time away worth 1 / (1 + discount).

        The expected rate at every moment ahead, summed by Gauss and Legendre's rule over the logarithm of time.
        """
        x, t_x, T = columns(frequency=frequency, recency=recency, age=age)
        first, index = distinct_rows(x, T)
        ahead = self.ahead(x[first], T[first], time=time, discount=discount)
        return ahead[index] * self.probability_alive(x, t_x, T)

    def ahead(
        self, frequency: ArrayLike, age: ArrayLike, *, time: float, discount: float = 0.0
    ) -> Floats:
        """The same for those of whom it is known that they are still customers."""
        x, T = columns(frequency=frequency, age=age)
        reach = np.log1p(time / (self.alpha + T)) / 2
        total = np.zeros_like(x)
        for node, weight in zip(NODES, WEIGHTS, strict=True):
            far = np.expm1(reach * (node + 1))
            curve = hyp2f1(
                self.a + self.b - 1 - self.r, self.a, self.a + self.b + x, far / (1 + far)
            )
            worth = np.exp(-np.log1p(discount) * far * (self.alpha + T))
            total += weight * (1 + far) ** (1 - self.a) * curve * worth
        return total * reach * (self.r + x)

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
        r, alpha, a, b = parameters_drawn(self, rng, draws)
        x = frequency
        odds = a / (b + max(x, 1) - 1) * ((alpha + age) / (alpha + recency)) ** (r + x)
        here = rng.random(draws) < (1 / (1 + odds) if x else np.ones(draws))
        wanted = rng.poisson(rng.gamma(r + x) / (alpha + age) * time)
        stays = rng.geometric(np.clip(rng.beta(a, b + x), 1e-12, 1.0))
        return np.where(here, np.minimum(wanted, stays), 0).astype(float)
