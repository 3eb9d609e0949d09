"""Records for tests, written through the same path as everybody's."""

from datetime import datetime
from itertools import count
from typing import Any

from django.db.models import Model
from django.utils import timezone

from sanjing.foundation.accounts.actor import Actor, system_actor
from sanjing.foundation.entities import records, registry

_numbers = count(1)
NAMED = {"customer": "name", "contact": "name", "task": "title", "product": "name"}


def make(
    entity: str, *, by: Actor | None = None, at: datetime | None = None, **values: Any
) -> Model:
    """A record of `entity`; a name is invented where one is needed."""
    if entity in NAMED:
        values.setdefault(NAMED[entity], f"测试{entity}{next(_numbers)}")
    by, at = by or system_actor("测试"), at or timezone.now()
    return records.create(registry.get(entity), values, by=by, at=at)
