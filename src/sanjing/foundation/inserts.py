"""Inserting many rows without asking Django to write SQL for every value.

`bulk_create` builds one expression a value, which costs more than all the rest of an import.
Here a statement holds hundreds of rows, each a tuple; SQLite and PostgreSQL take it alike. One row a
statement would make the full-text index of SQLite write a segment for each.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cache
from itertools import chain
from operator import itemgetter
from typing import Any

from django.db import connection, models
from django.db.models import Max, Model
from django.db.models.base import ModelState

Convert = Callable[[Any], Any]
AT_ONCE = 500
MOST_VALUES = 30_000
AS_IT_IS = (models.IntegerField, models.BooleanField, models.ForeignKey, models.AutoField)


def allocate_ids(model: type[Model], count: int) -> list[int]:
    """Fresh primary keys. Call inside the transaction that inserts them.

    PostgreSQL draws from the column's own sequence. SQLite has one writer at a time
    (BEGIN IMMEDIATE), so the next numbers are ours until commit.
    """
    table = model._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)",
                [f'"{table}"', count],
            )
            return [row[0] for row in cursor.fetchall()]
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
        row = cursor.fetchone()
    last = row[0] if row else (model._default_manager.aggregate(top=Max("pk"))["top"] or 0)
    return list(range(last + 1, last + 1 + count))


class Blank[R: Model]:
    """Makes empty records of one model by copying one: a model's own `__init__` costs ten times that."""

    def __init__(self, model: type[R], **values: Any):
        self.model = model
        self.values = {k: v for k, v in model(**values).__dict__.items() if k != "_state"}
        fields = [f for f in model._meta.concrete_fields if f.has_default()]
        self.fresh = [(f.attname, f.default) for f in fields if callable(f.default)]

    def copy(self, **values: Any) -> R:
        """A record with `values` by the names of its columns."""
        record = self.model.__new__(self.model)
        record.__dict__ = {"_state": ModelState(), **self.values}
        for name, default in self.fresh:
            record.__dict__[name] = default()
        record.__dict__.update(values)
        return record


def insert(
    records: Sequence[Model], *, conflict: tuple[str, ...] = (), update: Iterable[str] = ()
) -> None:
    """Insert records of one model; those without a primary key get none back.

    A row whose `conflict` columns are there already has its `update` columns written instead.
    Call it inside a transaction; no signal is sent and no default of the database is read.
    """
    if not records:
        return
    model = type(records[0])
    fields = [f for f in model._meta.concrete_fields if not f.primary_key or records[0].pk]
    values = itemgetter(*(field.attname for field in fields))
    converters = [(n, c) for n, f in enumerate(fields) if (c := converter(f)) is not None]
    rows = [_row(values(record.__dict__), converters) for record in records]
    size, changes = min(AT_ONCE, MOST_VALUES // len(fields)), tuple(update)
    with connection.cursor() as cursor:
        for start in range(0, len(rows), size):
            part = rows[start : start + size]
            text = _statement(model, fields, len(part), conflict, changes)
            cursor.execute(text, list(chain.from_iterable(part)))
    for record in records:
        record._state.adding, record._state.db = False, connection.alias


def _row(values: tuple[Any, ...], converters: list[tuple[int, Convert]]) -> Sequence[Any]:
    row = list(values)
    for place, convert in converters:
        if row[place] is not None:
            row[place] = convert(row[place])
    return row


def converter(field: models.Field) -> Convert | None:
    """What turns a value of the model into one of the database; None where they are the same."""
    if isinstance(field, AS_IT_IS):
        return None
    if isinstance(field, models.CharField | models.TextField):
        return _text
    if isinstance(field, models.DateTimeField):
        return cache(connection.ops.adapt_datetimefield_value)
    if type(field) is models.JSONField:
        return lambda value: connection.ops.adapt_json_value(value, field.encoder)
    return lambda value: field.get_db_prep_save(value, connection)


def _text(value: Any) -> str:
    return value if type(value) is str else str(value)


def _statement(
    model: type[Model],
    fields: Sequence[models.Field],
    count: int,
    conflict: tuple[str, ...],
    update: Sequence[str],
) -> str:
    quote = connection.ops.quote_name
    named = {
        field.name: quote(field.column or field.attname) for field in model._meta.concrete_fields
    }
    columns = ", ".join(named[field.name] for field in fields)
    marks = ", ".join([f"({', '.join(['%s'] * len(fields))})"] * count)
    text = f"INSERT INTO {quote(model._meta.db_table)} ({columns}) VALUES {marks}"
    if conflict:
        keys = ", ".join(named[name] for name in conflict)
        changes = ", ".join(f"{named[name]} = EXCLUDED.{named[name]}" for name in update)
        text += f" ON CONFLICT ({keys}) DO UPDATE SET {changes}"
    return text
