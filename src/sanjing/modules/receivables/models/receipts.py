"""What customers paid, and which payment settled what."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from sanjing.foundation.entities.columns import MoneyField
from sanjing.foundation.entities.models import Record
from sanjing.modules.customers.models import Customer
from sanjing.modules.receivables.kinds import LedgerMoneyField
from sanjing.modules.receivables.models.invoices import Invoice


class Receipt(Record):
    """Money that came in. What is not matched to invoices stays as an advance 预收, `left`."""

    remembered = ("customer_id",)

    class Method(models.TextChoices):
        TRANSFER = "transfer", _("银行转账")
        ACCEPTANCE = "acceptance", _("承兑汇票")
        CASH = "cash", _("现金")
        WECHAT = "wechat", _("微信")
        ALIPAY = "alipay", _("支付宝")
        CARD = "card", _("刷卡")
        OTHER = "other", _("其他")

    customer = models.ForeignKey(
        Customer, models.PROTECT, related_name="receipts", verbose_name=_("客户")
    )
    amount = LedgerMoneyField(_("回款金额"))
    received_on = models.DateField(_("到账日期"), blank=True)
    method = models.CharField(_("方式"), max_length=10, choices=Method, default=Method.TRANSFER)
    bank_reference = models.CharField(
        _("银行流水号"), max_length=60, null=True, blank=True, unique=True
    )
    payer = models.CharField(_("付款户名"), max_length=100, blank=True)
    voucher = models.CharField(_("凭证号"), max_length=40, blank=True)
    note = models.TextField(_("备注"), blank=True)
    allocated = LedgerMoneyField(_("已核销"), default=0, editable=False)
    refunded = LedgerMoneyField(_("已退款"), default=0, editable=False)
    left = LedgerMoneyField(_("待核销"), default=0, editable=False)

    class Meta:
        verbose_name = _("回款")
        indexes = [
            models.Index(fields=["customer", "received_on"], name="receipt_of_customer"),
            models.Index(fields=["received_on", "id"], name="receipt_by_day"),
            models.Index(fields=["amount", "id"], name="receipt_by_amount"),
            models.Index(fields=["customer", "left"], name="receipt_left", condition=Q(left__gt=0)),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    allocated__gte=0,
                    refunded__gte=0,
                    left__gte=0,
                    left=F("amount") - F("allocated") - F("refunded"),
                ),
                name="receipt_holds_enough",
            )
        ]

    def __str__(self) -> str:
        return self.reference


class Allocation(models.Model):
    """Money that settles something: always a positive amount, `on` the day it counts from.

    A receipt or a credit note settles an invoice; a write-off settles it by nothing; a refund pays a
    receipt or a credit note back and settles no invoice.
    """

    class Kind(models.TextChoices):
        RECEIPT = "receipt", _("回款核销")
        CREDIT = "credit", _("红字冲抵")
        WRITE_OFF = "write_off", _("坏账核销")
        REFUND = "refund", _("退款")

    kind = models.CharField(max_length=10, choices=Kind)
    customer = models.ForeignKey(Customer, models.PROTECT, related_name="+", db_index=False)
    receipt = models.ForeignKey(Receipt, models.PROTECT, null=True, related_name="allocations")
    credit = models.ForeignKey(Invoice, models.PROTECT, null=True, related_name="uses")
    invoice = models.ForeignKey(Invoice, models.PROTECT, null=True, related_name="allocations")
    amount = MoneyField()
    on = models.DateField()
    at = models.DateTimeField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", db_index=False
    )

    class Meta:
        indexes = [models.Index(fields=["customer", "on"], name="allocation_of_customer")]
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="allocation_is_something")
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.amount}"
