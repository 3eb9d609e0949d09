"""What customers have in stock of our goods."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from sanjing.foundation.entities.models import Record
from sanjing.modules.customers.models import Customer
from sanjing.modules.products.models import Product


class StockCount(Record):
    """How many of a product stood at a customer on a day, as `owner` counted them.

    Of several counts of one day the one written down last is right.
    """

    customer = models.ForeignKey(
        Customer, models.CASCADE, related_name="stock_counts", verbose_name=_("客户")
    )
    product = models.ForeignKey(Product, models.CASCADE, related_name="+", verbose_name=_("产品"))
    counted_on = models.DateField(_("盘点日期"), blank=True, help_text=_("不填就是今天"))
    quantity = models.DecimalField(_("库存数量"), max_digits=14, decimal_places=4)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("盘点人"),
    )  # fmt: skip
    note = models.TextField(_("备注"), blank=True)
    to_come = False
    """Whether it claims a day after the one it was written down on."""

    followed_at = models.DateTimeField(_("安排跟进的时间"), null=True, editable=False)

    class Meta:
        verbose_name = _("库存盘点")
        indexes = [
            models.Index(fields=["customer", "product", "counted_on"], name="stock_of_customer"),
            models.Index(fields=["counted_on", "id"], name="stock_by_day"),
            models.Index(fields=["owner", "counted_on"], name="stock_of_owner"),
        ]

    def __str__(self) -> str:
        return self.reference
