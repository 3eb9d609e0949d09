"""What customers owe."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from sanjing.foundation.entities.models import Record
from sanjing.modules.customers.models import Customer
from sanjing.modules.orders.models import Order, Return
from sanjing.modules.receivables.kinds import LedgerMoneyField


class InvoiceRows(models.QuerySet):
    def standing(self) -> InvoiceRows:
        """Neither void nor in the bin."""
        return self.filter(removed_at=None).exclude(state=Invoice.State.VOID)


class Invoice(Record):
    """What a customer owes by a day: an instalment of an order, with or without a tax invoice.

    A credit note 红字 has a negative amount and says why; one made for goods that came back says
    for which return. `balance` is what is still open, of the
    sign of `amount`: amount − paid − credited − written_off, kept right by every verb.
    """

    remembered = ("customer_id", "amount", "order_id")

    class Kind(models.TextChoices):
        SPECIAL = "special", _("增值税专用发票")
        ORDINARY = "ordinary", _("增值税普通发票")
        NONE = "none", _("不开票")

    class State(models.TextChoices):
        OPEN = "open", _("未收")
        PART = "part", _("部分已收")
        SETTLED = "settled", _("已结清")
        VOID = "void", _("已作废")

    customer = models.ForeignKey(
        Customer, models.PROTECT, related_name="invoices", verbose_name=_("客户")
    )
    order = models.ForeignKey(
        Order,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="invoices",
        verbose_name=_("订单"),
    )
    amount = LedgerMoneyField(_("应收金额"))
    booked_on = models.DateField(_("入账日期"), blank=True)
    due_on = models.DateField(_("到期日"), blank=True)
    kind = models.CharField(_("发票种类"), max_length=10, choices=Kind, default=Kind.NONE)
    number = models.CharField(_("发票号码"), max_length=40, blank=True)
    issued_on = models.DateField(_("开票日期"), null=True, blank=True)
    reason = models.CharField(
        _("红字原因"), max_length=200, blank=True, help_text=_("金额是负数时要写，如退货、折让")
    )
    corrects = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="credit_notes",
        verbose_name=_("红冲哪一笔"),
    )
    returned = models.OneToOneField(
        Return,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="credit_note",
        verbose_name=_("退货"),
    )
    voucher = models.CharField(_("凭证号"), max_length=40, blank=True)
    note = models.TextField(_("备注"), blank=True)
    paid = LedgerMoneyField(_("已收"), default=0, editable=False)
    credited = LedgerMoneyField(_("已冲抵"), default=0, editable=False)
    written_off = LedgerMoneyField(_("坏账核销"), default=0, editable=False)
    balance = LedgerMoneyField(_("未收"), default=0, editable=False)
    state = models.CharField(
        _("状态"), max_length=8, choices=State, default=State.OPEN, editable=False
    )
    settled_on = models.DateField(_("结清日期"), null=True, editable=False)

    objects = InvoiceRows.as_manager()

    class Meta:
        verbose_name = _("应收")
        indexes = [
            models.Index(fields=["customer", "due_on"], name="invoice_of_customer"),
            models.Index(fields=["due_on", "id"], name="invoice_by_due"),
            models.Index(fields=["booked_on", "id"], name="invoice_by_day"),
            models.Index(fields=["state", "due_on"], name="invoice_of_state"),
            models.Index(fields=["amount", "id"], name="invoice_by_amount"),
            models.Index(fields=["number"], name="invoice_by_number"),
            models.Index(fields=["settled_on"], name="invoice_by_settling"),
            models.Index(
                fields=["customer", "due_on", "balance"],
                name="invoice_still_open",
                condition=~Q(balance=0),
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(balance=0)
                | Q(balance=F("amount") - F("paid") - F("credited") - F("written_off")),
                name="invoice_adds_up",
            ),
            models.CheckConstraint(
                condition=Q(balance__gte=0, balance__lte=F("amount"))
                | Q(balance__lte=0, balance__gte=F("amount")),
                name="invoice_not_overpaid",
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def is_credit(self) -> bool:
        return self.amount < 0

    @property
    def is_untouched(self) -> bool:
        """Whether nothing was ever settled against it."""
        return not (self.paid or self.credited or self.written_off)
