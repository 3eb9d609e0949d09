"""Changes of service whose effect on sales is to be seen."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from sanjing.foundation.accounts.models import Team
from sanjing.foundation.entities.columns import MoneyField, RegionField, TeamKey
from sanjing.foundation.entities.models import Record


class ServiceChange(Record):
    """Something we do for customers since a day, where and for which goods. Blank means everywhere.

    With `against` sales elsewhere are set beside it; what the change reached is never part of those.
    """

    class Against(models.TextChoices):
        NOBODY = "nobody", _("不设对照，只比前后")
        REST = "rest", _("其余的全部")
        CHOSEN = "chosen", _("下面选的一组")

    name = models.CharField(_("做了什么"), max_length=120)
    changed_on = models.DateField(_("从哪天起"))
    months = models.PositiveSmallIntegerField(
        _("前后各看几个月"), default=3, blank=True, help_text=_("1 到 12，没满就看已有的天数")
    )
    cost = MoneyField(_("投入金额"), null=True, blank=True)
    region = RegionField(_("地区"), blank=True)
    team = TeamKey(
        Team,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("业务员所在团队"),
    )
    category = models.CharField(_("产品类别"), max_length=60, blank=True)
    against = models.CharField(_("与谁比"), max_length=8, choices=Against, default=Against.NOBODY)
    compare_region = RegionField(_("对照地区"), blank=True)
    compare_team = TeamKey(
        Team,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("对照团队"),
    )
    compare_category = models.CharField(_("对照产品类别"), max_length=60, blank=True)
    note = models.TextField(_("说明"), blank=True)

    class Meta:
        verbose_name = _("服务投入")
        indexes = [models.Index(fields=["changed_on", "id"], name="service_change_by_day")]

    def __str__(self) -> str:
        return self.name
