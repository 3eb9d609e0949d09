"""The year with a customer in words: a line for each part of it."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from sanjing.foundation.charts import money
from sanjing.foundation.phrases import listed
from sanjing.modules.scores.models import CustomerYear
from sanjing.modules.scores.rates import KINDS

LABELS = {
    "visit": _l("拜访"), "meeting": _l("会议"), "call": _l("电话"), "wechat": _l("微信"), "email": _l("邮件"),
    "other": _l("其他联系"), "delivery": _l("送货"), "return": _l("处理退货"), "credit": _l("欠款占用资金"),
}  # fmt: skip
COSTS = (*KINDS, "credit")
MAIN = 2
"""So many of the dearest parts are named as the reason of a loss."""


def parts(year: CustomerYear) -> list[tuple[str, int | None, int]]:
    """(what, how often, 分) of everything that serving cost anything for; credit has no number of times."""
    told = [
        (kind, getattr(year, f"{kind}_count", None), getattr(year, f"{kind}_cost"))
        for kind in COSTS
    ]
    return [(str(LABELS[kind]), count, cost) for kind, count, cost in told if cost]


def account(year: CustomerYear) -> list[tuple[str, int | None, int]]:
    """(what, how often, 分): from the margin, less what it cost, to the profit."""
    less = [(what, count, -cost) for what, count, cost in parts(year)]
    given = [(_("让步"), None, -year.concessions), (_("坏账"), None, -year.bad_debt)]
    return [
        (_("毛利"), None, year.margin), *less, *(line for line in given if line[2]),
        (_("利润"), None, year.profit),
    ]  # fmt: skip


def why_loss(year: CustomerYear) -> str:
    """What eats the margin up, the dearest first."""
    eaten = [(what, cost) for what, _count, cost in parts(year)]
    eaten += [(_("让步"), year.concessions), (_("坏账"), year.bad_debt)]
    eaten = sorted((one for one in eaten if one[1] > 0), key=lambda one: -one[1])[:MAIN]
    told: list[Any] = [f"{what} {money(cost)}" for what, cost in eaten]
    if year.margin < 0:
        told.insert(0, _("卖得比进价低"))
    return listed(told) or _("没有毛利")
