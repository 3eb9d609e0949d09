"""Sums kept ready."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from sanjing.foundation.accounts.models import Team
from sanjing.foundation.entities.columns import MoneyField
from sanjing.modules.customers.models import Customer


class CustomerSales(models.Model):
    """What a customer bought in all, less what came back (`returned`): kept with every order and
    return, so that lists need not add it up.
    """

    customer = models.OneToOneField(Customer, models.CASCADE, primary_key=True, related_name="+")
    count = models.PositiveIntegerField()
    amount = MoneyField()
    returned = MoneyField(default=0)
    last_on = models.DateField()

    class Meta:
        indexes = [models.Index(fields=["last_on"], name="customer_bought_last")]

    def __str__(self) -> str:
        return str(self.customer_id)


class SalesMonth(models.Model):
    """What was sold in a month less what came back in it (`returned`), by who sees it: a sum kept ready
    for companies with many orders.

    `has_customer` tells orders over the counter from those of customers in the pool.
    """

    month = models.DateField()
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="+")
    customer_owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="+"
    )
    customer_team = models.ForeignKey(Team, models.CASCADE, null=True, related_name="+")
    has_customer = models.BooleanField()
    amount = MoneyField()
    returned = MoneyField(default=0)
    count = models.PositiveIntegerField()
    summed_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["month"], name="sales_of_month")]

    def __str__(self) -> str:
        return f"{self.month:%Y-%m}"
