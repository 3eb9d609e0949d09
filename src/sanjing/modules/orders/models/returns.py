"""What customers bring back."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from sanjing.foundation.entities.columns import MoneyField
from sanjing.foundation.entities.models import Record
from sanjing.modules.customers.models import Customer
from sanjing.modules.orders.models.orders import NOT_SOLD, Order
from sanjing.modules.products.models import Product


class ReturnRows(models.QuerySet):
    def standing(self) -> ReturnRows:
        """Those that take of what may still come back: neither rejected nor in the bin."""
        return self.filter(removed_at=None).exclude(state=Return.State.REJECTED)

    def came_in(self) -> ReturnRows:
        """Those whose goods are here, of orders that count as sold: what sales are less by."""
        rows = self.filter(removed_at=None, state__in=CAME_IN, order__removed_at=None)
        return rows.exclude(order__state__in=NOT_SOLD)


class Return(Record):
    """Goods of an order that come back, and what the customer gets for them.

    Its customer is that of the order; `amount` is the sum of its lines. It counts from the day the
    goods came in, `received_on`.
    """

    remembered = ("order_id", "state")

    class Reason(models.TextChoices):
        QUALITY = "quality", _("质量问题")
        WRONG = "wrong", _("发错货")
        DAMAGED = "damaged", _("运输破损")
        UNWANTED = "unwanted", _("客户不需要了")
        OTHER = "other", _("其他原因")

    class State(models.TextChoices):
        REQUESTED = "requested", _("申请")
        AGREED = "agreed", _("已同意")
        REJECTED = "rejected", _("已拒绝")
        RECEIVED = "received", _("已收货")
        SETTLED = "settled", _("已结清")

    OUR_FAULT: ClassVar = (Reason.QUALITY, Reason.WRONG, Reason.DAMAGED)
    ENDED: ClassVar = (State.REJECTED, State.SETTLED)

    customer = models.ForeignKey(
        Customer, models.CASCADE, null=True, editable=False, related_name="returns",
        verbose_name=_("客户"),
    )  # fmt: skip
    order = models.ForeignKey(Order, models.CASCADE, related_name="returns", verbose_name=_("订单"))
    reason = models.CharField(_("退货原因"), max_length=10, choices=Reason)
    asked_on = models.DateField(_("申请日期"))
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("负责人"),
    )  # fmt: skip
    note = models.TextField(_("备注"), blank=True)
    amount = MoneyField(_("退货金额"), default=0, editable=False)
    state = models.CharField(
        _("状态"), max_length=10, choices=State, default=State.REQUESTED, editable=False
    )
    received_on = models.DateField(_("收货日期"), null=True, editable=False)

    objects = ReturnRows.as_manager()

    class Meta:
        verbose_name = _("退货")
        indexes = [
            models.Index(fields=["customer", "id"], name="return_of_customer"),
            models.Index(fields=["owner", "asked_on"], name="return_of_owner"),
            models.Index(fields=["state", "asked_on"], name="return_of_state"),
            models.Index(fields=["asked_on", "id"], name="return_by_day"),
            models.Index(fields=["received_on"], name="return_by_receipt"),
        ]

    def __str__(self) -> str:
        return self.reference


CAME_IN = (Return.State.RECEIVED, Return.State.SETTLED)


class ReturnLine(models.Model):
    """So much of one line of the order, `line` being its place there, for `amount`."""

    returned = models.ForeignKey(Return, models.CASCADE, related_name="rows")
    customer = models.ForeignKey(
        Customer, models.CASCADE, null=True, related_name="+", db_index=False
    )
    line = models.PositiveIntegerField()
    product = models.ForeignKey(Product, models.SET_NULL, null=True, related_name="+")
    product_name = models.CharField(max_length=200)
    quantity = models.DecimalField(max_digits=18, decimal_places=4)
    amount = MoneyField()

    class Meta:
        verbose_name = _("退货明细")
        indexes = [models.Index(fields=["customer", "product"], name="returned_by_customer")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(quantity__gt=0, amount__gte=0), name="return_is_of_something"
            )
        ]

    def __str__(self) -> str:
        return self.product_name
