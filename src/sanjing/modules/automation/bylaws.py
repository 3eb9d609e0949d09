"""Stage rules in the register of rules."""

from __future__ import annotations

from django.db.models import Case, Exists, F, OuterRef, Q, QuerySet, Value, When
from django.db.models.functions import TruncDate
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l
from django.utils.translation import ngettext

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.entities import registry
from sanjing.foundation.rulebook.declaring import BROKEN, KEPT, OPEN, Bylaw, Period, declare
from sanjing.modules.automation.models import StageRule, StageTask


def says(rule: StageRule) -> str:
    """潜在客户（A 重点）进入 3 天后：打电话问需求，5 天内做完"""
    start = ngettext("进入 %(n)s 天后", "进入 %(n)s 天后", rule.after_days)
    told = {
        "stage": rule.get_stage_display(),
        "grade": _("（%(grade)s）") % {"grade": rule.get_grade_display()} if rule.grade else "",
        "start": start % {"n": rule.after_days} if rule.after_days else _("一进入"),
        "what": rule.name,
        "days": rule.due_in_days,
    }
    return _("%(stage)s%(grade)s%(start)s：%(what)s，%(days)s 天内做完") % told


def cases(rule: StageRule, actor: Actor, period: Period) -> QuerySet:
    """The tasks it made that fall due within the days."""
    made = StageTask.objects.filter(rule=rule, task=OuterRef("pk"))
    rows = registry.get("task").visible_to(actor).filter(Exists(made))
    rows = rows.filter(due_date__gte=period.since, due_date__lte=period.end)
    in_time = Q(done_at__isnull=False) & Q(done_on__lte=F("due_date"))
    return rows.annotate(done_on=TruncDate("done_at")).annotate(
        judged=Case(
            When(in_time, then=Value(KEPT)),
            When(Q(done_at=None, due_date__gte=timezone.localdate()), then=Value(OPEN)),
            default=Value(BROKEN),
        )
    )


declare(
    Bylaw(
        key="stagerule",
        model=StageRule,
        says=says,
        in_force=lambda rule, _day: rule.active,
        cases=cases,
        how=_l("这段时间到期的、按它安排的任务：按时做完的算做到，做晚了或过期没做的算没做到。"),
    )
)
