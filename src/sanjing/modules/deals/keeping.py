"""What the write path fills in and refuses of a deal."""

from __future__ import annotations

from datetime import date, datetime, time

from django.utils import timezone
from django.utils.translation import gettext as _

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.entities import registry
from sanjing.foundation.entities.kinds.base import EMPTY
from sanjing.modules.activities.models import Activity
from sanjing.modules.deals import queries
from sanjing.modules.deals.lines import LINES
from sanjing.modules.deals.models import Deal, Outcome, Stage
from sanjing.modules.products.rules import sum_of

Errors = dict[str, list[str]]


def derive(deal: Deal, *, by: Actor, at: datetime) -> None:
    """Fill what follows from other values."""
    if deal._state.adding:
        deal.__dict__.setdefault("held_lines", [])
        deal.__dict__.setdefault("held_members", [])
        deal.owner_id = deal.owner_id or by.user_id
        if deal.stage_id is None and (first := queries.first_stage()):
            deal.stage = first
    today = timezone.localdate(at)
    if deal.stage_id is not None:
        follow_stage(deal, today, at)
    LINES.price(deal, deal.closed_on or today)
    deal.amount = sum_of(LINES.value(deal)) if LINES.value(deal) else deal.amount or 0
    deal.__dict__["moved_by"] = by.user_id


def follow_stage(deal: Deal, today: date, at: datetime) -> None:
    deal.pipeline_id, deal.outcome = deal.stage.pipeline_id, deal.stage.outcome
    if deal.is_open:
        deal.closed_on = deal.cycle_days = deal.reason_id = None
        deal.opened_on = deal.opened_on or today
    else:
        deal.closed_on = deal.closed_on or today
        deal.opened_on = deal.opened_on or deal.closed_on
        deal.cycle_days = (deal.closed_on - deal.opened_on).days
    if deal.stage_id != deal.stood.get("stage_id"):
        since = deal.opened_on if deal.is_open else deal.closed_on
        deal.stage_changed_at = moment(since, at) if deal._state.adding else at


def moment(day: date | None, at: datetime) -> datetime:
    """The beginning of `day`; now, if it is today or later or not known."""
    if day is None or day >= timezone.localdate(at):
        return at
    return timezone.make_aware(datetime.combine(day, time()))


def check(deal: Deal) -> Errors:
    """Everything about a deal that no single value can know."""
    if deal.stage_id is None:
        return {"stage": [_("还没有销售流程，请管理员先在设置里建一个")]}
    errors: Errors = LINES.faults(deal)
    if deal.amount < 0:
        errors["amount"] = [_("金额不能是负数")]
    if deal.closed_on and deal.opened_on and deal.closed_on < deal.opened_on:
        errors["closed_on"] = [_("结束日期不能早于开始日期")]
    if deal.reason_id and deal.reason.outcome != deal.outcome:
        errors["reason"] = [
            _("这个原因不是用于%(outcome)s的") % {"outcome": deal.get_outcome_display()}
        ]
    before = deal.stood.get("stage_id")
    if before and before != deal.stage_id:
        errors |= move_faults(deal, before)
    return errors


def move_faults(deal: Deal, before: int) -> Errors:
    """Why the deal may not go from the stage `before` to the one it is in now."""
    if deal.outcome == Outcome.LOST:
        return {} if deal.reason_id else {"reason": [_("输单要说明原因")]}
    errors: Errors = {}
    fields = registry.get("deal").fields
    for stage in queries.passed(deal, before):
        for name in filter(None, stage.required.split("|")):
            if name in fields and fields[name].value(deal) in (*EMPTY, 0):
                told = {"stage": stage.name, "field": fields[name].label}
                errors.setdefault(name, [_("离开“%(stage)s”之前请填写“%(field)s”") % told])
        if fault := rule_fault(deal, stage):
            errors.setdefault("stage", []).append(fault)
    return errors


def rule_fault(deal: Deal, stage: Stage) -> str:
    """What the exit rule of a stage misses, in a sentence."""
    told = {"stage": stage.name}
    if stage.exit_rule == Stage.ExitRule.PRICED and not deal.amount:
        return _("离开“%(stage)s”之前请填写“金额”") % told
    if stage.exit_rule == Stage.ExitRule.DATED and not is_dated(deal):
        return _("离开“%(stage)s”之前，“预计成交日期”要填，且不早于今天") % told
    if stage.exit_rule == Stage.ExitRule.CONTACTED and not was_contacted(deal):
        return _("离开“%(stage)s”之前至少要跟进一次这位客户") % told
    return ""


def is_dated(deal: Deal) -> bool:
    day = deal.expected_close_date
    return day is not None and day >= timezone.localdate(deal.stage_changed_at)


def was_contacted(deal: Deal) -> bool:
    since = deal.stood.get("stage_changed_at")
    touched = Activity.objects.filter(customer=deal.customer_id, removed_at=None)
    return deal.customer_id is not None and touched.filter(happened_at__gte=since).exists()
