"""What is kept of how deals moved, so that every figure can be given as of any day."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from sanjing.foundation.entities.columns import MoneyField
from sanjing.modules.customers.models import Customer
from sanjing.modules.deals.models.deals import Deal
from sanjing.modules.deals.models.pipelines import Stage


class StageEntry(models.Model):
    """A deal was in a stage from one moment to another; `left_at` is empty for where it is now.

    `closed_on` is the day on which the deal counts as won or lost by this step, whenever it was entered.
    """

    deal = models.ForeignKey(Deal, models.CASCADE, related_name="entries")
    customer = models.ForeignKey(
        Customer, models.PROTECT, null=True, related_name="+", db_index=False
    )
    stage = models.ForeignKey(Stage, models.PROTECT, related_name="+", db_index=False)
    entered_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True)
    closed_on = models.DateField(null=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        indexes = [
            models.Index(fields=["stage", "entered_at"], name="entry_of_stage"),
            models.Index(fields=["customer", "deal"], name="entry_of_customer"),
            models.Index(fields=["closed_on"], name="entry_by_closing"),
        ]


class ForecastEntry(models.Model):
    """What the forecast counted of an open deal from one moment to another."""

    deal = models.ForeignKey(Deal, models.CASCADE, related_name="forecasts")
    customer = models.ForeignKey(
        Customer, models.PROTECT, null=True, related_name="+", db_index=False
    )
    amount = MoneyField()
    probability = models.PositiveSmallIntegerField()
    category = models.CharField(max_length=8, choices=Deal.Category)
    expected_close_date = models.DateField(null=True)
    from_at = models.DateTimeField()
    until_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["from_at", "until_at"], name="forecast_by_time"),
            models.Index(fields=["customer", "deal"], name="forecast_of_customer"),
        ]
