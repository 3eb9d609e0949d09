"""What a fit is to those who use it, whatever its model."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import ClassVar, Protocol, Self

import numpy as np
from numpy.typing import ArrayLike

from sanjing.analytics.estimators.fitting import Floats


class Parametric:
    """A fitted dataclass whose parameters are those of its fields that `names` names."""

    __slots__ = ()
    names: ClassVar[tuple[str, ...]]

    @property
    def parameters(self) -> tuple[float, ...]:
        return tuple(getattr(self, name) for name in self.names)

    def moved(self, logs: Floats) -> Self:
        """The same with every parameter multiplied by the exponential of its entry."""
        pairs = zip(self.names, self.parameters, logs, strict=True)
        changed = {name: value * float(np.exp(by)) for name, value, by in pairs}
        return replace(self, **changed)  # type: ignore[type-var]


class Fit(Protocol):
    """What a fit is to those who ask how sure it is."""

    @property
    def parameters(self) -> tuple[float, ...]: ...
    @property
    def covariance(self) -> tuple[tuple[float, ...], ...]: ...
    def moved(self, logs: Floats) -> Self: ...


class Buying(Fit, Protocol):
    """A fit of how often customers buy."""

    def probability_alive(
        self, frequency: ArrayLike, recency: ArrayLike, age: ArrayLike
    ) -> Floats: ...
    def expected_purchases(
        self, frequency: ArrayLike, recency: ArrayLike, age: ArrayLike, *, time: float
    ) -> Floats: ...
    def ahead(
        self, frequency: ArrayLike, age: ArrayLike, *, time: float, discount: float = 0.0
    ) -> Floats: ...
    def draw(
        self,
        rng: np.random.Generator,
        *,
        frequency: float,
        recency: float,
        age: float,
        time: float,
        draws: int,
    ) -> Floats: ...


class Spending(Fit, Protocol):
    """A fit of how much customers spend at a time."""

    def expected_mean_value(self, frequency: ArrayLike, mean_value: ArrayLike) -> Floats: ...


@dataclass(frozen=True, slots=True)
class OwnMean(Parametric):
    """Everybody goes on spending what they did: for firms whose customers differ too much to learn from each other.

    Nothing is estimated, so nothing is uncertain about it: intervals are those of how often alone.
    """

    names: ClassVar[tuple[str, ...]] = ()
    covariance: tuple[tuple[float, ...], ...] = ()

    def expected_mean_value(self, frequency: ArrayLike, mean_value: ArrayLike) -> Floats:
        return np.asarray(mean_value, dtype=float)


def parameters_drawn(fit: Fit, rng: np.random.Generator, draws: int) -> Floats:
    """Parameters as uncertain as they are: a row a parameter."""
    logs = rng.multivariate_normal(np.log(fit.parameters), np.array(fit.covariance), size=draws)
    return np.exp(logs).T


def shortened(time: float, force: float) -> float:
    """So long in the coming `time` at a force of interest: the time itself where there is none."""
    return float(-np.expm1(-force * time) / force) if force else time
