"""What happens to requests for approval.

Each tells of the record asked about, so it stands on that record's timeline, and a module that
waits for the answer goes on with `@on("approval.granted")` in the same transaction.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from sanjing.foundation.approvals.models import Approval
from sanjing.foundation.events.publish import About, Happening


@dataclass(frozen=True, kw_only=True)
class _OfApproval:
    approval: int
    purpose: str
    title: str


@dataclass(frozen=True, kw_only=True)
class ApprovalAsked(_OfApproval, Happening):
    """Somebody asked for approval; until it is decided the record stands still. `amount` in 分."""

    name: ClassVar[str] = "approval.asked"
    amount: int | None = None


@dataclass(frozen=True, kw_only=True)
class ApprovalGranted(_OfApproval, Happening):
    """All steps agreed; what was asked may be done."""

    name: ClassVar[str] = "approval.granted"
    comment: str = ""


@dataclass(frozen=True, kw_only=True)
class ApprovalRefused(_OfApproval, Happening):
    """Somebody did not agree, or nobody answered in time."""

    name: ClassVar[str] = "approval.refused"
    comment: str = ""


@dataclass(frozen=True, kw_only=True)
class ApprovalWithdrawn(_OfApproval, Happening):
    """The one who asked took the request back."""

    name: ClassVar[str] = "approval.withdrawn"


@dataclass(frozen=True, kw_only=True)
class ApprovalPassedOn(_OfApproval, Happening):
    """Time went by, so those above are asked instead."""

    name: ClassVar[str] = "approval.passed_on"
    to: list[str]


@dataclass(frozen=True, kw_only=True)
class ApprovalVoted(_OfApproval, Happening):
    """One of several agreed; others are still to be heard."""

    name: ClassVar[str] = "approval.voted"
    comment: str = ""


@dataclass(frozen=True, kw_only=True)
class RuleChanged(Happening):
    """An approval rule is different now; `says` is all of it in words."""

    name: ClassVar[str] = "approval_rule.changed"
    purpose: str
    active: bool
    says: str = ""


@dataclass(frozen=True, kw_only=True)
class RuleRemoved(Happening):
    """An approval rule is gone; requests under way go on by it."""

    name: ClassVar[str] = "approval_rule.removed"
    purpose: str


@dataclass(frozen=True, kw_only=True)
class DelegationGiven(Happening):
    """Somebody decides in another's place for some days."""

    name: ClassVar[str] = "delegation.given"
    person: int
    to: int
    first: str
    last: str


@dataclass(frozen=True, kw_only=True)
class DelegationEnded(Happening):
    """It was taken back before its time."""

    name: ClassVar[str] = "delegation.ended"
    person: int
    to: int


def about(approval: Approval) -> About:
    """The record that the request is about."""
    return About(approval.entity, approval.record_id, approval.hub_id, approval.record_title)
