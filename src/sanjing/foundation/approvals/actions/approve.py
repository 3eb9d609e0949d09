"""Agreeing to a request."""

from __future__ import annotations

from datetime import datetime

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.approvals.actions.vote import vote
from sanjing.foundation.approvals.models import Approval
from sanjing.foundation.approvals.rules import APPROVED


def approve(approval: Approval, *, comment: str = "", by: Actor, at: datetime) -> Approval:
    """Agree. Raises AlreadyDecided or NotAsked."""
    return vote(approval, APPROVED, comment=comment.strip(), by=by, at=at)
