"""The page on which a customer follows an order."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from sanjing.modules.orders.models import Order


class TrackingLink(models.Model):
    """An address nobody can guess. Once withdrawn it never leads anywhere again."""

    order = models.ForeignKey(Order, models.CASCADE, related_name="tracking_links")
    token = models.CharField(max_length=60, unique=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    made_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("进度链接")
        constraints = [
            models.UniqueConstraint(
                fields=["order"], condition=Q(withdrawn_at=None), name="one_tracking_link_an_order"
            )
        ]

    def __str__(self) -> str:
        return str(self.order_id)


class TrackingLook(models.Model):
    """That somebody asked for such a page; `address` is a digest, kept for a day to count by."""

    address = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("进度查看")
        indexes = [models.Index(fields=["address", "at"], name="tracking_look_recent")]

    def __str__(self) -> str:
        return self.address[:8]
