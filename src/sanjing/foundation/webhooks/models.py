"""Where events are sent to."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Webhook(models.Model):
    """One receiver. `patterns` say what it hears: "*", "customer.*", "deal.won"."""

    name = models.CharField(_("名称"), max_length=60)
    url = models.URLField(_("地址"), max_length=500)
    secret = models.CharField(_("密钥"), max_length=80)
    patterns = models.JSONField(_("事件"), default=list)
    active = models.BooleanField(_("启用"), default=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    created_at = models.DateTimeField(_("建立时间"))

    class Meta:
        verbose_name = _("回调")

    def __str__(self) -> str:
        return self.name

    @property
    def key(self) -> str:
        """How deliveries name this receiver."""
        return f"webhook:{self.pk}"
