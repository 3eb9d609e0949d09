"""Deals, their lines and the people on them."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from sanjing.foundation.entities.columns import MoneyField, ShortListKey, TagsField
from sanjing.foundation.entities.models import Record
from sanjing.modules.customers.models import Customer
from sanjing.modules.deals.models.pipelines import DealReason, Outcome, Pipeline, Stage
from sanjing.modules.products.models import LineRow


class Deal(Record):
    """Something a customer may buy: amount, stage, expected day, and in the end won or lost.

    With lines, `amount` is their sum. `pipeline` and `outcome` follow from the stage.
    """

    remembered = ("stage_id", "stage_changed_at", "closed_on")

    class Category(models.TextChoices):
        COMMIT = "commit", _("有把握")
        BEST = "best", _("乐观")
        PIPELINE = "pipeline", pgettext_lazy("预测类别", "一般")
        OMITTED = "omitted", _("不计入")

    name = models.CharField(_("商机名称"), max_length=200)
    customer = models.ForeignKey(
        Customer,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="deals",
        db_index=False,
        verbose_name=_("客户"),
    )
    pipeline = ShortListKey(
        Pipeline, models.PROTECT, editable=False, related_name="+", verbose_name=_("销售流程")
    )
    stage = ShortListKey(
        Stage, models.PROTECT, blank=True, related_name="+", db_index=False, verbose_name=_("阶段")
    )
    outcome = models.CharField(
        _("结果"), max_length=4, choices=Outcome, default=Outcome.OPEN, editable=False
    )
    amount = MoneyField(_("金额"), default=0, blank=True, help_text=_("填了明细会自动合计"))
    expected_close_date = models.DateField(_("预计成交日期"), null=True, blank=True)
    category = models.CharField(
        _("预测类别"), max_length=8, choices=Category, default=Category.PIPELINE
    )
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        db_index=False,
        verbose_name=_("负责人"),
    )
    source = models.CharField(_("来源"), max_length=12, choices=Customer.Source, blank=True)
    campaign = models.CharField(_("市场活动"), max_length=100, blank=True)
    competitors = TagsField(_("竞争对手"), blank=True)
    opened_on = models.DateField(_("开始日期"), null=True, blank=True)
    closed_on = models.DateField(_("结束日期"), null=True, blank=True)
    cycle_days = models.IntegerField(_("历时（天）"), null=True, editable=False)
    reason = ShortListKey(
        DealReason,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("输赢原因"),
    )
    lessons = models.TextField(_("经验教训"), blank=True)
    stage_changed_at = models.DateTimeField(_("进入阶段时间"), null=True, editable=False)
    note = models.TextField(_("备注"), blank=True)

    class Meta:
        verbose_name = _("商机")
        indexes = [
            models.Index(fields=["customer", "id"], name="deal_of_customer"),
            models.Index(fields=["stage", "changed_at"], name="deal_of_stage"),
            models.Index(fields=["stage", "amount"], name="deal_amount_of_stage"),
            models.Index(fields=["owner", "changed_at"], name="deal_of_owner"),
            models.Index(fields=["outcome", "changed_at"], name="deal_by_outcome"),
            models.Index(fields=["outcome", "closed_on"], name="deal_by_closing"),
            models.Index(fields=["outcome", "expected_close_date"], name="deal_by_expected"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_open(self) -> bool:
        return self.outcome == Outcome.OPEN


class DealLine(LineRow):
    """One product of a deal."""

    deal = models.ForeignKey(Deal, models.CASCADE, related_name="rows")

    class Meta:
        verbose_name = _("商机明细")
        indexes = [models.Index(fields=["product", "deal"], name="deal_line_of_product")]


class DealMember(models.Model):
    """Who works on a deal, as what, and which share of it is theirs; shares come to 100 %."""

    class Role(models.TextChoices):
        LEADS = "leads", _("主办")
        SUPPORTS = "supports", _("协办")
        TECHNICAL = "technical", _("技术支持")
        COMMERCIAL = "commercial", _("商务支持")
        SPONSOR = "sponsor", _("高层支持")

    deal = models.ForeignKey(Deal, models.CASCADE, related_name="members")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    role = models.CharField(_("角色"), max_length=10, choices=Role, default=Role.LEADS)
    share = models.DecimalField(_("业绩占比（%）"), max_digits=5, decimal_places=2)

    class Meta:
        verbose_name = _("团队成员")
        constraints = [models.UniqueConstraint(fields=["deal", "user"], name="once_in_a_team")]
