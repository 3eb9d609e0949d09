"""Pipelines, their stages, and why deals are won and lost."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from sanjing.foundation.entities.columns import ShortListKey, TagsField
from sanjing.foundation.entities.models import Record
from sanjing.modules.deals.kinds import FieldNamesField


class Outcome(models.TextChoices):
    OPEN = "open", _("进行中")
    WON = "won", _("赢单")
    LOST = "lost", _("输单")


class Pipeline(Record):
    """A way of selling 销售流程: a row of stages."""

    name = models.CharField(_("流程名称"), max_length=60, unique=True)
    position = models.PositiveSmallIntegerField(_("顺序"), default=1)
    note = models.TextField(_("说明"), blank=True)

    class Meta:
        verbose_name = _("销售流程")

    def __str__(self) -> str:
        return self.name


class Stage(Record):
    """A step of a pipeline. Its id stays whatever it is called, so that history stays true.

    Deals and their history repeat its pipeline and outcome, so these stay once a deal has stood in it.
    """

    remembered = ("pipeline_id", "outcome", "probability")

    class ExitRule(models.TextChoices):
        CONTACTED = "contacted", _("进入本阶段后至少跟进过一次")
        PRICED = "priced", _("已填金额")
        DATED = "dated", _("预计成交日期不早于今天")

    pipeline = ShortListKey(
        Pipeline, models.PROTECT, related_name="stages", verbose_name=_("销售流程")
    )
    name = models.CharField(_("阶段名称"), max_length=60)
    position = models.PositiveSmallIntegerField(_("顺序"), default=1)
    outcome = models.CharField(_("结果"), max_length=4, choices=Outcome, default=Outcome.OPEN)
    probability = models.PositiveSmallIntegerField(_("成交概率（%）"), default=0)
    required = FieldNamesField(
        _("离开前必填"), blank=True, help_text=_("往后走之前要填好的栏目，如：金额、预计成交日期")
    )
    exit_rule = models.CharField(_("离开条件"), max_length=10, choices=ExitRule, blank=True)
    stale_days = models.PositiveSmallIntegerField(_("停留几天算太久"), null=True, blank=True)
    aliases = TagsField(_("别名"), blank=True, help_text=_("旧系统的叫法，导入时认得"))
    note = models.TextField(_("说明"), blank=True)

    class Meta:
        verbose_name = _("销售阶段")
        indexes = [models.Index(fields=["pipeline", "position"], name="stage_of_pipeline")]

    def __str__(self) -> str:
        return self.name


class DealReason(Record):
    """Why a deal was won or lost; reasons hang below others, two levels deep."""

    name = models.CharField(_("原因"), max_length=60)
    parent = ShortListKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="below",
        verbose_name=_("上级原因"),
    )
    outcome = models.CharField(
        _("用于"), max_length=4, choices=Outcome.choices[1:], default=Outcome.LOST
    )
    position = models.PositiveSmallIntegerField(_("顺序"), default=1)
    note = models.TextField(_("说明"), blank=True)

    class Meta:
        verbose_name = _("输赢原因")

    def __str__(self) -> str:
        return f"{self.parent.name} / {self.name}" if self.parent_id else self.name
