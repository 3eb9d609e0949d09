"""Asking for approval: the interface for modules."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import Model
from django.utils import timezone
from django.utils.translation import gettext as _

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.accounts.models import User
from sanjing.foundation.accounts.superiors import superiors_of
from sanjing.foundation.approvals import purposes, queries
from sanjing.foundation.approvals.actions.steps import open_next
from sanjing.foundation.approvals.errors import BrokenRule, NobodyToApprove
from sanjing.foundation.approvals.events import ApprovalAsked, about
from sanjing.foundation.approvals.models import (
    Approval,
    ApprovalRule,
    ApprovalStep,
    RuleStep,
    Vote,
)
from sanjing.foundation.approvals.rules import eligible
from sanjing.foundation.entities import registry
from sanjing.foundation.entities.criteria import BadCriteria
from sanjing.foundation.entities.matching import matches
from sanjing.foundation.events.publish import publish


def ask(
    record: Model, purpose: str, *, title: str, amount: int | None = None, by: Actor, at: datetime
) -> Approval | None:
    """Ask those whom the company's rule names. None when no rule applies: then nothing is to wait for.

    From here on the record stands still. The answer comes as `approval.granted` or
    `approval.refused`, heard with `@on` in the transaction of the decision. A request that waits
    already is returned as it is. `amount` is what is at stake, in 分. Raises NobodyToApprove.
    """
    purposes.get(purpose)
    entity = registry.entity_of_model(type(record))
    with transaction.atomic():
        list(type(record)._default_manager.select_for_update(of=("self",)).filter(pk=record.pk))
        known = {"entity": entity.name, "record_id": record.pk, "purpose": purpose}
        waiting = Approval.objects.filter(**known, state=Approval.State.WAITING).first()
        if waiting:
            return waiting
        rule = rule_for(record, purpose, at)
        if rule is None:
            return None
        approval = Approval.objects.create(
            **known, rule=rule, hub_id=entity.hub_id_of(record),
            record_title=entity.title_of(record)[:200], title=title[:200], amount=amount,
            asked_by_id=by.user_id, asked_at=at,
        )  # fmt: skip
        _seat(approval, rule)
        told = ApprovalAsked(approval=approval.pk, purpose=purpose, title=title, amount=amount)
        publish(told, about=about(approval), by=by, at=at)
        open_next(approval, at)
    return approval


def rule_for(record: Model, purpose: str, at: datetime) -> ApprovalRule | None:
    """The first active rule of the purpose whose conditions the saved record meets."""
    today = timezone.localdate(at)
    for rule in queries.rules_of(purpose):
        try:
            if matches(record, rule.criteria, today):
                return rule
        except BadCriteria as error:
            told = {"name": rule.name, "why": error}
            raise BrokenRule(
                _("审批规则“%(name)s”的条件失效了（%(why)s），请管理员修改。") % told
            ) from error
    return None


def _seat(approval: Approval, rule: ApprovalRule) -> None:
    """Write down the steps and whom each asks, as the rule stands now."""
    for step in sorted(rule.steps.all(), key=lambda one: one.position):
        made = ApprovalStep.objects.create(
            approval=approval, position=step.position, needs=step.needs,
            hours=step.hours, on_timeout=step.on_timeout,
        )  # fmt: skip
        people = _deciding(step, approval.asked_by, own=rule.own_request)
        if not people:
            raise NobodyToApprove(
                _("没有人可以批“%(title)s”，请管理员检查审批规则“%(rule)s”。")
                % {"title": approval.title, "rule": rule.name}
            )
        Vote.objects.bulk_create([Vote(step=made, person_id=person) for person in people])


def _deciding(step: RuleStep, asker: User | None, *, own: bool) -> list[int]:
    """Who decides a step; where it asks only the asker, those above them."""
    named = [person.pk for person in queries.seats_of(step, asker)]
    asked_by = asker.pk if asker else None
    return eligible(named, asked_by, own=own) or [person.pk for person in superiors_of(asker)]
