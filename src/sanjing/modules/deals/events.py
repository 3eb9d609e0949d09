"""What happens to deals, besides being created and changed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from sanjing.foundation.events.publish import Happening


@dataclass(frozen=True, kw_only=True)
class DealMoved(Happening):
    """A deal went to another stage of its pipeline."""

    name: ClassVar[str] = "deal.moved"
    stage_id: int
    stage: str


@dataclass(frozen=True, kw_only=True)
class DealWon(Happening):
    """The customer decided for us; amount in 分."""

    name: ClassVar[str] = "deal.won"
    amount: int
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class DealLost(Happening):
    """The customer decided against us, and why; amount in 分."""

    name: ClassVar[str] = "deal.lost"
    amount: int
    reason: str


@dataclass(frozen=True, kw_only=True)
class DealReopened(Happening):
    """A closed deal goes on in a stage."""

    name: ClassVar[str] = "deal.reopened"
    stage: str


@dataclass(frozen=True, kw_only=True)
class DealReassigned(Happening):
    """A deal was handed to a colleague."""

    name: ClassVar[str] = "deal.reassigned"
    to_id: int
    to_name: str
    note: str = ""
