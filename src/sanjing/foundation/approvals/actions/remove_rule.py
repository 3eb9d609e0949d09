"""Doing away with an approval rule."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.accounts.guards import require_administrator
from sanjing.foundation.approvals.events import RuleRemoved
from sanjing.foundation.approvals.models import ApprovalRule
from sanjing.foundation.events.publish import About, publish


def remove_rule(rule: ApprovalRule, *, by: Actor, at: datetime) -> None:
    """Delete a rule; requests under way keep their steps. Raises AdministratorRequired."""
    require_administrator(by)
    with transaction.atomic():
        told, about = (
            RuleRemoved(purpose=rule.purpose),
            About("approval_rule", rule.pk, None, rule.name),
        )
        rule.delete()
        publish(told, about=about, by=by, at=at)
