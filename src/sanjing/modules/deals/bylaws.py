"""Stages and the giving out of leads in the register of rules."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import Case, Q, QuerySet, Value, When
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.entities import registry
from sanjing.foundation.phrases import listed
from sanjing.foundation.rulebook.declaring import BROKEN, KEPT, Bylaw, Period, declare
from sanjing.kernel.regions import short_region_name
from sanjing.modules.deals.models import LeadRule, Outcome, Stage


def stage_says(stage: Stage) -> str:
    """离开前要填金额，停留不超过 14 天"""
    field = registry.get("stage").fields["required"]
    required = field.kind.format(stage.required, field)
    parts = [
        _("离开前要填：%(fields)s") % {"fields": required} if required else "",
        str(stage.get_exit_rule_display()) if stage.exit_rule else "",
        _("停留不超过 %(n)s 天") % {"n": stage.stale_days} if stage.stale_days is not None else "",
    ]
    return listed(filter(None, parts))


def with_rules(stages: QuerySet) -> QuerySet:
    free = Q(required="") & Q(exit_rule="") & Q(stale_days=None)
    return stages.filter(outcome=Outcome.OPEN, pipeline__removed_at=None).exclude(free)


def stage_cases(stage: Stage, actor: Actor, period: Period) -> QuerySet | None:
    """Open deals that stand in the stage today, and whether they have stood there for too long."""
    if stage.stale_days is None:
        return None
    before = timezone.now() - timedelta(stage.stale_days + 1)
    rows = registry.get("deal").visible_to(actor).filter(stage=stage)
    return rows.annotate(
        judged=Case(When(stage_changed_at__lte=before, then=Value(BROKEN)), default=Value(KEPT))
    )


def lead_says(rule: LeadRule) -> str:
    """湖北、网站来的线索，轮流分给销售一部"""
    limits = [
        short_region_name(rule.region) if rule.region else "",
        str(rule.get_source_display()) if rule.source else "",
    ]
    told = {
        "which": listed(filter(None, limits)) or _("所有"),
        "method": rule.get_method_display(),
        "team": str(rule.team) if rule.team else _("全公司"),
    }
    return _("%(which)s线索：%(team)s，%(method)s") % told


declare(
    Bylaw(
        key="stage",
        model=Stage,
        says=stage_says,
        chosen=with_rules,
        cases=stage_cases,
        how=_l(
            "按今天还停在这个阶段的商机，不看所选日期：没停太久的算做到。"
            "离开条件由程序当场拦住，拦了几次没有记录，数不出来。"
        ),
    )
)
declare(
    Bylaw(
        key="leadrule",
        model=LeadRule,
        says=lead_says,
        in_force=lambda rule, _day: rule.active,
        how=_l("线索由程序照规则分，没有“没做到”的情形；之后改由谁跟进不算违反，所以不计。"),
    )
)
