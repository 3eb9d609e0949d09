"""What the company promises of every order."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from sanjing.foundation.entities.columns import RegionField
from sanjing.foundation.entities.models import Record
from sanjing.kernel.regions import short_region_name
from sanjing.modules.customers.models import Customer


class StandingPromise(Record):
    """By when every order arrives that was placed while it was in force.

    A blank 地区, 产品类别 or 客户级别 means any.
    """

    class Start(models.TextChoices):
        ORDER = "order", _("下单")
        REQUIRED = "required", _("要求交货日期")

    class Unit(models.TextChoices):
        HOURS = "hours", _("小时")
        DAYS = "days", _("天")

    name = models.CharField(_("名称"), max_length=100)
    start = models.CharField(_("从何时算起"), max_length=10, choices=Start, default=Start.ORDER)
    allowed = models.PositiveSmallIntegerField(_("多久之内"))
    unit = models.CharField(
        pgettext_lazy("of a quantity", "单位"), max_length=6, choices=Unit, default=Unit.HOURS
    )
    region = RegionField(_("地区"), blank=True)
    category = models.CharField(_("产品类别"), max_length=60, blank=True)
    grade = models.CharField(_("客户级别"), max_length=2, choices=Customer.Grade, blank=True)
    valid_from = models.DateField(_("生效"))
    valid_until = models.DateField(_("失效"), null=True, blank=True)
    note = models.TextField(_("备注"), blank=True)

    class Meta:
        verbose_name = _("公开承诺")
        indexes = [models.Index(fields=["valid_from", "id"], name="standing_promise_by_day")]

    def __str__(self) -> str:
        return self.name

    @property
    def says(self) -> str:
        """下单后 24 小时内送到（湖北武汉）"""
        words = {
            ("order", "hours"): _now("下单后 %(n)s 小时内送到"),
            ("order", "days"): _now("下单后 %(n)s 天内送到"),
            ("required", "days"): _now("要求交货日期后 %(n)s 天内送到"),
        }
        told = words[self.start, self.unit] % {"n": self.allowed}
        if self.start == self.Start.REQUIRED and not self.allowed:
            told = _now("要求交货日期当天送到")
        limits = [
            short_region_name(self.region) if self.region else "",
            self.category,
            _now("%(grade)s客户") % {"grade": self.get_grade_display()} if self.grade else "",
        ]
        limited = _now("、").join(filter(None, limits))
        return (
            _now("%(promise)s（%(limits)s）") % {"promise": told, "limits": limited}
            if limited
            else told
        )
