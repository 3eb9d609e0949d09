"""Logistic regression by Newton's method, with a small penalty that keeps equal columns apart and finite.

Weights w and intercept b make Σ log-likelihood − ½ · penalty · |w|² highest (ridge; le Cessie and van Houwelingen 1992,
Applied Statistics 41(1)). It is concave, so the peak is the only one, and the same rows give the same figures.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import expit

from sanjing.analytics.estimators.fitting import BadInput, Floats, NoMaximum, NotEnough, demand

FEW_EACH = 20
"""From fewer of either outcome nothing is fitted."""
ROUNDS = 50
SETTLED = 1e-10
HALVES = 30


@dataclass(frozen=True, slots=True)
class Logistic:
    """`covariance` is that of intercept and weights, in this order, of the penalised fit."""

    intercept: float
    weights: tuple[float, ...]
    penalty: float
    log_likelihood: float
    rows: int
    happened: int
    covariance: tuple[tuple[float, ...], ...]

    def probability(self, columns: ArrayLike) -> Floats:
        """The chance of each row; a column a weight."""
        return expit(self.intercept + matrix(columns) @ np.array(self.weights))


def fit(columns: ArrayLike, happened: ArrayLike, *, penalty: float = 1.0) -> Logistic:
    """Fit to rows of numbers, best standardised, and whether it happened (0 or 1).

    Raises `FitError`: `bad_input`, `few_happened` (fewer than 20 of either outcome), `no_peak`.
    """
    x, y = matrix(columns), np.asarray(happened, dtype=float)
    if y.shape != x.shape[:1]:
        raise BadInput("bad_input", f"{y.size} outcomes for {len(x)} rows", column="happened")
    demand((y == 0) | (y == 1), "happened", "0 or 1")
    enough(y)
    design = np.hstack([np.ones((len(x), 1)), x])
    ridge = np.full(design.shape[1], penalty)
    ridge[0] = 0.0
    place = np.zeros(design.shape[1])
    place[0] = np.log(y.mean() / (1 - y.mean()))
    value = height(design, y, ridge, place)
    for _round in range(ROUNDS):
        chance = expit(design @ place)
        slope = design.T @ (y - chance) - ridge * place
        bend = (design * (chance * (1 - chance))[:, None]).T @ design + np.diag(ridge)
        step = np.linalg.solve(bend, slope)
        if slope @ step < SETTLED:
            return told(place, bend, penalty, y, value + ridge @ place**2 / 2)
        place, value = uphill(design, y, ridge, place, value, step)
    raise NoMaximum("no_peak", "the likelihood has no peak where it should be")


def uphill(
    design: Floats, y: Floats, ridge: Floats, place: Floats, value: float, step: Floats
) -> tuple[Floats, float]:
    """Newton's step, halved until it climbs."""
    for _half in range(HALVES):
        there = height(design, y, ridge, place + step)
        if there >= value:
            return place + step, there
        step = step / 2
    return place, value


def height(design: Floats, y: Floats, ridge: Floats, place: Floats) -> float:
    score = design @ place
    return float(y @ score - np.logaddexp(0, score).sum() - ridge @ place**2 / 2)


def told(place: Floats, bend: Floats, penalty: float, y: Floats, value: float) -> Logistic:
    spread = tuple(map(tuple, np.linalg.inv(bend).tolist()))
    weights = tuple(place[1:].tolist())
    return Logistic(float(place[0]), weights, penalty, float(value), y.size, int(y.sum()), spread)


def matrix(columns: ArrayLike) -> Floats:
    x = np.asarray(columns, dtype=float)
    if x.ndim != 2:
        raise BadInput("bad_input", f"columns must be a table, and have {x.ndim} dimensions")
    demand(np.isfinite(x), "columns", "numbers")
    return x


def enough(y: Floats) -> None:
    fewer = int(min(y.sum(), (1 - y).sum()))
    if fewer < FEW_EACH:
        text = f"only {fewer} of one outcome; at least {FEW_EACH} of each are needed"
        raise NotEnough("few_happened", text, found=fewer, needed=FEW_EACH)
