"""Tiers 分级, the floor under their service, and who stands in which since when."""

from __future__ import annotations

from decimal import Decimal
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from sanjing.foundation.entities.columns import KeyField
from sanjing.foundation.entities.models import Record
from sanjing.modules.customers.models import Customer
from sanjing.modules.scores.models import CustomerScore
from sanjing.modules.tiers.kinds import CriteriaField

PERSON = settings.AUTH_USER_MODEL


class Measure(models.TextChoices):
    """The scores that tiers go by, as columns of `scores.models.Judged`."""

    FUTURE = "future", _("未来三年毛利")
    YEAR_MARGIN = "year_margin", _("近一年毛利")
    YEAR_SALES = "year_sales", _("近一年消费")
    STAKE = "stake", _("可能失去的毛利")
    LOYALTY = "loyalty", _("忠诚度")


class Tier(Record):
    """A class of customers: who belongs to it, and what they get more than everybody.

    Who reaches `at_least` of the `measure` enters it, and leaves it only once lower by more than `slack` percent;
    one with `criteria` takes whom they fit; one with neither takes all other customers who ever bought.
    """

    name = models.CharField(_("名称"), max_length=40)
    rank = models.PositiveSmallIntegerField(
        _("次序"), default=1, help_text=_("1 最高；客户进够得着的最高一级")
    )
    grade = models.CharField(
        _("对应的客户级别"), max_length=2, choices=Customer.Grade, blank=True,
        help_text=_("不填，客户的级别就不跟着这一级"),
    )  # fmt: skip
    measure = models.CharField(
        _("按什么分"), max_length=12, choices=Measure, blank=True,
        help_text=_("不填，也没有条件，就收其余买过的客户"),
    )  # fmt: skip
    at_least = models.DecimalField(
        _("从多少起"), max_digits=14, decimal_places=2, null=True, blank=True,
        help_text=_("金额写元，忠诚度写 %"),
    )  # fmt: skip
    slack = models.PositiveSmallIntegerField(
        _("低多少 % 才离开"), default=10, blank=True, help_text=_("0 到 90，免得客户一上一下")
    )
    criteria = CriteriaField(_("条件"), blank=True, editable=False)
    contact_days = models.PositiveSmallIntegerField(
        _("至少几天联系一次"), null=True, blank=True,
        help_text=_("不填就是服务底线"),
    )  # fmt: skip
    visit_days = models.PositiveSmallIntegerField(_("至少几天拜访一次"), null=True, blank=True)
    answer_days = models.PositiveSmallIntegerField(
        _("有问题几天内答复"), null=True, blank=True,
        help_text=_("不填就是服务底线"),
    )  # fmt: skip
    credit_days = models.PositiveSmallIntegerField(
        _("账期给几天"),
        null=True,
        blank=True,
        help_text=_("不填就不比账期，0 是现结；只给付款的宽限，不改价钱"),
    )
    extras = models.TextField(_("额外的服务"), blank=True, help_text=_("只加服务，不定价钱"))
    mark = KeyField(max_length=60)

    class Meta:
        verbose_name = _("客户分级")

    def __str__(self) -> str:
        return self.name

    @property
    def threshold(self) -> float:
        """The score to reach, in the units that scores are kept in."""
        number = self.at_least or Decimal(0)
        return float(number if self.measure == Measure.LOYALTY else number * 100)


class ServiceFloor(models.Model):
    """What every customer gets, whatever their tier or region; one row, or none yet. Days are counted as in `Tier`."""

    class Follows(models.TextChoices):
        PROPOSED = "proposed", _("只提议，由人来定")
        RAISED = "raised", _("升级自动改，降级由人来定")

    ONLY: ClassVar[int] = 1
    contact_days = models.PositiveSmallIntegerField(_("至少几天联系一次"), default=90)
    visit_days = models.PositiveSmallIntegerField(_("至少几天拜访一次"), null=True, blank=True)
    answer_days = models.PositiveSmallIntegerField(_("有问题几天内答复"), default=3)
    follows = models.CharField(
        _("客户级别跟着分级"), max_length=8, choices=Follows, default=Follows.PROPOSED
    )

    class Meta:
        verbose_name = _("服务底线")

    def __str__(self) -> str:
        return str(_("服务底线"))


class CustomerTier(models.Model):
    """Where a customer stands since when. Who is in no tier has a row only while a question waits for an answer.

    `ruled` is what the rules say, `tier` what counts: a `TierFix` comes before the rules. `mark` is that of `tier`.
    `credit_days` are the days that they were given to pay in the year, the mean by amount; empty where no tier says how
    many it gives, or nothing was billed.
    """

    class How(models.TextChoices):
        MET = "met"
        KEPT = "kept"
        FIXED = "fixed"

    class Service(models.TextChoices):
        BELOW = "below", _("给少了")
        FITS = "fits", _("相称")
        ABOVE = "above", _("给多了")

    customer = models.OneToOneField(Customer, models.CASCADE, primary_key=True, related_name="+")
    score = models.ForeignObject(
        CustomerScore, models.DO_NOTHING, from_fields=["customer"], to_fields=["customer"],
        null=True, editable=False, related_name="+",
    )  # fmt: skip
    tier = models.ForeignKey(Tier, models.SET_NULL, null=True, related_name="+")
    ruled = models.ForeignKey(Tier, models.SET_NULL, null=True, related_name="+", db_index=False)
    mark = models.CharField(_("分级"), max_length=60, blank=True)
    how = models.CharField(max_length=5, choices=How, blank=True)
    since = models.DateField(_("进入这一级"), null=True)
    service = models.CharField(_("服务水平"), max_length=5, choices=Service, blank=True)
    credit_days = models.PositiveSmallIntegerField(_("近一年的账期"), null=True)
    unanswered_on = models.DateField(_("等着答复，从"), null=True)
    scored_on = models.DateField()

    class Meta:
        indexes = [
            models.Index(fields=["mark", "customer"], name="tier_mark"),
            models.Index(fields=["since"], name="tier_since"),
            models.Index(fields=["service", "customer"], name="tier_service"),
            models.Index(
                fields=["unanswered_on"], name="tier_unanswered",
                condition=Q(unanswered_on__isnull=False),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return str(self.customer_id)


class PastTier(models.Model):
    """A tier that a customer left: they stood in it from `since` up to, without, the day `until`."""

    customer = models.ForeignKey(Customer, models.CASCADE, related_name="+", db_index=False)
    tier = models.ForeignKey(Tier, models.CASCADE, related_name="+", db_index=False)
    since = models.DateField()
    until = models.DateField()
    into = models.ForeignKey(Tier, models.SET_NULL, null=True, related_name="+", db_index=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["customer", "until"], name="past_tier_ended_once")
        ]
        indexes = [models.Index(fields=["until", "since"], name="past_tier_until")]

    def __str__(self) -> str:
        return f"{self.customer_id} · {self.since:%Y-%m-%d}"


class TierFix(models.Model):
    """Somebody put a customer into a tier by hand, whatever the rules say, and said why."""

    customer = models.OneToOneField(Customer, models.CASCADE, primary_key=True, related_name="+")
    tier = models.ForeignKey(Tier, models.CASCADE, related_name="+")
    reason = models.CharField(max_length=200)
    by = models.ForeignKey(PERSON, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return self.reason
