"""The plans of action 应对方案 of the four quadrants: ready-made, or as the firm wrote them."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from sanjing.foundation.accounts.actor import Actor, Scope
from sanjing.modules.insights.models import Playbook
from sanjing.modules.scores.models import Quadrant

READY = {
    Quadrant.LARGE_LOYAL: (
        _("守住：让他们一直觉得值"),
        _("老板或经理每季上门一次。\n供货和售后先保证他们，出了问题当天回话。\n请他们介绍同行，做成案例。"),
    ),
    Quadrant.LARGE_DISLOYAL: (
        _("盯紧：能转成忠诚就转，不能就把风险收住"),
        _("先问清为什么不忠：价格、服务还是另有供应商。\n欠款按期收，逾期的不再放账。\n让步要换回承诺：年度合同、付款期、份额。\n定一位负责人，每月看一次进展。"),
    ),
    Quadrant.SMALL_LOYAL: (
        _("养大：看看还有什么可以一起做"),
        _("看交叉销售里他们还没买的。\n请他们转介绍，谢得具体。\n用电话和微信保持节奏，少跑冤枉路。"),
    ),
    Quadrant.SMALL_DISLOYAL: (
        _("省力：守住服务底线，不多花钱"),
        _("照服务底线供货、答话，不上门。\n欠款先结清。\n要淘汰，先看转介绍和欠款，经审批再办，不悄悄办。"),
    ),
}  # fmt: skip
"""By quadrant: aim, and what to do line by line."""


def playbooks() -> dict[str, Playbook]:
    """The plan of every quadrant, the most valuable first."""
    written = Playbook.objects.in_bulk()
    return {str(key): written.get(key) or ready(key) for key in Quadrant}


def playbook(quadrant: str) -> Playbook:
    written = Playbook.objects.filter(pk=quadrant).first()
    return written or ready(Quadrant(quadrant))


def ready(quadrant: Quadrant) -> Playbook:
    aim, steps = READY[quadrant]
    return Playbook(quadrant=quadrant, aim=str(aim), steps=str(steps))


def may_write(by: Actor) -> bool:
    """Whoever answers for the customers of others decides what is done about them."""
    reach = by.scope("customer", "assign").reach
    return by.is_administrator or by.is_system or reach >= Scope.BELOW.reach
