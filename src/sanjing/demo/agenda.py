"""What is to happen at a moment, done in the order of time between everything else that is written."""

from __future__ import annotations

import heapq
from collections.abc import Callable
from datetime import datetime
from itertools import count
from typing import Any

from django.db.models import Max

from sanjing.foundation.entities import registry
from sanjing.foundation.events.models import Event

Act = Callable[[], object]


class Agenda:
    """A history reads from above to below only if it is written so: an act waits until its moment comes."""

    def __init__(self) -> None:
        self.acts: list[tuple[datetime, int, Act]] = []
        self.numbers = count()

    def plan(self, at: datetime, act: Act) -> None:
        heapq.heappush(self.acts, (at, next(self.numbers), act))

    def run(self, *, until: datetime) -> None:
        """Do what falls up to that moment; an act may plan others."""
        while self.acts and self.acts[0][0] <= until:
            heapq.heappop(self.acts)[2]()


def not_before(record: Any, at: datetime) -> datetime:
    """`at`, or when the last thing happened to the customer of a record, if that is later."""
    entity = registry.entity_of_model(type(record))
    hub = entity.hub_id_of(record)
    last = Event.objects.filter(hub_id=hub).aggregate(last=Max("at"))["last"] if hub else None
    return max(at, last or at)
