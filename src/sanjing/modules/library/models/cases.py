"""Customers we may point at, and where we did."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from sanjing.foundation.entities.columns import TagsField
from sanjing.foundation.entities.models import Record
from sanjing.modules.customers.models import Customer
from sanjing.modules.deals.models import Deal
from sanjing.modules.library.rules import covers
from sanjing.modules.products.models import Product

PERSON = settings.AUTH_USER_MODEL


class Use(models.TextChoices):
    """What a case is used for; a consent to one covers those before it."""

    INTERNAL = "internal", _("内部")
    BID = "bid", _("投标")
    PUBLIC = "public", _("公开")


class ReferenceCase(Record):
    """What we did for a customer, and whether that customer lets us tell of it."""

    title = models.CharField(_("案例名称"), max_length=120)
    customer = models.ForeignKey(
        Customer, models.CASCADE, related_name="reference_cases", verbose_name=_("客户")
    )
    story = models.TextField(_("经过"), blank=True)
    result = models.CharField(_("成效"), max_length=200, blank=True)
    product = models.ForeignKey(
        Product, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("产品")
    )
    tags = TagsField(_("标签"), blank=True)
    owner = models.ForeignKey(
        PERSON, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("维护人")
    )
    consent_for = models.CharField(
        _("同意用在哪里"), max_length=10, choices=Use, blank=True,
        help_text=_("同意公开，就也能投标；没填就只能内部用"),
    )  # fmt: skip
    consent_by = models.CharField(_("客户谁同意的"), max_length=60, blank=True)
    consent_on = models.DateField(_("哪天同意的"), null=True, blank=True)
    consent_until = models.DateField(
        _("同意到哪天"), null=True, blank=True, help_text=_("没说到哪天就不填")
    )

    class Meta:
        verbose_name = _("典型案例")
        indexes = [
            models.Index(fields=["customer", "id"], name="case_of_customer"),
            models.Index(fields=["consent_until", "id"], name="case_by_consent"),
        ]

    def __str__(self) -> str:
        return self.title

    def allows(self, use: str, day: date) -> bool:
        """Whether the customer's consent covers this use on that day."""
        return covers(
            Use.values.index(self.consent_for) if self.consent_for else None,
            Use.values.index(use),
            (self.consent_on, self.consent_until),
            day,
        )


class CaseUse(Record):
    """Once that a case was shown to somebody. Its day is the day it is written down."""

    remembered = ("case_id", "purpose")

    case = models.ForeignKey(
        ReferenceCase, models.CASCADE, related_name="uses", verbose_name=_("案例")
    )
    where = models.CharField(
        _("用在哪里"), max_length=200, help_text=_("哪份标书、哪次会、哪篇稿子")
    )
    purpose = models.CharField(_("用途"), max_length=10, choices=Use, default=Use.INTERNAL)
    deal = models.ForeignKey(
        Deal, models.SET_NULL, null=True, blank=True, related_name="case_uses",
        verbose_name=_("商机"),
    )  # fmt: skip
    owner = models.ForeignKey(
        PERSON, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("谁用的")
    )
    used_on = models.DateField(_("日期"), editable=False)

    class Meta:
        verbose_name = _("案例使用")
        indexes = [
            models.Index(fields=["case", "used_on"], name="use_of_case"),
            models.Index(fields=["used_on", "id"], name="use_by_day"),
        ]

    def __str__(self) -> str:
        return self.where
