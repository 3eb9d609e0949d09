"""Telling that something happened: one row in the transaction of the change."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime
from functools import cache
from typing import Any, ClassVar

from django.db import transaction

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.events import subscriptions
from sanjing.foundation.events.models import Delivery, Event
from sanjing.foundation.inserts import Blank, allocate_ids, insert

MANY = 50


@dataclass(frozen=True, kw_only=True)
class Happening:
    """Base of every event class; the fields of a subclass are its public contract.

    `name` is "<entity>.<past participle>", for example "deal.won".
    """

    name: ClassVar[str]

    def data(self) -> dict[str, Any]:
        return asdict(self)


@dataclass(frozen=True, slots=True)
class About:
    """Which record an event speaks of."""

    entity: str
    record_id: int
    hub_id: int | None
    title: str


def publish(
    happening: Happening, *, about: About, by: Actor, at: datetime, batch: int | None = None
) -> Event:
    """Record what happened. Must run inside the transaction of the change itself."""
    event = make_event(happening.name, happening.data(), about=about, by=by, at=at, batch=batch)
    publish_many([event])
    return event


@cache
def _blank() -> Blank[Event]:
    return Blank(Event)


def make_event(
    name: str, data: dict, *, about: About, by: Actor, at: datetime, batch: int | None = None
) -> Event:
    return _blank().copy(
        name=name,
        entity=about.entity,
        record_id=about.record_id,
        hub_id=about.hub_id,
        title=about.title[:200],
        actor_id=by.user_id,
        actor_name=by.name[:60],
        via=by.via,
        at=at,
        data=data,
        batch=batch,
    )


def _save(events: list[Event]) -> list[Event]:
    """Many at once take their numbers first, so that they need not be read back."""
    if len(events) < MANY:
        return Event.objects.bulk_create(events)
    for event, pk in zip(events, allocate_ids(Event, len(events)), strict=True):
        event.pk = pk
    insert(events)
    return events


def publish_many(events: Iterable[Event]) -> None:
    """Insert events, what they owe to whom, and run the reactions that belong to this
    transaction.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("publish must run inside the transaction of the change it speaks of")
    saved = _save(list(events))
    owed = [
        Delivery(event_id=event.pk, subscriber=key, next_attempt_at=event.at)
        for event, key in subscriptions.owed_for(saved)
    ]
    if owed:
        Delivery.objects.bulk_create(owed, batch_size=500)
    for event in saved:
        subscriptions.react(event)
    subscriptions.react_all(saved)
