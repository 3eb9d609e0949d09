"""Columns that files of returns have and returns have not: those of a line."""

from django.utils.translation import gettext_lazy as _

from sanjing.foundation.entities.fields import Field
from sanjing.foundation.entities.kinds import KINDS
from sanjing.foundation.entities.transfers import Words
from sanjing.modules.orders.models import Return
from sanjing.modules.products.models import Product

RETURN_COLUMNS = (
    Field("product", _("产品"), KINDS["link"], "", source="extra", target_model=Product),
    Field("quantity", _("数量"), KINDS["number"], "", source="extra", places=4,
          aliases=("退货数量", "退回数量", "退货数")),
    Field("line", _("订单第几行"), KINDS["number"], "", source="extra",
          aliases=("订单行号", "行号", "原订单行")),
)  # fmt: skip
REASON_WORDS = Words(
    same={
        Return.Reason.QUALITY: ("质量", "质量不良", "不合格", "故障", "坏了"),
        Return.Reason.WRONG: ("错发", "发错", "型号不对", "规格不符"),
        Return.Reason.DAMAGED: ("破损", "运输损坏", "摔坏", "包装破损"),
        Return.Reason.UNWANTED: ("不需要", "不要了", "多订", "订多了", "取消"),
    }
)
