"""What happens to quotes and contracts, besides being created and changed. Amounts are in 分."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from sanjing.foundation.events.publish import Happening


@dataclass(frozen=True, kw_only=True)
class QuoteSent(Happening):
    """A quote went to the customer."""

    name: ClassVar[str] = "quote.sent"
    amount: int
    discount_rate: float


@dataclass(frozen=True, kw_only=True)
class QuoteAccepted(Happening):
    """The customer took the quote; orders make an order of it in the same transaction."""

    name: ClassVar[str] = "quote.accepted"
    amount: int
    accepted_on: str
    required_on: str = ""


@dataclass(frozen=True, kw_only=True)
class QuoteDeclined(Happening):
    """The customer did not take it, and why."""

    name: ClassVar[str] = "quote.declined"
    reason: str


@dataclass(frozen=True, kw_only=True)
class QuoteExpired(Happening):
    """Nobody answered before the quote ran out."""

    name: ClassVar[str] = "quote.expired"


@dataclass(frozen=True, kw_only=True)
class QuoteRevised(Happening):
    """A new version took the place of a quote."""

    name: ClassVar[str] = "quote.revised"
    by_quote: int
    by_reference: str


@dataclass(frozen=True, kw_only=True)
class DiscountLimitsChanged(Happening):
    """Roles may give other discounts now; per cent by role."""

    name: ClassVar[str] = "discount_limit.changed"
    limits: dict[str, float]


@dataclass(frozen=True, kw_only=True)
class LetterheadChanged(Happening):
    """Our own firm stands otherwise on paper."""

    name: ClassVar[str] = "letterhead.changed"


@dataclass(frozen=True, kw_only=True)
class ContractSigned(Happening):
    """Both sides signed."""

    name: ClassVar[str] = "contract.signed"
    signed_on: str


@dataclass(frozen=True, kw_only=True)
class ContractRenewed(Happening):
    """A further contract goes on from where this one ends."""

    name: ClassVar[str] = "contract.renewed"
    by_contract: int
    by_reference: str


@dataclass(frozen=True, kw_only=True)
class ContractEnded(Happening):
    """A contract ran its time."""

    name: ClassVar[str] = "contract.ended"


@dataclass(frozen=True, kw_only=True)
class ContractTerminated(Happening):
    """A contract was ended before its time."""

    name: ClassVar[str] = "contract.terminated"
    reason: str
