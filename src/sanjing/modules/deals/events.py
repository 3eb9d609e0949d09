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


@dataclass(frozen=True, kw_only=True)
class LeadAssigned(Happening):
    """A lead was given to somebody: by a rule, or by a colleague."""

    name: ClassVar[str] = "lead.assigned"
    to_id: int
    to_name: str
    rule: str = ""
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class LeadClaimed(Happening):
    """Somebody took a lead out of the pool."""

    name: ClassVar[str] = "lead.claimed"


@dataclass(frozen=True, kw_only=True)
class LeadContacted(Happening):
    """Somebody spoke to the lead for the first time; minutes since it came in."""

    name: ClassVar[str] = "lead.contacted"
    minutes: int
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class LeadQualified(Happening):
    """A lead became a deal at a customer, a new or a known one."""

    name: ClassVar[str] = "lead.qualified"
    customer_id: int
    deal_id: int
    was_known: bool


@dataclass(frozen=True, kw_only=True)
class LeadReturned(Happening):
    """The owner gave a lead back to the pool, and why."""

    name: ClassVar[str] = "lead.returned"
    reason: str


@dataclass(frozen=True, kw_only=True)
class LeadDiscarded(Happening):
    """A lead leads nowhere, and why."""

    name: ClassVar[str] = "lead.discarded"
    reason: str


@dataclass(frozen=True, kw_only=True)
class SignalPursued(Happening):
    """A deal was opened of something heard at a customer."""

    name: ClassVar[str] = "needsignal.pursued"
    deal_id: int
