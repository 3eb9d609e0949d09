"""Making an approval rule or changing one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.accounts.guards import require_administrator
from sanjing.foundation.approvals import purposes
from sanjing.foundation.approvals.events import RuleChanged
from sanjing.foundation.approvals.models import ApprovalRule, RuleStep
from sanjing.foundation.approvals.wording import whole
from sanjing.foundation.events.publish import About, publish


def save_rule(
    rule: ApprovalRule | None,
    values: Mapping[str, Any],
    steps: Sequence[Mapping[str, Any]],
    *,
    by: Actor,
    at: datetime,
) -> ApprovalRule:
    """Store a rule with its steps in order; requests under way go on as they were asked.

    `values` are columns of ApprovalRule, each step those of RuleStep with `people` as a list.
    Raises AdministratorRequired or UnknownPurpose.
    """
    require_administrator(by)
    purposes.get(values["purpose"])
    with transaction.atomic():
        rule = rule or ApprovalRule()
        for name, value in values.items():
            setattr(rule, name, value)
        rule.save()
        rule.steps.all().delete()
        for position, step in enumerate(steps, 1):
            columns = {name: value for name, value in step.items() if name != "people"}
            made = RuleStep.objects.create(rule=rule, position=position, **columns)
            made.people.set(step.get("people", ()))
        told = RuleChanged(purpose=rule.purpose, active=rule.active, says=whole(rule, by))
        publish(told, about=About("approval_rule", rule.pk, None, rule.name), by=by, at=at)
    return rule
