"""What we sell."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from sanjing.foundation.entities.columns import MoneyField, RegionField
from sanjing.foundation.entities.models import Record
from sanjing.modules.customers.models import Customer


class Product(Record):
    """Goods or a service with its usual price. Its `reference` is the product number 产品编号.

    With parts it is a bundle 套餐, which sells at its own price.
    """

    class LifeStage(models.TextChoices):
        INTRODUCED = "introduced", _("导入期")
        GROWING = "growing", _("成长期")
        MATURE = "mature", _("成熟期")
        DECLINING = "declining", _("衰退期")

    name = models.CharField(_("产品名称"), max_length=200)
    category = models.CharField(_("类别"), max_length=60, blank=True)
    specification = models.CharField(_("规格型号"), max_length=100, blank=True)
    unit = models.CharField(pgettext_lazy("of a quantity", "单位"), max_length=20, blank=True)
    price = MoneyField(_("单价"), null=True, blank=True)
    cost = MoneyField(_("成本"), null=True, blank=True)
    tax_rate = models.DecimalField(
        _("税率 %"),
        max_digits=4,
        decimal_places=2,
        null=True,
        blank=True,
        help_text=_("增值税税率，如 13；单价含税"),
    )
    life_stage = models.CharField(_("生命周期"), max_length=10, choices=LifeStage, blank=True)
    lead_days = models.PositiveSmallIntegerField(
        _("供货天数"), null=True, blank=True, help_text=_("从下单到送到客户手里要几天；不填按 7 天")
    )
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


class LineRow(models.Model):
    """One product of a record with lines. Ledgers that were imported may have negative quantities, for
    goods that came back; nobody types them.

    `amount` is quantity × unit_price × (1 − discount), rounded half to even, unless it was given. A
    model of lines adds the key to its record, called back `rows`. The customer stands here too, so that
    the table can be split by customer.
    """

    customer = models.ForeignKey(
        Customer, models.PROTECT, null=True, related_name="+", db_index=False
    )
    position = models.PositiveIntegerField()
    product = models.ForeignKey(
        Product, models.SET_NULL, null=True, related_name="+", verbose_name=_("产品")
    )
    product_name = models.CharField(_("产品名称"), max_length=200)
    quantity = models.DecimalField(_("数量"), max_digits=18, decimal_places=4, default=1)
    unit_price = MoneyField(_("单价"), null=True)
    discount = models.DecimalField(_("折扣"), max_digits=5, decimal_places=4, default=0)
    amount = MoneyField(_("金额"))

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.product_name


class BundlePart(models.Model):
    """So many of one product in a bundle."""

    bundle = models.ForeignKey(Product, models.CASCADE, related_name="parts")
    position = models.PositiveIntegerField()
    product = models.ForeignKey(Product, models.CASCADE, related_name="+")
    quantity = models.DecimalField(max_digits=12, decimal_places=4)

    def __str__(self) -> str:
        return f"{self.product_id} × {self.quantity}"


class ListPrice(Record):
    """What a product costs in a region, for a class of customers, over some days.

    A class is a tag 标签 that people give to customers (经销商, 学校), never a grade: grades decide
    service, not prices.
    """

    product = models.ForeignKey(
        Product, models.CASCADE, related_name="prices", verbose_name=_("产品")
    )
    region = RegionField(_("地区"), blank=True, help_text=_("不填就是所有地区"))
    customer_class = models.CharField(
        _("客户类别"),
        max_length=40,
        blank=True,
        help_text=_("客户的标签，如“经销商”；不填就是所有客户"),
    )
    price = MoneyField(_("单价"))
    starts_on = models.DateField(_("生效日期"))
    ends_on = models.DateField(_("失效日期"), null=True, blank=True)
    note = models.CharField(_("依据"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("价格")
        indexes = [
            models.Index(fields=["product", "starts_on"], name="price_of_product"),
            models.Index(fields=["ends_on", "id"], name="price_by_end"),
        ]

    def __str__(self) -> str:
        return self.reference
