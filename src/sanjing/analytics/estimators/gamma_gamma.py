"""Gamma-gamma: what a customer spends at a time, from the few times seen and from what all the others spend.

Fader and Hardie 2013, The Gamma-Gamma Model of Monetary Value. Amounts of one customer follow a gamma distribution
of shape `p`, whose rate differs between customers by a gamma distribution (`q`, `gamma`). How much somebody spends
is taken to be independent of how often.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import digamma, gammaln

from sanjing.analytics.estimators.fits import Parametric
from sanjing.analytics.estimators.fitting import (
    FEW_REPEATS,
    FitError,
    Floats,
    NotEnough,
    Score,
    coded,
    columns,
    counts,
    demand,
    dot,
    maximise,
)

NAMES = ("p", "q", "gamma")


def fit(
    frequency: ArrayLike, mean_value: ArrayLike, weights: ArrayLike | None = None
) -> GammaGamma:
    """Fit to the number of repeat purchases and their mean value; who bought once is left out.

    Raises `FitError` with a code: `bad_input`, `few_repeats`, `zero_amounts` (every mean must be above 0),
    `all_alike`, `ran_away`.
    """
    x, m = columns(frequency=frequency, mean_value=mean_value)
    w = counts(weights, x)
    demand((x >= 0) & (x == np.floor(x)), "frequency", "a whole number, at least 0")
    kept = (x > 0) & (w > 0)
    x, m, w = x[kept], m[kept], w[kept]
    fit_to_judge(m, w)
    scale = float(np.average(m, weights=w))
    best = maximise(likelihood, (w, x, m / scale), np.log([2.0, 3.0, 2.0]), NAMES)
    p, q, gamma = best.parameters
    level = float(w.sum()) * np.log(scale)
    return GammaGamma(
        p, q, gamma * scale, float(best.log_likelihood - level), float(w.sum()), best.covariance
    )


def fit_to_judge(m: Floats, w: Floats) -> None:
    """Refuse what says nothing about spending: too few buyers, amounts of nothing, one amount for all."""
    buyers = float(w.sum())
    if buyers < FEW_REPEATS:
        text = f"{buyers:g} customers bought again; at least {FEW_REPEATS} are needed"
        raise NotEnough("few_repeats", text, repeated=buyers, needed=FEW_REPEATS)
    without = float(w[m <= 0].sum())
    if without:
        text = f"{without:g} of {buyers:g} customers who bought again have no positive mean value"
        raise NotEnough("zero_amounts", text, repeated=buyers, without=without)
    if np.ptp(m) <= 1e-9 * m.max():
        raise NotEnough("all_alike", "everybody spends the same", repeated=buyers)


def likelihood(w: Floats, x: Floats, m: Floats) -> Score:
    """Their equation (1a) in logarithms."""
    xs, at_x = coded(x)
    by_x, all_w = np.bincount(at_x, weights=w), w.sum()
    spent, often = x * m, w * x
    fixed = dot(w, x * np.log(spent)), dot(w, np.log(m))

    def score(logs: Floats) -> tuple[float, Floats]:
        p, q, gamma = np.exp(logs)
        log_all = np.log(gamma + spent)
        seen = dot(w, log_all)
        weighed = dot(often, log_all)
        value = by_x @ (gammaln(p * xs + q) - gammaln(p * xs) - gammaln(q))
        value += all_w * q * logs[2] + p * fixed[0] - fixed[1] - p * weighed - q * seen
        both = digamma(p * xs + q)
        per_p = by_x @ (xs * (both - digamma(p * xs))) + fixed[0] - weighed
        per_q = by_x @ (both - digamma(q)) + all_w * logs[2] - seen
        per_gamma = all_w * q / gamma - dot(w, (p * x + q) / (gamma + spent))
        return float(value), np.array([p * per_p, q * per_q, gamma * per_gamma])

    return score


@dataclass(frozen=True, slots=True)
class GammaGamma(Parametric):
    """A fit, in the letters of the paper; `covariance` is that of the logarithms of the three parameters."""

    names: ClassVar = NAMES
    p: float
    q: float
    gamma: float
    log_likelihood: float
    customers: float
    covariance: tuple[tuple[float, ...], ...]

    @property
    def population_mean(self) -> float:
        """What somebody of whom nothing is known spends at a time."""
        if self.q <= 1:
            raise FitError(
                "no_mean", f"with q = {self.q:.3g}, at most 1, there is no mean", q=self.q
            )
        return self.gamma * self.p / (self.q - 1)

    def expected_mean_value(self, frequency: ArrayLike, mean_value: ArrayLike) -> Floats:
        """What each is expected to spend at a time: their equation (5), the mean of all weighed with one's own.

        Where `frequency` is 0 the mean value is not looked at. Raises `FitError` (`no_mean`) where q is at most 1.
        """
        x, m = columns(
            frequency=frequency, mean_value=np.nan_to_num(np.asarray(mean_value, dtype=float))
        )
        own = self.p * x
        share = own / (own + self.q - 1)
        return (1 - share) * self.population_mean + share * np.where(x > 0, m, 0.0)
