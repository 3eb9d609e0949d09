"""What happens to customers who left, besides being created and changed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from sanjing.foundation.events.publish import Happening


@dataclass(frozen=True, kw_only=True)
class DepartureReturned(Happening):
    """A customer who had left bought again: won back, or by itself."""

    name: ClassVar[str] = "departure.returned"
    came_back_on: str
    won: bool
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class DepartureReopened(Happening):
    """The order that brought a customer back does not count any more: it is still gone."""

    name: ClassVar[str] = "departure.reopened"


@dataclass(frozen=True, kw_only=True)
class DeparturePlanned(Happening):
    """A task was made for winning a customer back."""

    name: ClassVar[str] = "departure.planned"
    due_on: str


@dataclass(frozen=True, kw_only=True)
class DepartureImproving(Happening):
    """What a customer left for was given to somebody to put right."""

    name: ClassVar[str] = "departure.improving"
    to_name: str
    what: str


@dataclass(frozen=True, kw_only=True)
class LossReasonImproving(Happening):
    """A reason that customers leave for was given to somebody to put right."""

    name: ClassVar[str] = "lossreason.improving"
    to_name: str
    what: str
