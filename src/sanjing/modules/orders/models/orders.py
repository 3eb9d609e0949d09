"""Orders and their lines."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from sanjing.foundation.entities.columns import MoneyField, PhoneField
from sanjing.foundation.entities.models import Record
from sanjing.modules.customers.models import Customer
from sanjing.modules.products.models import LineRow
from sanjing.modules.quotes.models import Quote


class OrderRows(models.QuerySet):
    def sold(self) -> OrderRows:
        """What counts as business done: neither a draft nor cancelled nor in the bin."""
        return self.filter(removed_at=None).exclude(state__in=NOT_SOLD)


class Order(Record):
    """What a customer bought on a day. Its `reference` is the order number 订单号.

    With lines, `amount` is their sum less `discount` plus `freight`; without, it is what was given.
    A sale over the counter may have no customer.
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("草稿")
        CONFIRMED = "confirmed", _("已确认")
        SHIPPED = "shipped", _("已发货")
        DONE = "done", _("已完成")
        CANCELLED = "cancelled", _("已取消")

    customer = models.ForeignKey(
        Customer,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="orders",
        verbose_name=_("客户"),
    )
    ordered_on = models.DateField(_("下单日期"))
    state = models.CharField(_("状态"), max_length=10, choices=State, default=State.CONFIRMED)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("业务员"),
    )
    amount = MoneyField(_("金额"), default=0, blank=True, help_text=_("填了明细会自动合计"))
    discount = MoneyField(_("优惠"), null=True, blank=True)
    freight = MoneyField(_("运费"), null=True, blank=True)
    required_on = models.DateField(_("要求交货日期"), null=True, blank=True)
    shipped_on = models.DateField(_("发货日期"), null=True, blank=True)
    contact_name = models.CharField(_("收货人"), max_length=60, blank=True)
    contact_phone = PhoneField(_("收货电话"), blank=True)
    delivery_address = models.CharField(_("收货地址"), max_length=200, blank=True)
    note = models.TextField(_("备注"), blank=True)
    quote = models.OneToOneField(
        Quote,
        models.SET_NULL,
        null=True,
        editable=False,
        related_name="order",
        verbose_name=_("来自报价"),
    )

    objects = OrderRows.as_manager()

    class Meta:
        verbose_name = _("订单")
        indexes = [
            models.Index(
                fields=["removed_at"],
                name="order_bin",
                condition=models.Q(removed_at__isnull=False),
            ),
            models.Index(fields=["customer", "ordered_on"], name="order_of_customer"),
            models.Index(fields=["owner", "ordered_on"], name="order_of_owner"),
            models.Index(fields=["ordered_on", "id"], name="order_by_day"),
            models.Index(fields=["state", "ordered_on"], name="order_of_state"),
            models.Index(fields=["amount", "id"], name="order_by_amount"),
        ]

    def __str__(self) -> str:
        return self.reference


NOT_SOLD = (Order.State.DRAFT, Order.State.CANCELLED)


class OrderLine(LineRow):
    """One product of an order."""

    order = models.ForeignKey(Order, models.CASCADE, related_name="rows")

    class Meta:
        verbose_name = _("订单明细")
        indexes = [models.Index(fields=["customer", "product"], name="line_of_customer")]
