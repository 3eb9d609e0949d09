"""Orders that may go beyond the credit limit."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from sanjing.foundation.entities.columns import MoneyField
from sanjing.modules.customers.models import Customer
from sanjing.modules.orders.models import Order


class CreditRelease(models.Model):
    """That an order for this customer was let through beyond the limit 超额放行, up to `amount`."""

    order = models.OneToOneField(
        Order, models.CASCADE, primary_key=True, related_name="credit_release"
    )
    customer = models.ForeignKey(Customer, models.CASCADE, related_name="+")
    amount = MoneyField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", db_index=False
    )
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("超额放行")

    def __str__(self) -> str:
        return f"{self.order_id} {self.amount}"
