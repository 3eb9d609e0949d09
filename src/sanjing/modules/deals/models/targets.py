"""What somebody is to bring in within a month."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from sanjing.foundation.accounts.models import Team
from sanjing.foundation.entities.columns import MoneyField, TeamKey
from sanjing.foundation.entities.models import Record
from sanjing.modules.products.models import Product


class Target(Record):
    """The amount to be won in one month by a person, a team or, with neither, the company.

    With a product it is about that product alone. A team without a target of its own has those of
    its people added up, and so has the company. Several about the same add up.
    """

    name = models.CharField(_("目标"), max_length=120, editable=False)
    month = models.DateField(_("月份"), help_text=_("当月任意一天"))
    amount = MoneyField(_("目标金额"))
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("同事"),
    )
    team = TeamKey(
        Team, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("团队")
    )
    product = models.ForeignKey(
        Product, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("产品")
    )
    note = models.TextField(_("备注"), blank=True)

    class Meta:
        verbose_name = _("销售目标")
        indexes = [models.Index(fields=["month", "id"], name="target_of_month")]

    def __str__(self) -> str:
        return self.name
