"""Approval rules in the register of rules."""

from __future__ import annotations

from django.db.models import Case, Q, QuerySet, Value, When
from django.utils.translation import gettext_lazy as _

from sanjing.foundation.accounts.actor import Actor, system_actor
from sanjing.foundation.approvals import purposes, queries
from sanjing.foundation.approvals.models import Approval, ApprovalRule
from sanjing.foundation.approvals.wording import whole
from sanjing.foundation.entities import registry
from sanjing.foundation.events.models import Event
from sanjing.foundation.rulebook.declaring import APPROVED, KEPT, OPEN, Bylaw, Period, declare


def says(rule: ApprovalRule) -> str:
    return whole(rule, system_actor(""))


def rows(actor: Actor) -> list[ApprovalRule]:
    """Those about record types that `actor` sees."""
    known = ((one, purposes.find(one.purpose)) for one in queries.rules_for_administration())
    return [one for one, purpose in known if purpose and actor.may(purpose.entity, "see")]


def told(event: Event, key: str) -> str | None:
    return event.data.get("says") or None if str(event.record_id) == key else None


def cases(rule: ApprovalRule, actor: Actor, period: Period) -> QuerySet:
    """What was asked by this rule, about records that `actor` sees."""
    seen = registry.get(purposes.get(rule.purpose).entity).visible_to(actor)
    rows = Approval.objects.filter(rule=rule, record_id__in=seen.values("pk"))
    rows = rows.filter(asked_at__date__gte=period.since, asked_at__date__lte=period.end)
    state = Approval.State
    return rows.annotate(
        judged=Case(
            When(state=state.APPROVED, then=Value(APPROVED)),
            When(Q(state__in=(state.REFUSED, state.WITHDRAWN)), then=Value(KEPT)),
            default=Value(OPEN),
        )
    )


declare(
    Bylaw(
        key="approval_rule",
        model=ApprovalRule,
        label=_("审批规则"),
        url="/settings/approvals/",
        rows=rows,
        says=says,
        in_force=lambda rule, _day: rule.active,
        told=told,
        cases=cases,
        how=_(
            "这段时间按这条规则申请的：批准的算经批准，没批或撤回的算守住了。没申请就办的事程序不放行。"
        ),
    )
)
