"""The write path for many records at once: the same order, set by set.

One transaction a call. A row that cannot be taken is refused with its reason and the others go on.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Model, QuerySet
from django.utils.translation import gettext as _

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.accounts.models import User
from sanjing.foundation.entities import cleaning, diffs
from sanjing.foundation.entities.entity import Entity
from sanjing.foundation.entities.errors import Forbidden, Invalid
from sanjing.foundation.entities.locking import hold
from sanjing.foundation.entities.numbering import allocate_ids, reference_for
from sanjing.foundation.entities.outcome import (
    CHUNK,
    Outcome,
    may_pass,
    refuse_held_changes,
    refuse_out_of_scope,
    refuse_taken,
    refuse_taken_changes,
)
from sanjing.foundation.entities.records import about, changed, fill
from sanjing.foundation.entities.refiling import refile_below
from sanjing.foundation.events.publish import Happening, make_event, publish_many
from sanjing.foundation.inserts import Blank, insert
from sanjing.foundation.search import index

Row = Mapping[str, Any]
Numbered = list[tuple[int, int, Row]]
Errors = dict[str, list[str]]


def create_many(
    entity: Entity, rows: Sequence[Row], *, by: Actor, at: datetime, batch: int | None = None
) -> Outcome:
    """Make many records. Raises Forbidden; everything else is told row by row in the outcome."""
    if not by.may(entity.name, "create"):
        raise Forbidden(_("您的角色不能新建%(what)s。") % {"what": entity.label})
    outcome = Outcome()
    with transaction.atomic():
        made = _build(entity, rows, by, at, outcome)
        refuse_taken(entity, made, outcome)
        records = list(made.values())
        read_links(entity, records)
        insert(records)
        refuse_out_of_scope(entity, made, by, "create", outcome)
        entity.save_parts(list(made.values()))
        outcome.created = made
        stored = entity.stored
        told = [(r, {"values": diffs.filled(stored, r)}) for r in made.values()]
        diffs.add_names(stored, [data["values"] for _record, data in told])
        _announce(entity, f"{entity.name}.created", told, by, at, batch)
    return outcome


def read_links(entity: Entity, records: Sequence[Model]) -> None:
    """Read what new records point at, each row once."""
    for name in entity.links:
        column: Any = entity.model._meta.get_field(name)
        held = {pk for record in records if (pk := getattr(record, column.attname)) is not None}
        rows = column.related_model._base_manager.in_bulk(held) if held else {}
        for record in records:
            if not column.is_cached(record):
                column.set_cached_value(record, rows.get(getattr(record, column.attname)))


def _build(
    entity: Entity, rows: Sequence[Row], by: Actor, at: datetime, outcome: Outcome
) -> dict[int, Model]:
    made: dict[int, Model] = {}
    cleaner = cleaning.Cleaner(entity, by=by, creating=True)
    ids = allocate_ids(entity.model, len(rows))
    blank = Blank(entity.model, created_at=at, changed_at=at)
    for position, (row, pk) in enumerate(zip(rows, ids, strict=True)):
        record = blank.copy()
        record.pk = pk
        try:
            fill(record, cleaner.clean(row))
        except Invalid as error:
            outcome.refused[position] = error.errors
            continue
        record.reference = record.reference or reference_for(entity.prefix, pk)
        entity.derive(record, by=by, at=at)
        if errors := entity.check(record):
            outcome.refused[position] = errors
        else:
            made[position] = record
    return made


def change_many(
    entity: Entity,
    rows: Sequence[tuple[int, Row]],
    *,
    by: Actor,
    at: datetime,
    batch: int | None = None,
    telling: Happening | None = None,
    kept: Mapping[int, Row] | None = None,
) -> Outcome:
    """Change many records, given as (id, values). A row that changes nothing leaves no event.

    A record named twice is changed twice, in the order of the rows. `kept` gives, by id, values of
    columns that nobody types, such as a sum a verb keeps.
    """
    outcome = Outcome()
    with transaction.atomic():
        for turn in _turns(rows):
            touched, moved = _change_each(entity, turn, by, at, kept or {}, outcome)
            refuse_taken_changes(entity, touched, outcome)
            refuse_held_changes(entity, touched, outcome)
            _save_changed(entity, [record for record, _changes in touched.values()], at)
            outcome.changed |= {n: record for n, (record, _changes) in touched.items()}
            name, data = changed(entity, telling)
            diffs.add_names(entity.stored, [changes for _record, changes in touched.values()])
            told = [(record, data | {"changes": changes}) for record, changes in touched.values()]
            _announce(entity, name, told, by, at, batch)
            refile_below(entity, [record.pk for record in moved])
    return outcome


def _turns(rows: Sequence[tuple[int, Row]]) -> Iterator[Numbered]:
    """The rows by their position, so split that a turn names no record twice."""
    waiting = [(position, pk, row) for position, (pk, row) in enumerate(rows)]
    while waiting:
        now: dict[int, tuple[int, int, Row]] = {}
        again = [one for one in waiting if now.setdefault(one[1], one) is not one]
        yield list(now.values())
        waiting = again


def _change_each(
    entity: Entity,
    rows: Numbered,
    by: Actor,
    at: datetime,
    kept: Mapping[int, Row],
    outcome: Outcome,
) -> tuple[dict[int, tuple[Model, dict]], list[Model]]:
    """Set the values of rows that name no record twice: what differs now, and which moved."""
    reachable = _reachable(entity, [pk for _position, pk, _row in rows], by)
    cleaner, stored = cleaning.Cleaner(entity, by=by, creating=False), entity.stored
    touched: dict[int, tuple[Model, dict]] = {}
    moved: list[Model] = []
    for position, pk, row in rows:
        record = reachable.get(pk)
        if record is None:
            outcome.refused[position] = {"": [_("您不能修改这条%(what)s") % {"what": entity.label}]}
            continue
        scope, before = entity.policy.tokens(record), diffs.picture(stored, record)
        if errors := _apply(entity, cleaner, record, row, kept.get(pk), by, at):
            outcome.refused[position] = errors
            continue
        changes = diffs.difference(before, diffs.picture(stored, record))
        if not changes:
            outcome.unchanged[position] = record
        elif may_pass(entity, record, changes, scope, by, position, outcome):
            touched[position] = record, changes
            moved += [record] if entity.policy.tokens(record) != scope else []
    return touched, moved


def hand_over(entity: Entity, rows: QuerySet, to_id: int, *, by: Actor, at: datetime) -> None:
    """Give these rows to a new owner. Call it in the transaction of what moves them."""
    if ids := list(rows.values_list("pk", flat=True)):
        given = {entity.policy.owner: User.objects.get(pk=to_id)}
        change_many(entity, [(pk, given) for pk in ids], by=by, at=at)


def _reachable(entity: Entity, ids: Sequence[int], by: Actor) -> dict[int, Model]:
    """The locked rows of `ids` that `by` may change, by id."""
    found: dict[int, Model] = {}
    for start in range(0, len(ids), CHUNK):
        part = ids[start : start + CHUNK]
        hold(entity.model, part)
        found |= entity.with_links(entity.visible_to(by, "change")).in_bulk(part)
    return found


def _apply(entity: Entity, cleaner, record: Model, row: Row, kept: Row | None, by, at) -> Errors:
    """Set the values of one row; what is wrong with them, if it is refused."""
    try:
        fill(record, cleaner.clean(row), kept)
    except Invalid as error:
        return error.errors
    entity.derive(record, by=by, at=at)
    return entity.check(record)


def _save_changed(entity: Entity, records: list[Model], at: datetime) -> None:
    """All columns of all rows by upsert: one plain statement a chunk, no CASE a column."""
    for record in records:
        record.version, record.changed_at = record.version + 1, at
    columns = [f.name for f in entity.model._meta.concrete_fields if not f.primary_key]
    insert(records, conflict=("id",), update=columns)
    entity.save_parts(records)


def _announce(
    entity: Entity, name: str, told: list[tuple[Model, dict]], by: Actor, at: datetime, batch
) -> None:
    publish_many(
        [
            make_event(name, data, about=about(entity, record), by=by, at=at, batch=batch)
            for record, data in told
        ]
    )
    index.put(entity, [record for record, _data in told])
