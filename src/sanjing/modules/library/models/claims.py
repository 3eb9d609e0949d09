"""What we may say of a product, and whether customers find it so."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from sanjing.foundation.entities.models import Record
from sanjing.modules.activities.models import Activity
from sanjing.modules.customers.models import Customer
from sanjing.modules.products.models import Product

PERSON = settings.AUTH_USER_MODEL


class ProductClaim(Record):
    """A sentence about a product with what proves it. Only an approved one may be said."""

    words = ("product_id", "statement", "statement_en", "evidence", "valid_until")
    """What was approved."""
    remembered = (*words, "state")

    class State(models.TextChoices):
        DRAFT = "draft", _("草稿")
        WAITING = "waiting", _("送审")
        APPROVED = "approved", _("已批准")
        RETIRED = "retired", pgettext_lazy("口径", "已停用")

    product = models.ForeignKey(
        Product, models.CASCADE, related_name="claims", verbose_name=_("产品")
    )
    statement = models.CharField(_("可以怎么说"), max_length=200)
    statement_en = models.CharField(
        _("英文怎么说"), max_length=300, blank=True, help_text=_("印在英文报价单上；没写的不印")
    )
    evidence = models.TextField(_("依据"), blank=True)
    valid_until = models.DateField(_("有效期至"), null=True, blank=True)
    owner = models.ForeignKey(
        PERSON, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("起草人")
    )
    state = models.CharField(
        _("状态"), max_length=10, choices=State, default=State.DRAFT, editable=False
    )
    approved_by = models.ForeignKey(
        PERSON, models.PROTECT, null=True, editable=False, related_name="+",
        verbose_name=_("批准人"),
    )  # fmt: skip
    approved_on = models.DateField(_("批准日期"), null=True, editable=False)
    retired_reason = models.CharField(_("停用原因"), max_length=200, blank=True, editable=False)

    class Meta:
        verbose_name = _("宣传口径")
        indexes = [
            models.Index(fields=["product", "state"], name="claim_of_product"),
            models.Index(fields=["state", "valid_until"], name="claim_by_state"),
        ]

    def __str__(self) -> str:
        return self.statement

    @classmethod
    def in_force(cls, day: date) -> Q:
        """What may be said on a day."""
        lasts = Q(valid_until=None) | Q(valid_until__gte=day)
        return Q(state=cls.State.APPROVED, removed_at=None) & lasts


class ClaimExperience(Record):
    """A customer said whether it is as we say."""

    class Held(models.TextChoices):
        KEPT = "kept", _("属实")
        NOT_SO = "not_so", _("不符")

    claim = models.ForeignKey(
        ProductClaim, models.CASCADE, related_name="experiences", verbose_name=_("宣传口径")
    )
    customer = models.ForeignKey(
        Customer, models.CASCADE, related_name="claim_experiences", db_index=False,
        verbose_name=_("客户"),
    )  # fmt: skip
    held = models.CharField(_("是不是这样"), max_length=8, choices=Held)
    said = models.CharField(_("客户原话"), max_length=200)
    said_on = models.DateField(_("日期"), blank=True)
    source = models.CharField(_("从哪里听到"), max_length=100, blank=True)
    owner = models.ForeignKey(
        PERSON, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("登记人")
    )
    activity = models.ForeignKey(
        Activity, models.SET_NULL, null=True, editable=False, related_name="+",
        verbose_name=_("来自跟进"),
    )  # fmt: skip

    class Meta:
        verbose_name = _("口径印证")
        indexes = [
            models.Index(fields=["customer", "id"], name="experience_of_customer"),
            models.Index(fields=["claim", "customer", "said_on"], name="experience_of_claim"),
            models.Index(fields=["said_on", "id"], name="experience_by_day"),
        ]

    def __str__(self) -> str:
        return self.said
