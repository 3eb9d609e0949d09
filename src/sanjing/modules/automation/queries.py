"""Whose turn it is by a stage rule."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce

from sanjing.modules.automation.models import StageRule, StageTask
from sanjing.modules.customers.models import Customer


def in_stage(rule: StageRule, customers: QuerySet[Customer, Any]) -> QuerySet[Customer, Any]:
    """Everybody in the stage, each with `entered`: when it came there."""
    rows = customers.filter(stage=rule.stage, removed_at=None)
    rows = rows.filter(grade=rule.grade) if rule.grade else rows
    return rows.annotate(entered=Coalesce(F("stage_changed_at"), F("created_at")))


def meant_by(rule: StageRule, customers: QuerySet[Customer, Any]) -> QuerySet[Customer, Any]:
    """The customers a rule is for: those in the stage who may be disturbed."""
    return in_stage(rule, customers).filter(do_not_contact=False)


def long_enough(rule: StageRule, at: datetime) -> Q:
    """Whether a customer has been in the stage for as many days as the rule waits."""
    return Q(entered__lte=at - timedelta(rule.after_days))


def started(rule: StageRule) -> QuerySet[StageTask]:
    """What the rule started for the present stay of the outer customer; use it in `Exists`."""
    return StageTask.objects.filter(
        rule=rule, customer=OuterRef("pk"), entered_at=OuterRef("entered")
    )


def waiting(rule: StageRule, at: datetime) -> QuerySet[Customer, Any]:
    """Owned customers whose turn it is and for whom nothing was started yet."""
    rows = meant_by(rule, Customer.objects.filter(owner__isnull=False))
    return rows.filter(long_enough(rule, at), ~Exists(started(rule)))
