"""Emptying the recycle bin: what lay there for thirty days is gone for good, and history says so."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from django.db import router, transaction
from django.db.models import Model, ProtectedError, RestrictedError
from django.db.models.deletion import Collector

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.entities import registry
from sanjing.foundation.entities.entity import Entity
from sanjing.foundation.entities.records import about
from sanjing.foundation.events.publish import make_event, publish_many
from sanjing.foundation.search import index

KEPT = timedelta(days=30)
CHUNK = 200


def purge(*, by: Actor, at: datetime) -> int:
    """Remove every record that was binned more than thirty days ago; how many went.

    One that something outside the bin still needs (PROTECT) stays, and is tried again the next day.
    """
    return sum(_purge_entity(entity, by=by, at=at) for entity in registry.all_entities())


def _purge_entity(entity: Entity, *, by: Actor, at: datetime) -> int:
    gone, last = 0, 0
    old = entity.model._default_manager.filter(removed_at__lt=at - KEPT).order_by("pk")
    while found := list(old.filter(pk__gt=last)[:CHUNK]):
        last = found[-1].pk
        gone += _purge_rows(found, by=by, at=at)
    return gone


def _purge_rows(rows: list[Model], *, by: Actor, at: datetime) -> int:
    """All of them in one transaction or, if something holds one back, one by one."""
    try:
        return _delete(rows, by=by, at=at)
    except (ProtectedError, RestrictedError):
        return sum(_purge_rows([row], by=by, at=at) for row in rows) if len(rows) > 1 else 0


@transaction.atomic
def _delete(rows: list[Model], *, by: Actor, at: datetime) -> int:
    collector = Collector(using=router.db_for_write(type(rows[0])))
    collector.collect(rows)
    events = []
    for entity, records in _by_entity(_going(collector)):
        told = [(about(entity, record), {"reference": record.reference}) for record in records]
        events += [
            make_event(f"{entity.name}.purged", data, about=subject, by=by, at=at)
            for subject, data in told
        ]
        index.drop(entity, [record.pk for record in records])
    collector.delete()
    publish_many(events)
    return len(rows)


def _going(collector: Collector) -> Iterator[Model]:
    """Every row the deletion takes along, those of a cascade too."""
    for instances in collector.data.values():
        yield from instances
    for rows in collector.fast_deletes:
        yield from rows if isinstance(rows, list) else rows.all()


def _by_entity(rows: Iterable[Model]) -> list[tuple[Entity, list[Model]]]:
    """Records by their entity; rows of other tables have no history of their own."""
    found: dict[str, list[Model]] = {}
    for row in rows:
        found.setdefault(row._meta.model_name or "", []).append(row)
    known = [(registry.find(name), records) for name, records in found.items()]
    return [(entity, records) for entity, records in known if entity is not None]
