"""Taking a request back."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.approvals.actions.vote import hold
from sanjing.foundation.approvals.events import ApprovalWithdrawn, about
from sanjing.foundation.approvals.models import Approval
from sanjing.foundation.entities.errors import Forbidden
from sanjing.foundation.events.publish import publish


def withdraw(approval: Approval, *, by: Actor, at: datetime) -> Approval:
    """Take back what one asked for oneself; an administrator may for anybody. The record is free again.

    Raises AlreadyDecided or Forbidden.
    """
    with transaction.atomic():
        approval = hold(approval)
        if not (by.user_id == approval.asked_by_id or by.is_administrator or by.is_system):
            raise Forbidden(_("只有申请人能撤回。"))
        approval.state, approval.decided_at = Approval.State.WITHDRAWN, at
        approval.save(update_fields=["state", "decided_at"])
        told = ApprovalWithdrawn(
            approval=approval.pk, purpose=approval.purpose, title=approval.title
        )
        publish(told, about=about(approval), by=by, at=at)
    return approval
