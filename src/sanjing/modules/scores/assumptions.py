"""The numbers that scores reckon with: what the firm judges by, and its rate card 服务费率."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from sanjing.foundation.assumptions.declaring import Assumption, Own, Unit, declare, measure, used
from sanjing.modules.losses.keeping import measured_by
from sanjing.modules.scores.keeping import keeping_on
from sanjing.modules.scores.queries import may_read, run_as_of
from sanjing.modules.scores.rates import RATES
from sanjing.modules.scores.retained import half_life
from sanjing.modules.scores.winning import own_cost, own_ratio


def pareto_threshold(on: date) -> Own | None:
    """The year's sales of the smallest of the few customers who bring all but as large a part of the money."""
    run = run_as_of(on)
    found = run.facts.get("own_large_from") if run else None
    if run is None or found is None:
        return None
    told = _now("截至 %(day)s 的帕累托分界：少数大客户里最小一位的近一年消费")
    return Own(Decimal(found) / 100, told % {"day": f"{run.as_of:%Y-%m-%d}"})


declare(
    Assumption(
        "loyal_from", _("忠诚度从多少算忠"), Unit.PERCENT, "50", _("一半，没有别的依据"), most=Decimal(100),
        note=_("忠诚度由交往时间、近四季都买、按时付款和份额合成；每家公司自己定。"),
    )
)  # fmt: skip
declare(
    Assumption(
        "large_from", _("近一年消费从多少算大客户"), Unit.MONEY, "100000",
        _("没有依据，分象限时不用它，等本公司的数"), measured=pareto_threshold, may_see=may_read,
        least=Decimal(1), most=Decimal(10) ** 9, note=_("自己定了就按定的分；没定就用本公司的帕累托分界。"),
    )
)  # fmt: skip
BORROWED = (
    ("visit", _("一次拜访的成本"), "120", _("粗估：连路上 2 小时，每小时 60 元")),
    ("meeting", _("一次会议的成本"), "120", _("粗估：2 个人各 1 小时，每小时 60 元")),
    ("call", _("一次电话的成本"), "10", _("粗估：10 分钟，每小时 60 元")),
    ("wechat", _("一次微信联系的成本"), "5", _("粗估：5 分钟，每小时 60 元")),
    ("email", _("一封邮件的成本"), "10", _("粗估：10 分钟，每小时 60 元")),
    ("other", _("一次其他联系的成本"), "10", _("粗估：10 分钟，每小时 60 元")),
    ("delivery", _("一次送货的成本"), "60", _("粗估：1 小时，每小时 60 元，不含运费和油费")),
    ("return", _("处理一次退货的成本"), "60", _("粗估：1 小时，每小时 60 元，不含退的货款")),
)
for kind, label, yuan, source in BORROWED:
    declare(
        Assumption(
            RATES[kind], label, Unit.MONEY, yuan, source, most=Decimal(100_000),
            note=_("每小时 60 元：国家统计局 2023 年城镇非私营单位年平均工资 120698 元 ÷ 2000 小时。"
                   "要多少时间是估的，请换成公司自己的。"),
        )
    )  # fmt: skip
for key in ("margin", "discount", "loyal_from", "cost_of_money"):
    used(key, _("评分"), "/scores/")
for key in ("loyal_from", "large_from"):
    used(key, _("象限"), "/insights/quadrants/")
measure("half_life", half_life)
measured_by(keeping_on)
measure("acquisition_ratio", own_ratio)
measure("winning_cost", own_cost)
used("half_life", _("留存"), "/insights/retention/")
