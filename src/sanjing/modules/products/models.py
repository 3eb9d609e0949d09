"""What we sell."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from sanjing.foundation.entities.columns import MoneyField
from sanjing.foundation.entities.models import Record


class Product(Record):
    """Goods or a service with its usual price. Its `reference` is the product number 产品编号."""

    name = models.CharField(_("产品名称"), max_length=200)
    category = models.CharField(_("类别"), max_length=60, blank=True)
    specification = models.CharField(_("规格型号"), max_length=100, blank=True)
    unit = models.CharField(pgettext_lazy("of a quantity", "单位"), max_length=20, blank=True)
    price = MoneyField(_("单价"), null=True, blank=True)
    cost = MoneyField(_("成本"), null=True, blank=True)
    description = models.TextField(_("说明"), blank=True)
    active = models.BooleanField(_("在售"), default=True)

    class Meta:
        verbose_name = _("产品")
        indexes = [
            models.Index(fields=["name", "id"], name="product_by_name"),
            models.Index(fields=["category", "name"], name="product_of_category"),
        ]

    def __str__(self) -> str:
        return self.name
