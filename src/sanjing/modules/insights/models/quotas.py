"""How many prospects somebody is to reach within a month."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from sanjing.foundation.accounts.models import Team
from sanjing.foundation.entities.models import Record


class Quota(Record):
    """So many prospects contacted, visited and won in one month by one person. 0 asks for nothing."""

    name = models.CharField(_("拓新指标"), max_length=120, editable=False)
    month = models.DateField(_("月份"), help_text=_("当月任意一天"))
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("同事")
    )
    team = models.ForeignKey(
        Team, models.PROTECT, null=True, editable=False, related_name="+", verbose_name=_("团队")
    )
    contacts = models.PositiveIntegerField(_("联系几位"), default=0, blank=True)
    visits = models.PositiveIntegerField(_("拜访几位"), default=0, blank=True)
    wins = models.PositiveIntegerField(_("首单几位"), default=0, blank=True)
    note = models.TextField(_("备注"), blank=True)

    class Meta:
        verbose_name = _("拓新指标")
        indexes = [models.Index(fields=["month", "user"], name="quota_of_month")]

    def __str__(self) -> str:
        return self.name
