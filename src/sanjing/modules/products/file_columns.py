"""Columns that files of records with lines have and the records have not: those of a line."""

from django.utils.translation import gettext_lazy as _

from sanjing.foundation.entities.fields import Field
from sanjing.foundation.entities.kinds import KINDS
from sanjing.modules.products.models import Product

LINE_COLUMNS = (
    Field("product", _("产品"), KINDS["link"], "", source="extra", target_model=Product),
    Field("quantity", _("数量"), KINDS["number"], "", source="extra", places=4),
    Field("unit_price", _("单价"), KINDS["money"], "", source="extra"),
)
