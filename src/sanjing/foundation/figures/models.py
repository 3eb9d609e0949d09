"""The sums that were reckoned, and the night they stand for."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import models

DAY, NUMBER = "$day", "$number"


class Plain(json.JSONEncoder):
    """Days and decimals as objects of one key."""

    def default(self, o: Any) -> Any:
        if isinstance(o, date):
            return {DAY: o.isoformat()}
        if isinstance(o, Decimal):
            return {NUMBER: str(o)}
        return super().default(o)


class Read(json.JSONDecoder):
    def __init__(self, **more: Any) -> None:
        super().__init__(object_hook=read, **more)


def read(told: dict[str, Any]) -> Any:
    if told.keys() == {DAY}:
        return date.fromisoformat(told[DAY])
    return Decimal(told[NUMBER]) if told.keys() == {NUMBER} else told


class Night(models.Model):
    """The day up to which sums are kept; there is one row, or none where everything is summed when asked."""

    as_of = models.DateField()

    def __str__(self) -> str:
        return f"{self.as_of:%Y-%m-%d}"


class Figure(models.Model):
    """What was reckoned under a name for all who see the same, as of a day."""

    name = models.CharField(max_length=200)
    sight = models.CharField(max_length=64, blank=True)
    as_of = models.DateField()
    told = models.JSONField(encoder=Plain, decoder=Read, null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["name", "sight"], name="figure_once")]

    def __str__(self) -> str:
        return self.name
