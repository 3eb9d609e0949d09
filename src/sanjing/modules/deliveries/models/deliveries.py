"""Deliveries, and what those of an order came to."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from sanjing.foundation.entities.columns import PhoneField, ShortListKey
from sanjing.foundation.entities.models import Record
from sanjing.modules.customers.models import Customer
from sanjing.modules.deliveries.models.warehouses import Warehouse
from sanjing.modules.orders.models import Order


class DeliveryRows(models.QuerySet):
    def standing(self) -> DeliveryRows:
        """Those that count: neither cancelled nor in the bin."""
        return self.filter(removed_at=None).exclude(state=Delivery.State.CANCELLED)

    def outstanding(self) -> DeliveryRows:
        """Those the customer still waits for."""
        return self.filter(removed_at=None, state__in=OUTSTANDING)


class Delivery(Record):
    """Goods on their way to a customer, once for every time they are sent.

    Its customer is that of the order. The state follows from the moments, unless it was refused or
    cancelled.
    """

    remembered = ("promised_at", "warehouse_id", "vehicle", "planned_on", "load")

    class State(models.TextChoices):
        PLANNED = "planned", _("待发")
        ON_THE_WAY = "on_the_way", _("在途")
        ARRIVED = "arrived", _("已签收")
        REFUSED = "refused", _("拒收")
        CANCELLED = "cancelled", _("已取消")

    class Problem(models.TextChoices):
        NONE = "none", _("没有问题")
        WRONG = "wrong", _("错货")
        SHORT = "short", _("少货")
        DAMAGED = "damaged", _("破损")
        PAPERS = "papers", _("单据有误")
        OTHER = "other", _("其他问题")

    ENDED: ClassVar = (State.REFUSED, State.CANCELLED)

    customer = models.ForeignKey(
        Customer, models.CASCADE, null=True, editable=False, related_name="deliveries",
        verbose_name=_("客户"),
    )  # fmt: skip
    order = models.ForeignKey(
        Order, models.CASCADE, related_name="deliveries", verbose_name=_("订单")
    )
    promised_at = models.DateTimeField(
        _("答应送到"), null=True, blank=True,
        help_text=_("不填就按订单的要求交货日期，没有再按公开承诺"),
    )  # fmt: skip
    warehouse = ShortListKey(
        Warehouse, models.SET_NULL, null=True, blank=True, related_name="deliveries",
        verbose_name=_("仓库"), help_text=_("不填就按客户的地区"),
    )  # fmt: skip
    planned_on = models.DateField(
        _("排在哪天"), null=True, blank=True, help_text=_("不填就是答应送到的那天")
    )
    vehicle = models.CharField(_("车辆"), max_length=20, blank=True)
    load = models.DecimalField(
        _("装载量"), max_digits=12, decimal_places=2, null=True, blank=True,
        help_text=_("与车辆的载量同一个单位；不填就是订单明细的数量之和"),
    )  # fmt: skip
    sent_at = models.DateTimeField(_("发车时间"), null=True, blank=True)
    arrived_at = models.DateTimeField(_("签收时间"), null=True, blank=True)
    carrier = models.CharField(_("承运"), max_length=60, blank=True)
    tracking_number = models.CharField(_("运单号"), max_length=60, blank=True)
    address = models.CharField(_("送到哪里"), max_length=200, blank=True)
    contact_name = models.CharField(_("收货人"), max_length=60, blank=True)
    contact_phone = PhoneField(_("收货电话"), blank=True)
    signed_by = models.CharField(_("签收人"), max_length=60, blank=True)
    problem = models.CharField(_("交付问题"), max_length=10, choices=Problem, default=Problem.NONE)
    cause = models.CharField(_("原因"), max_length=200, blank=True)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("负责人"),
    )  # fmt: skip
    note = models.TextField(_("备注"), blank=True)
    state = models.CharField(
        _("状态"), max_length=10, choices=State, default=State.PLANNED, editable=False
    )
    alerted_at = models.DateTimeField(_("提醒过的时间"), null=True, editable=False)

    objects = DeliveryRows.as_manager()

    class Meta:
        verbose_name = _("送货")
        indexes = [
            models.Index(fields=["customer", "id"], name="delivery_of_customer"),
            models.Index(fields=["owner", "promised_at"], name="delivery_of_owner"),
            models.Index(fields=["state", "promised_at"], name="delivery_of_state"),
            models.Index(fields=["promised_at", "id"], name="delivery_by_promise"),
            models.Index(fields=["warehouse", "planned_on"], name="delivery_of_warehouse"),
        ]

    def __str__(self) -> str:
        return self.reference


OUTSTANDING = (Delivery.State.PLANNED, Delivery.State.ON_THE_WAY)


class Fulfilment(models.Model):
    """What the standing deliveries of one order come to, kept with every one of them.

    `came_at` is None until the last has arrived. `late` says that one came after it was promised,
    `refused` that one was not taken. `problem` is the gravest. `carrier` is empty where there were
    several. An order without deliveries has no row.
    """

    order = models.OneToOneField(
        Order, models.CASCADE, primary_key=True, related_name="kept_delivery"
    )
    due_at = models.DateTimeField(null=True)
    came_at = models.DateTimeField(null=True)
    late = models.BooleanField()
    refused = models.BooleanField()
    problem = models.CharField(max_length=10)
    carrier = models.CharField(max_length=60)

    class Meta:
        verbose_name = _("订单交付结果")

    def __str__(self) -> str:
        return str(self.order_id)
