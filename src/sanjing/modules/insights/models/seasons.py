"""Whom we spoke to before which season."""

from __future__ import annotations

from django.db import models

from sanjing.modules.activities.models import Task
from sanjing.modules.customers.models import Customer


class SeasonTask(models.Model):
    """The task made for a customer before a season of some category; a blank one is all of them.

    The season lasts from `starts_on` up to, without, `ends_on`. It outlives the task, so that one thrown
    away does not come back.
    """

    customer = models.ForeignKey(Customer, models.CASCADE, related_name="+", db_index=False)
    category = models.CharField(max_length=60, blank=True)
    starts_on = models.DateField()
    ends_on = models.DateField()
    task = models.OneToOneField(Task, models.SET_NULL, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["customer", "starts_on", "category"], name="season_task_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.customer_id} · {self.starts_on:%Y-%m}"
