"""Turning a request down."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.approvals.actions.vote import vote
from sanjing.foundation.approvals.models import Approval
from sanjing.foundation.approvals.rules import REFUSED
from sanjing.foundation.entities.errors import Invalid


def refuse(approval: Approval, *, comment: str, by: Actor, at: datetime) -> Approval:
    """Turn down, saying why; one refusal ends the request. Raises AlreadyDecided, NotAsked, Invalid."""
    if not comment.strip():
        raise Invalid({"comment": [_("不同意请写一句原因。")]})
    return vote(approval, REFUSED, comment=comment.strip(), by=by, at=at)
