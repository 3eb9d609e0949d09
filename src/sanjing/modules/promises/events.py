"""What happens to promises, besides being created and changed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from sanjing.foundation.events.publish import Happening


@dataclass(frozen=True, kw_only=True)
class PromiseKept(Happening):
    """The customer got what was promised."""

    name: ClassVar[str] = "promise.kept"
    on_time: bool
    customer_word: str = ""


@dataclass(frozen=True, kw_only=True)
class PromiseBroken(Happening):
    """It will not be kept: why, and what the customer gets instead."""

    name: ClassVar[str] = "promise.broken"
    reason: str
    remedy: str = ""


@dataclass(frozen=True, kw_only=True)
class PromiseApologised(Happening):
    """We said sorry for a promise that was late or broken."""

    name: ClassVar[str] = "promise.apologised"
    how: str


@dataclass(frozen=True, kw_only=True)
class PromiseWithdrawn(Happening):
    """It need not be kept any more, in the customer's word where there is one."""

    name: ClassVar[str] = "promise.withdrawn"
    reason: str
    customer_word: str = ""


@dataclass(frozen=True, kw_only=True)
class PromisePostponed(Happening):
    """The customer agreed to another day."""

    name: ClassVar[str] = "promise.postponed"
    to: str
    customer_word: str


@dataclass(frozen=True, kw_only=True)
class PromiseOverdue(Happening):
    """The day went by without it."""

    name: ClassVar[str] = "promise.overdue"


@dataclass(frozen=True, kw_only=True)
class PromiseOpened(Happening):
    """What went beyond the floor was approved and holds from now on."""

    name: ClassVar[str] = "promise.opened"


@dataclass(frozen=True, kw_only=True)
class PromiseRefused(Happening):
    """What went beyond the floor was not approved: it must not be given."""

    name: ClassVar[str] = "promise.refused"
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class CustomerReviewed(Happening):
    """A manager looked at how a customer is dealt with."""

    name: ClassVar[str] = "customer.reviewed"
    note: str


@dataclass(frozen=True, kw_only=True)
class ReviewRhythmChanged(Happening):
    """How often customers of each grade are looked at: {grade: days}."""

    name: ClassVar[str] = "review_rhythm.changed"
    days: dict
