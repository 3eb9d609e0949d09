"""What the estimators share: checked arrays, equal rows counted once, and a maximum that is one."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.optimize import minimize

Floats = NDArray[np.float64]
Score = Callable[[Floats], tuple[float, Floats]]
"""The log-likelihood and its gradient at the logarithms of the parameters."""
Likelihood = Callable[..., Score]
"""Makes a score of weights and the columns they belong to."""

FEW_CUSTOMERS = 50
"""From fewer customers nothing is fitted."""
FEW_REPEATS = 20
"""From fewer customers who bought again nothing is fitted."""
EDGE = 12.0
"""No logarithm of a parameter is looked for beyond this, on a scale where an average age is 1."""
LOOSE = 3.0
"""A parameter whose logarithm has a larger standard error is not known, even to a factor of ten."""
STEP = 1e-4
ROUNDS, KEPT = 60, 6
SETTLED = 1e-12
"""Where the next step would raise the log-likelihood by less than half of this, the peak is reached."""
ROUGH = 20_000
"""Of more rows than twice this, so many are fitted first, to begin close to the peak."""


class FitError(ValueError):
    """Nothing was fitted. `code` says why to a program, the text to a person, `data` holds the figures."""

    def __init__(self, code: str, text: str, **data: Any) -> None:
        super().__init__(text)
        self.code = code
        self.data: Mapping[str, Any] = data


class BadInput(FitError):
    """The arrays are not what they are said to be."""


class NotEnough(FitError):
    """The figures are right and too few, or all alike."""


class NoMaximum(FitError):
    """The likelihood has no peak that the data hold in place: the model does not describe them."""


@dataclass(frozen=True, slots=True)
class Maximum:
    """Where the likelihood is highest; `covariance` is that of the logarithms of the parameters."""

    parameters: tuple[float, ...]
    log_likelihood: float
    covariance: tuple[tuple[float, ...], ...]


def columns(**given: ArrayLike) -> tuple[Floats, ...]:
    """One-dimensional arrays of numbers, all of one length, none of them missing or infinite."""
    arrays = {name: numbers(name, values) for name, values in given.items()}
    if len({array.shape for array in arrays.values()}) != 1 or any(
        a.ndim != 1 for a in arrays.values()
    ):
        sizes = {name: array.shape for name, array in arrays.items()}
        raise BadInput("bad_input", f"the columns are not of one length: {sizes}", sizes=sizes)
    for name, array in arrays.items():
        demand(np.isfinite(array), name, "a number")
    return tuple(arrays.values())


def numbers(name: str, values: ArrayLike) -> Floats:
    """Days and complex numbers are none; what is masked is missing."""
    try:
        found = np.ma.asarray(values)
        if found.dtype.kind in "cmM":
            raise TypeError(f"they are of the type {found.dtype}")
        return found.astype(float).filled(np.nan)
    except (TypeError, ValueError) as wrong:
        raise BadInput("bad_input", f"{name} must be numbers: {wrong}", column=name) from wrong


def demand(held: NDArray[np.bool_], name: str, wanted: str) -> None:
    """Refuse a column of which some rows are not as they must be."""
    wrong = int(np.count_nonzero(~held))
    if wrong:
        text = f"{name} must be {wanted}; {wrong} of {held.size} rows are not"
        raise BadInput("bad_input", text, column=name, rows=wrong)


def counts(weights: ArrayLike | None, like: Floats) -> Floats:
    """How many customers each row stands for: one, unless it is said."""
    if weights is None:
        return np.ones_like(like)
    (found,) = columns(weights=weights)
    if found.shape != like.shape:
        raise BadInput("bad_input", f"{found.size} weights for {like.size} rows", column="weights")
    demand(found >= 0, "weights", "at least 0")
    return found


def histories(
    frequency: ArrayLike, recency: ArrayLike, age: ArrayLike, weights: ArrayLike | None
) -> tuple[Floats, Floats, Floats, Floats]:
    """Repeat purchases, day of the last and age of each customer, checked and enough to be fitted."""
    x, t_x, T = columns(frequency=frequency, recency=recency, age=age)
    w = counts(weights, x)
    demand((x >= 0) & (x == np.floor(x)), "frequency", "a whole number, at least 0")
    demand(T >= 0, "age", "at least 0")
    demand(np.where(x > 0, t_x > 0, t_x == 0), "recency", "0 without repeats and more than 0 with")
    demand(t_x <= T, "recency", "at most the age")
    enough(w, x > 0)
    kept = w > 0
    return x[kept], t_x[kept], T[kept], w[kept]


def enough(weights: Floats, repeated: NDArray[np.bool_]) -> None:
    """Refuse too few customers, and too few of them who came back."""
    customers, again = float(weights.sum()), float(weights[repeated].sum())
    data = {"customers": customers, "repeated": again}
    if customers < FEW_CUSTOMERS:
        text = f"{customers:g} customers are too few; at least {FEW_CUSTOMERS} are needed"
        raise NotEnough("few_customers", text, needed=FEW_CUSTOMERS, **data)
    if again == 0:
        raise NotEnough("no_repeats", "nobody bought a second time", needed=FEW_REPEATS, **data)
    if again < FEW_REPEATS:
        text = f"{again:g} customers bought again; at least {FEW_REPEATS} are needed"
        raise NotEnough("few_repeats", text, needed=FEW_REPEATS, **data)


def dot(one: Floats, other: Floats) -> float:
    """The sum of products, in one order on every machine and without waiting for other threads."""
    return float(np.einsum("i,i", one, other))


def coded(values: Floats) -> tuple[Floats, NDArray[np.intp]]:
    """The distinct values in order, and which of them each row holds."""
    distinct, index = np.unique(values, return_inverse=True)
    return distinct, index


def grouped(weights: Floats, *given: Floats) -> tuple[Floats, ...]:
    """Weights summed over equal rows, and the columns with every distinct row once."""
    first, index = distinct_rows(*given)
    return np.bincount(index, weights=weights), *(column[first] for column in given)


def distinct_rows(*given: Floats) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Where each distinct row stands first, and which of them every row is; ordered by the columns."""
    key = np.zeros(given[0].size, dtype=np.int64)
    for column in given:
        values, code = coded(column)
        key = key * values.size + code
    _distinct, first, index = np.unique(key, return_index=True, return_inverse=True)
    return first, index


