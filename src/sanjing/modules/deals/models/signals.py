"""What is heard at customers before there is a deal: needs that show, and what others offer."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from sanjing.foundation.entities.columns import MoneyField
from sanjing.foundation.entities.models import Record
from sanjing.foundation.phrases import labelled
from sanjing.modules.customers.models import Customer
from sanjing.modules.deals.models.deals import Deal


class NeedSignal(Record):
    """Something at a customer that will need what we sell, with the time it will (S159)."""

    class Kind(models.TextChoices):
        EXPANSION = "expansion", _("扩产")
        EQUIPMENT = "equipment", _("设备改造")
        SEASON = "season", _("季节用量")
        OVERHAUL = "overhaul", _("停产检修")
        PRESSURE = "pressure", _("压力或用量不够")
        OTHER = "other", _("其他")

    name = models.CharField(_("听到什么"), max_length=200)
    customer = models.ForeignKey(
        Customer, models.CASCADE, related_name="signals", db_index=False, verbose_name=_("客户")
    )
    kind = models.CharField(_("类别"), max_length=10, choices=Kind, default=Kind.OTHER)
    noticed_on = models.DateField(_("发现日期"), null=True, blank=True)
    expected_on = models.DateField(_("大约什么时候要用"), null=True, blank=True)
    heard_from = models.CharField(_("消息来源"), max_length=100, blank=True)
    yearly_need = MoneyField(
        _("一年一共要买多少"), null=True, blank=True,
        help_text=_("问来的或估的：我们卖的这些，客户一年向各家一共买多少钱。用来算客户份额"),
    )  # fmt: skip
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("负责人"),
    )  # fmt: skip
    deal = models.ForeignKey(
        Deal, models.SET_NULL, null=True, blank=True, related_name="signals", verbose_name=_("商机")
    )
    note = models.TextField(_("备注"), blank=True)

    class Meta:
        verbose_name = _("需求信号")
        indexes = [
            models.Index(fields=["customer", "id"], name="signal_of_customer"),
            models.Index(fields=["expected_on", "id"], name="signal_by_day"),
        ]

    def __str__(self) -> str:
        return self.name


class CompetitorOffer(Record):
    """What a competitor offers, where we heard it, and what to answer (S156)."""

    competitor = models.CharField(_("竞争对手"), max_length=100)
    name = models.CharField(_("对方的政策或报价"), max_length=200)
    customer = models.ForeignKey(
        Customer, models.SET_NULL, null=True, blank=True, related_name="competitor_offers",
        db_index=False, verbose_name=_("客户"),
    )  # fmt: skip
    deal = models.ForeignKey(
        Deal, models.SET_NULL, null=True, blank=True, related_name="competitor_offers",
        verbose_name=_("商机"),
    )  # fmt: skip
    offered_on = models.DateField(_("日期"), null=True, blank=True)
    heard_from = models.CharField(_("消息来源"), max_length=100, blank=True)
    rebuttal = models.TextField(_("应对的话"), blank=True)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("登记人"),
    )  # fmt: skip

    class Meta:
        verbose_name = _("竞品政策")
        indexes = [
            models.Index(fields=["customer", "id"], name="offer_of_customer"),
            models.Index(fields=["competitor", "id"], name="offer_of_competitor"),
        ]

    def __str__(self) -> str:
        return labelled(self.competitor, self.name)
