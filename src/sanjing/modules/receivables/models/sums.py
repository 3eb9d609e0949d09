"""Sums kept ready."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from sanjing.foundation.entities.columns import MoneyField
from sanjing.modules.customers.models import Customer


class CustomerOwes(models.Model):
    """What a customer owes in all, by age on `counted_on`: kept with every invoice and receipt.

    The parts of `owed`, from `not_due` to `older`, count credit notes too; `overdue` is all but the
    first. `stake` is every overdue amount times the days it is late.
    """

    customer = models.OneToOneField(Customer, models.CASCADE, primary_key=True, related_name="+")
    counted_on = models.DateField()
    owed = MoneyField(default=0)
    not_due = MoneyField(default=0)
    days_30 = MoneyField(default=0)
    days_60 = MoneyField(default=0)
    days_90 = MoneyField(default=0)
    days_180 = MoneyField(default=0)
    older = MoneyField(default=0)
    overdue = MoneyField(default=0)
    stake = models.BigIntegerField(default=0)
    oldest_due_on = models.DateField(null=True)
    advance = MoneyField(default=0)
    last_paid_on = models.DateField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["counted_on"], name="owes_counted_on"),
            models.Index(fields=["-stake"], name="owes_by_stake", condition=Q(overdue__gt=0)),
            models.Index(fields=["overdue"], name="owes_overdue", condition=Q(overdue__gt=0)),
        ]

    def __str__(self) -> str:
        return str(self.customer_id)