def maximise(
    likelihood: Likelihood, rows: Sequence[Floats], start: Floats, names: Sequence[str]
) -> Maximum:
    """The peak over weighted rows, the weights first, from the logarithms `start`; refused where there is none."""
    score = likelihood(*rows)
    thin = rows[0].size // ROUGH
    if thin >= 2:
        try:
            rough = maximise(likelihood, [column[::thin] for column in rows], start, names)
            return settled(score, np.log(rough.parameters), names)
        except NoMaximum:
            return settled(score, climbed(score, start), names)
    return settled(score, climbed(score, start), names)


def climbed(score: Score, start: Floats) -> Floats:
    """Uphill from anywhere, to about the peak."""
    found = minimize(
        lambda at: tuple(-part for part in score(at)), start, jac=True, method="L-BFGS-B",
        bounds=[(-EDGE, EDGE)] * start.size, options={"ftol": 1e-13, "maxiter": 2000, "maxls": 60},
    )  # fmt: skip
    return found.x


def settled(score: Score, place: Floats, names: Sequence[str]) -> Maximum:
    """From close by to the peak itself, by Newton's steps; the curvature is looked at anew now and then."""
    spread: Floats = np.empty((0, 0))
    for round_ in range(ROUNDS):
        held_in_place(place, names)
        if round_ % KEPT == 0:
            spread = covariance(curvature(score, place), names)
        value, slope = score(place)
        step = spread @ slope
        if slope @ step < SETTLED:
            known(spread, names)
            rows = tuple(map(tuple, spread.tolist()))
            return Maximum(tuple(np.exp(place + step).tolist()), float(value), rows)
        place = place + step / max(1.0, float(np.abs(step).max()))
    raise NoMaximum("no_peak", "the likelihood has no peak where it should be", names=names)


def curvature(score: Score, place: Floats) -> Floats:
    """How the likelihood bends down around a place, from its slopes on both sides."""
    steps = STEP * np.eye(place.size)
    bend = np.array([score(place + step)[1] - score(place - step)[1] for step in steps]) / (
        2 * STEP
    )
    return -(bend + bend.T) / 2


def held_in_place(logs: Floats, names: Sequence[str]) -> None:
    away = [name for name, log in zip(names, logs, strict=True) if abs(log) > EDGE - 0.5]
    if away:
        raise ran_away(away)


def covariance(information: Floats, names: Sequence[str]) -> Floats:
    """The inverse of the information; there is one only where the likelihood bends down every way."""
    values, vectors = np.linalg.eigh(information)
    if not values[0] > 0:
        raise ran_away([names[int(np.argmax(np.abs(vectors[:, 0])))]])
    return (vectors / values) @ vectors.T


def known(spread: Floats, names: Sequence[str]) -> None:
    errors = np.sqrt(np.diag(spread))
    loose = [name for name, error in zip(names, errors, strict=True) if not error < LOOSE]
    if loose:
        raise ran_away(loose)


def ran_away(names: Sequence[str]) -> NoMaximum:
    told = " and ".join(names)
    return NoMaximum(
        "ran_away",
        f"the data do not hold {told} in place: the model does not fit them",
        names=names,
    )
