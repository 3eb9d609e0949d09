"""Customers who left, and the reasons they leave for."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from sanjing.foundation.entities.columns import ShortListKey
from sanjing.foundation.entities.models import Record
from sanjing.modules.activities.models import Task
from sanjing.modules.customers.models import Customer


class LossReason(Record):
    """Why customers leave; reasons hang below others, two levels deep. `owner` answers for the fix."""

    class Control(models.TextChoices):
        OURS = "ours", _("可控")
        THEIRS = "theirs", _("不可控")

    name = models.CharField(_("原因"), max_length=60)
    parent = ShortListKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="below",
        verbose_name=_("上级原因"),
    )
    control = models.CharField(
        _("可控吗"), max_length=6, choices=Control, default=Control.OURS,
        help_text=_("公司做得更好就能留住的，是可控；有上级原因的跟上级"),
    )  # fmt: skip
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("整改负责人"),
    )  # fmt: skip
    position = models.PositiveSmallIntegerField(_("顺序"), default=1)
    note = models.TextField(_("说明"), blank=True)
    task = models.ForeignKey(
        Task,
        models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("整改待办"),
    )

    class Meta:
        verbose_name = _("流失原因")

    def __str__(self) -> str:
        return f"{self.parent.name} / {self.name}" if self.parent_id else self.name


class Departure(Record):
    """A customer who left on a day, until they came back; of one customer at most one is open.

    What was bought from `counted_from` up to and with `left_on` is what went with them. `said` is in
    the customer's own words.
    """

    class Touchpoint(models.TextChoices):
        SALES = "sales", _("销售")
        DELIVERY = "delivery", _("送货")
        FITTING = "fitting", _("安装维修")
        HOTLINE = "hotline", _("客服电话")
        BILLING = "billing", _("开票收款")
        ONLINE = "online", _("网上")
        OTHER = "other", _("其他")

    class Chance(models.TextChoices):
        NONE = "none", _("没有可能")
        SMALL = "small", _("不大")
        FAIR = "fair", _("有可能")
        GOOD = "good", _("很大")

    class Way(models.TextChoices):
        ITSELF = "itself", _("自己回来")
        WON = "won", _("赢回")

    customer = models.ForeignKey(
        Customer, models.CASCADE, related_name="departures", verbose_name=_("客户")
    )
    left_on = models.DateField(_("离开日期"), blank=True, help_text=_("不填就是今天"))
    reason = ShortListKey(
        LossReason, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("流失原因"),
        help_text=_("还没问到就先空着"),
    )  # fmt: skip
    said = models.TextField(_("客户原话"), blank=True)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("谁做的流失访谈"),
    )  # fmt: skip
    asked_on = models.DateField(_("访谈日期"), null=True, blank=True)
    touchpoint = models.CharField(_("出在哪个环节"), max_length=10, choices=Touchpoint, blank=True)
    employee = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("涉及哪位同事"),
    )  # fmt: skip
    competitor = models.CharField(_("去了哪家"), max_length=100, blank=True)
    chance = models.CharField(_("赢回可能"), max_length=6, choices=Chance, blank=True)
    plan = models.CharField(_("打算怎么赢回"), max_length=200, blank=True)
    plan_on = models.DateField(
        _("哪天去做"), null=True, blank=True, help_text=_("写了日期，就安排一条待办")
    )
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("负责人"),
    )  # fmt: skip
    came_back_on = models.DateField(_("回来日期"), null=True, blank=True)
    way_back = models.CharField(
        _("怎么回来的"), max_length=6, choices=Way, blank=True, editable=False
    )
    counted_from = models.DateField(_("从哪天算起"), editable=False)
    plan_task = models.ForeignKey(
        Task,
        models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("赢回待办"),
    )
    task = models.ForeignKey(
        Task,
        models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("整改待办"),
    )

    class Meta:
        verbose_name = _("流失记录")
        indexes = [
            models.Index(fields=["customer", "left_on"], name="departure_of_customer"),
            models.Index(fields=["left_on", "id"], name="departure_by_day"),
            models.Index(fields=["owner", "left_on"], name="departure_of_owner"),
        ]

    def __str__(self) -> str:
        return self.reference
