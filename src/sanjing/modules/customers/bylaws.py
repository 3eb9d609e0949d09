"""The rules of the pool in the register of rules."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.db.models import Case, Q, QuerySet, Value, When
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.entities import registry
from sanjing.foundation.events.models import Event
from sanjing.foundation.phrases import listed
from sanjing.foundation.rulebook.declaring import BROKEN, KEPT, Bylaw, Period, declare
from sanjing.modules.customers import queries
from sanjing.modules.customers.models import PoolRule

NO_GRADE = "none"


def rows(actor: Actor) -> list[PoolRule]:
    return list(queries.pool_rules().values()) if actor.may("customer", "see") else []


def says(rule: PoolRule) -> str:
    names = ("silent_days", "days_without_contact", "daily_claim_limit", "visit_days", "active")
    return words({name: getattr(rule, name) for name in names})


def words(values: Mapping[str, Any]) -> str:
    parts = [_("%(n)s 天没联系算沉默") % {"n": values["silent_days"]}]
    if values["active"]:
        parts += [_("%(n)s 天没联系收回公海") % {"n": values["days_without_contact"]}]
    parts += [_("每人每天最多领 %(n)s 家") % {"n": values["daily_claim_limit"]}]
    if values.get("visit_days"):
        parts += [_("每 %(n)s 天拜访一次") % {"n": values["visit_days"]}]
    return listed(parts)


def told(event: Event, key: str) -> str | None:
    values = event.data["rules"].get("" if key == NO_GRADE else key)
    return words(values) if values else None


def cases(rule: PoolRule, actor: Actor, period: Period) -> QuerySet:
    """Owned customers of the grade as they stand today: in touch, or silent for longer than allowed."""
    before = timezone.now() - timedelta(rule.silent_days)
    silent = Q(last_contacted_at__lt=before) | Q(last_contacted_at=None, owned_since__lt=before)
    owned = registry.get("customer").visible_to(actor).filter(grade=rule.grade, owner__isnull=False)
    return owned.annotate(judged=Case(When(silent, then=Value(BROKEN)), default=Value(KEPT)))


declare(
    Bylaw(
        key="pool_rule",
        model=PoolRule,
        label=_l("公海规则"),
        url="/settings/pool/",
        rows=rows,
        key_of=lambda rule: rule.grade or NO_GRADE,
        says=says,
        told=told,
        cases=cases,
        how=_l(
            "按今天的档案，不看所选日期：有负责人的客户里，没有沉默的算做到，沉默了的算没做到。"
        ),
    )
)
