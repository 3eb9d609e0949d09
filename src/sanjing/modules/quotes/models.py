"""Quotes, contracts, and what a company says about itself on paper."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from sanjing.foundation.accounts.models import Role
from sanjing.foundation.entities.columns import MoneyField
from sanjing.foundation.entities.models import Record
from sanjing.modules.customers.models import Contact, Customer
from sanjing.modules.deals.models import Deal
from sanjing.modules.products.models import LineRow


class Quote(Record):
    """What we would sell to a customer, at which price and until when. Its `reference` is the number.

    `amount` is the sum of the lines less `discount` plus `freight`; `list_amount` what the same goods
    cost by the price list, and `discount_rate` how many per cent were taken off. Once sent it stands
    still: what comes next is a new version, and the old ones stay readable.
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("草稿")
        WAITING = "waiting", _("待批")
        APPROVED = "approved", _("已批准")
        SENT = "sent", _("已发出")
        ACCEPTED = "accepted", _("已成交")
        DECLINED = "declined", _("未接受")
        EXPIRED = "expired", _("已过期")
        SUPERSEDED = "superseded", _("已改版")

    customer = models.ForeignKey(
        Customer, models.PROTECT, related_name="quotes", verbose_name=_("客户")
    )
    title = models.CharField(
        _("标题"), max_length=200, blank=True, help_text=_("不填就用第一样产品")
    )
    state = models.CharField(
        _("状态"), max_length=10, choices=State, default=State.DRAFT, editable=False
    )
    quoted_on = models.DateField(_("报价日期"))
    valid_until = models.DateField(_("有效期至"))
    contact = models.ForeignKey(
        Contact, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("联系人")
    )
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("业务员"),
    )
    amount = MoneyField(_("金额"), default=0, editable=False)
    list_amount = MoneyField(_("目录金额"), default=0, editable=False)
    discount_rate = models.DecimalField(
        _("让价 %"), max_digits=5, decimal_places=2, default=0, editable=False
    )
    deal = models.ForeignKey(
        Deal, models.SET_NULL, null=True, blank=True, related_name="quotes", verbose_name=_("商机")
    )
    discount = MoneyField(_("优惠"), null=True, blank=True)
    freight = MoneyField(_("运费"), null=True, blank=True)
    payment_terms = models.CharField(_("付款方式"), max_length=200, blank=True)
    delivery_terms = models.CharField(_("交货期与方式"), max_length=200, blank=True)
    prints_claims = models.BooleanField(
        _("印上宣传口径"), default=False, help_text=_("在纸上附所报产品已批准的口径")
    )
    note = models.TextField(_("备注"), blank=True)
    revision = models.PositiveSmallIntegerField(_("版本"), default=1, editable=False)
    first = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        editable=False,
        related_name="versions",
        verbose_name=_("第一版"),
    )
    sent_at = models.DateTimeField(_("发出时间"), null=True, editable=False)
    closed_at = models.DateTimeField(_("答复时间"), null=True, editable=False)
    decline_reason = models.CharField(_("未接受的原因"), max_length=200, blank=True, editable=False)

    class Meta:
        verbose_name = _("报价")
        indexes = [
            models.Index(fields=["customer", "-quoted_on"], name="quote_of_customer"),
            models.Index(fields=["owner", "-quoted_on"], name="quote_of_owner"),
            models.Index(fields=["-quoted_on", "-id"], name="quote_by_day"),
            models.Index(fields=["state", "valid_until"], name="quote_of_state"),
        ]

    def __str__(self) -> str:
        return self.title or self.reference


class QuoteLine(LineRow):
    """One product of a quote, with the price of the list on the day it was written."""

    quote = models.ForeignKey(Quote, models.CASCADE, related_name="rows")
    list_price = MoneyField(_("目录价"), null=True)

    class Meta:
        verbose_name = _("报价明细")


class Contract(Record):
    """What two firms agreed in writing. Its `reference` is the contract number 合同编号."""

    class State(models.TextChoices):
        DRAFT = "draft", _("起草")
        SIGNED = "signed", _("履行中")
        RENEWED = "renewed", _("已续签")
        ENDED = "ended", _("已到期")
        TERMINATED = "terminated", _("已终止")

    customer = models.ForeignKey(
        Customer, models.PROTECT, related_name="contracts", verbose_name=_("客户")
    )
    title = models.CharField(_("合同名称"), max_length=200)
    state = models.CharField(
        _("状态"), max_length=10, choices=State, default=State.DRAFT, editable=False
    )
    quote = models.ForeignKey(
        Quote,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="contracts",
        verbose_name=_("依据的报价"),
    )
    amount = MoneyField(_("合同金额"), null=True, blank=True)
    signed_on = models.DateField(_("签订日期"), null=True, blank=True)
    starts_on = models.DateField(_("开始日期"), null=True, blank=True)
    ends_on = models.DateField(_("结束日期"), null=True, blank=True)
    notice_days = models.PositiveSmallIntegerField(_("提前几天提醒续签"), default=30, blank=True)
    renew_on = models.DateField(_("该谈续签"), null=True, editable=False)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("业务员"),
    )
    our_signatory = models.CharField(_("我方签字人"), max_length=60, blank=True)
    their_signatory = models.CharField(_("对方签字人"), max_length=60, blank=True)
    payment_terms = models.CharField(_("付款方式"), max_length=200, blank=True)
    delivery_terms = models.CharField(_("交货期与方式"), max_length=200, blank=True)
    clauses = models.TextField(_("条款"), blank=True, help_text=_("一行一条，打印时自动编号"))
    note = models.TextField(_("备注"), blank=True)
    renews = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        editable=False,
        related_name="renewals",
        verbose_name=_("续自"),
    )
    ended_reason = models.CharField(_("终止原因"), max_length=200, blank=True, editable=False)

    class Meta:
        verbose_name = _("合同")
        indexes = [
            models.Index(fields=["customer", "-id"], name="contract_of_customer"),
            models.Index(fields=["owner", "-id"], name="contract_of_owner"),
            models.Index(fields=["state", "renew_on"], name="contract_to_renew"),
            models.Index(fields=["ends_on", "id"], name="contract_by_end"),
        ]

    def __str__(self) -> str:
        return self.title


class DiscountLimit(models.Model):
    """How many per cent off the list the holders of a role may give without asking."""

    role = models.OneToOneField(Role, models.CASCADE, primary_key=True, related_name="+")
    percent = models.DecimalField(max_digits=5, decimal_places=2)

    def __str__(self) -> str:
        return f"{self.role} {self.percent} %"


class Letterhead(models.Model):
    """Our own firm as it stands on quotes and contracts; there is one row at most."""

    name = models.CharField(_("公司名称"), max_length=200)
    name_en = models.CharField(_("英文名称"), max_length=200, blank=True)
    tax_number = models.CharField(_("税号"), max_length=40, blank=True)
    address = models.CharField(_("地址"), max_length=200, blank=True)
    phone = models.CharField(_("电话"), max_length=40, blank=True)
    bank = models.CharField(_("开户行"), max_length=100, blank=True)
    account = models.CharField(pgettext_lazy("of a bank", "账号"), max_length=60, blank=True)

    def __str__(self) -> str:
        return self.name
