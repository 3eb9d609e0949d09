"""What is done to get the money, and what it cost in concessions."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from sanjing.foundation.entities.models import Record
from sanjing.modules.customers.models import Customer
from sanjing.modules.orders.models import Order
from sanjing.modules.receivables.kinds import LedgerMoneyField
from sanjing.modules.receivables.models.invoices import Invoice


class CollectionNote(Record):
    """One attempt to get paid, and what the customer did: a line of the collection diary 催收."""

    class Way(models.TextChoices):
        CALL = "call", _("电话")
        VISIT = "visit", _("上门")
        LETTER = "letter", _("发函")
        MESSAGE = "message", _("微信或短信")

    class Outcome(models.TextChoices):
        PAID = "paid", _("已付款")
        PROMISED = "promised", _("答应付款")
        EVADES = "evades", _("推脱")
        BARGAINS = "bargains", _("讲条件")
        UNREACHABLE = "unreachable", _("找不到人")
        DISPUTES = "disputes", _("有争议")
        THREATENS = "threatens", _("以翻脸相威胁")

    class Promise(models.TextChoices):
        PENDING = "pending", _("未到期")
        KEPT = "kept", _("守约")
        LATE = "late", _("晚付")
        BROKEN = "broken", _("失约")

    customer = models.ForeignKey(
        Customer, models.CASCADE, related_name="collection_notes", verbose_name=_("客户")
    )
    invoice = models.ForeignKey(
        Invoice,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="collection_notes",
        verbose_name=_("应收"),
    )
    way = models.CharField(_("方式"), max_length=10, choices=Way, default=Way.CALL)
    happened_on = models.DateField(_("日期"), blank=True)
    outcome = models.CharField(_("结果"), max_length=12, choices=Outcome)
    promised_on = models.DateField(_("答应哪天付"), null=True, blank=True)
    promised_amount = LedgerMoneyField(_("答应付多少"), null=True, blank=True)
    said = models.TextField(_("对方怎么说"), blank=True)
    next_step = models.CharField(_("下一步"), max_length=200, blank=True)
    next_on = models.DateField(_("下次催收"), null=True, blank=True)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("催收人"),
    )
    promise = models.CharField(
        _("付款承诺"), max_length=8, choices=Promise, blank=True, editable=False
    )
    came = LedgerMoneyField(_("如期到账"), null=True, editable=False)

    class Meta:
        verbose_name = _("催收记录")
        indexes = [
            models.Index(fields=["customer", "-happened_on"], name="collecting_at_customer"),
            models.Index(fields=["owner", "-happened_on"], name="collecting_by_owner"),
            models.Index(fields=["-happened_on", "-id"], name="collecting_recent"),
            models.Index(fields=["promised_on"], name="payment_promised", condition=~Q(promise="")),
        ]

    def __str__(self) -> str:
        return self.get_outcome_display()


class Concession(Record):
    """What was given away to a customer who bargained: a line of the concessions ledger 让步台账."""

    class Kind(models.TextChoices):
        PRICE = "price", _("降价或折让")
        DELAY = "delay", _("延长账期")
        FREE = "free", _("免费服务或赠品")
        WAIVER = "waiver", _("免收利息或违约金")
        TERMS = "terms", _("放宽条款")
        OTHER = "other", _("其他")

    customer = models.ForeignKey(
        Customer, models.CASCADE, related_name="concessions", verbose_name=_("客户")
    )
    order = models.ForeignKey(
        Order, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("订单")
    )
    what = models.CharField(_("让了什么"), max_length=200)
    kind = models.CharField(_("种类"), max_length=10, choices=Kind, default=Kind.PRICE)
    value = LedgerMoneyField(_("折合金额"))
    granted_on = models.DateField(_("日期"), blank=True)
    pressure = models.CharField(
        _("对方的条件"),
        max_length=200,
        blank=True,
        help_text=_("客户拿什么来谈的，如不让就换供应商"),
    )
    approver = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("谁同意的"),
    )
    is_precedent = models.BooleanField(_("会成先例"), default=False)
    note = models.TextField(_("备注"), blank=True)

    class Meta:
        verbose_name = _("让步")
        indexes = [
            models.Index(fields=["customer", "-granted_on"], name="concession_to_customer"),
            models.Index(fields=["-granted_on", "-id"], name="concession_recent"),
        ]

    def __str__(self) -> str:
        return self.what
