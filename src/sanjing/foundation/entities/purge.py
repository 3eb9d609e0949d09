"""Emptying the recycle bin: what lay there for thirty days is gone for good, and history says so."""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta

from django.db import router, transaction
from django.db.models import (
    PROTECT,
    RESTRICT,
    ForeignObjectRel,
    Model,
    ProtectedError,
    RestrictedError,
)
from django.db.models.deletion import Collector

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.entities import registry
from sanjing.foundation.entities.entity import Entity
from sanjing.foundation.entities.records import about
from sanjing.foundation.events.publish import make_event, publish_many
from sanjing.foundation.search import index
from sanjing.foundation.stored import forget_later, names_in

KEPT = timedelta(days=30)
CHUNK = 200

log = logging.getLogger(__name__)


def purge(*, by: Actor, at: datetime) -> int:
    """Remove every record that was binned more than thirty days ago; how many went.

    One that something still needs (PROTECT), as a customer is needed by its orders, stays in the bin,
    so that the ledgers remain whole; it can be restored at any time. What hangs on others goes first.
    """
    return sum(_purge_entity(entity, by=by, at=at) for entity in reversed(registry.all_entities()))


def needed_by(entity: Entity, ids: Sequence[int]) -> dict[int, list[str]]:
    """Which of these records cannot be purged, and the kinds of records that still need them."""
    found: dict[int, list[str]] = defaultdict(list)
    for relation in entity.model._meta.get_fields(include_hidden=True):
        if isinstance(relation, ForeignObjectRel) and relation.on_delete in (PROTECT, RESTRICT):
            field = relation.field
            rows = field.model._default_manager.filter(**{f"{field.name}__in": ids}).order_by()
            for pk in rows.values_list(field.attname, flat=True).distinct():
                found[pk].append(str(field.model._meta.verbose_name))
    return found


def _purge_entity(entity: Entity, *, by: Actor, at: datetime) -> int:
    gone, kept, last = 0, 0, 0
    old = entity.model._default_manager.filter(removed_at__lt=at - KEPT).order_by("pk")
    while found := list(old.filter(pk__gt=last)[:CHUNK]):
        last = found[-1].pk
        needed = needed_by(entity, [record.pk for record in found])
        free = [record for record in found if record.pk not in needed]
        went = _purge_rows(free, by=by, at=at) if free else 0
        gone, kept = gone + went, kept + len(found) - went
    if kept:
        log.info("Old records stay in the bin, others need them: %s %s", kept, entity.name)
    return gone


def _purge_rows(rows: list[Model], *, by: Actor, at: datetime) -> int:
    """All of them in one transaction or, if something below one holds it back, one by one."""
    try:
        return _delete(rows, by=by, at=at)
    except (ProtectedError, RestrictedError):
        return sum(_purge_rows([row], by=by, at=at) for row in rows) if len(rows) > 1 else 0


@transaction.atomic
def _delete(rows: list[Model], *, by: Actor, at: datetime) -> int:
    collector = Collector(using=router.db_for_write(type(rows[0])))
    collector.collect(rows)
    going, events = list(_going(collector)), []
    for entity, records in _by_entity(going):
        told = [(about(entity, record), {"reference": record.reference}) for record in records]
        events += [
            make_event(f"{entity.name}.purged", data, about=subject, by=by, at=at)
            for subject, data in told
        ]
        index.drop(entity, [record.pk for record in records])
    forget_later(names_in(going))
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
