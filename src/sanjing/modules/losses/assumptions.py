"""The borrowed numbers that losses, scores and insights reckon with."""

from __future__ import annotations

from decimal import Decimal

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from sanjing.analytics import references
from sanjing.foundation.assumptions.declaring import Assumption, Unit, declare, used
from sanjing.modules.losses.churn import own_churn
from sanjing.modules.losses.keeping import own_range
from sanjing.modules.losses.own_figures import margin, share_of_largest
from sanjing.modules.losses.reading import may_read_all, may_read_cost

HUNDRED = Decimal(100)
RANGE = references.PROFIT_OF_FIVE_POINTS

declare(
    Assumption(
        "margin", _("毛利率"), Unit.PERCENT, "10", _("教材里一家美国运输公司的算例"),
        measured=margin, may_see=may_read_cost, most=HUNDRED,
        note=_("订单明细里的产品写了成本，就用本公司的；成本按产品上今天写的算，不扣退货。"),
    )
)  # fmt: skip
declare(
    Assumption(
        "discount", _("年折现率"), Unit.PERCENT, "8",
        _("国家发展改革委、建设部《建设项目经济评价方法与参数》社会折现率"), "2006", most=HUNDRED,
        note=_("明年的钱今天值多少。公司要求的投资回报更高，就自己定。"),
    )
)  # fmt: skip
declare(
    Assumption(
        "acquisition_ratio", _("获取一位新客户比留住一位老客户贵"), Unit.TIMES, str(references.ACQUISITION.low),
        _("常见说法，没有可查的数据；也有说“十个新的抵一个老的”"), may_see=may_read_all,
        note=_("两种说法自己就不一致，先看本公司的。"),
    )
)  # fmt: skip
declare(
    Assumption(
        "winning_cost", _("拉来一位新客户的花费"), Unit.MONEY, "600",
        _("粗估：成一位要拜访 5 次，每次 120 元"), may_see=may_read_all, most=Decimal(10) ** 9,
        note=_("没成的也花了钱，都算在成了的头上。新买过的客户够五位，就用本公司的。"),
    )
)  # fmt: skip
declare(
    Assumption(
        "people_told", _("一位不满意的客户告诉几个人"), Unit.PEOPLE, str(references.TOLD.low),
        _("常见说法，没有可查的数据"), note=_("是个参数，不是事实。"),
    )
)  # fmt: skip
declare(
    Assumption(
        "profit_of_keeping", _("流失率降 5 个百分点，利润多"), Unit.PERCENT, str(100 * RANGE.low),
        "Reichheld & Sasser, Harvard Business Review", str(RANGE.year), upto=str(100 * RANGE.high),
        measured=own_range, may_see=may_read_all,
        note=_("各行各业差别很大的文献范围，不是预测。"),
    )
)  # fmt: skip
declare(
    Assumption(
        "half_life", _("几年里失去一半客户"), Unit.YEARS, "5",
        "Reichheld, The Loyalty Effect", "1996", note=_("美国公司的老数字。"),
    )
)  # fmt: skip
declare(
    Assumption(
        "yearly_churn", _("一年里流失的客户"), Unit.PERCENT, str(100 * references.MOBILE_CHURN.low),
        _("教材里美国移动电话业的说法，年份不详"), measured=own_churn, may_see=may_read_all, most=HUNDRED,
        note=_("只作对照；换手机号和换供应商不是一回事。"),
    )
)  # fmt: skip
declare(
    Assumption(
        "largest_fifth", _("最大的 20% 客户占"), Unit.PERCENT, "80",
        _("帕累托法则，朱兰用于管理"), "1951", measured=share_of_largest, may_see=may_read_all, most=HUNDRED,
        note=_("很少正好是 80/20，先看本公司的。"),
    )
)  # fmt: skip
declare(
    Assumption(
        "cost_of_money", _("资金成本（年）"), Unit.PERCENT, "3",
        _("全国银行间同业拆借中心，一年期 LPR"), "2025", most=HUNDRED,
        note=_("客户每欠一天，占用的钱要付的利息。公司的贷款利率更高，就自己定。"),
    )
)  # fmt: skip

CHURN = _("流失成本"), "/insights/churn-cost/"
for key in (
    "margin",
    "discount",
    "acquisition_ratio",
    "winning_cost",
    "profit_of_keeping",
    "yearly_churn",
):
    used(key, *CHURN)
used("margin", pgettext_lazy("复数", "流失原因"), "/insights/losses/")
