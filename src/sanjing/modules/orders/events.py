"""What happens to returns, besides being asked for and changed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from sanjing.foundation.events.publish import Happening


@dataclass(frozen=True, kw_only=True)
class ReturnAgreed(Happening):
    """The goods may come back."""

    name: ClassVar[str] = "return.agreed"


@dataclass(frozen=True, kw_only=True)
class ReturnRejected(Happening):
    """The goods are not taken back, and why."""

    name: ClassVar[str] = "return.rejected"
    reason: str


@dataclass(frozen=True, kw_only=True)
class ReturnReceived(Happening):
    """The goods came back on a day: from it on they count as not sold."""

    name: ClassVar[str] = "return.received"
    received_on: str


@dataclass(frozen=True, kw_only=True)
class ReturnSettled(Happening):
    """The customer got what the goods were worth."""

    name: ClassVar[str] = "return.settled"


@dataclass(frozen=True, kw_only=True)
class ReturnReopened(Happening):
    """What the customer got for the goods was taken back."""

    name: ClassVar[str] = "return.reopened"


@dataclass(frozen=True, kw_only=True)
class StockFollowed(Happening):
    """A task was made to ask the customer about the next order."""

    name: ClassVar[str] = "stockcount.followed"
