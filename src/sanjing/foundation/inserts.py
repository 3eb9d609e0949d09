"""Inserting many rows without asking Django to write SQL for every value.

`bulk_create` builds one expression a value, which costs more than all the rest of an import. Here a
row is a tuple: PostgreSQL copies them in, SQLite takes hundreds in a statement. One row a statement
would make its full-text index write a segment for each.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from itertools import batched, chain
from operator import itemgetter
from typing import Any

from django.db import connection, connections, models
from django.db.models import Max, Model
from django.db.models.base import ModelState

Convert = Callable[[Any], Any]
AT_ONCE = 500
WORTH_COPYING = 20
MOST_VALUES = 30_000
SELDOM, USUAL = 16_000, 1_000
"""Pages of the log of SQLite after which it is copied; the second is its own default."""
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
    named = {
        f.name: connection.ops.quote_name(f.column or f.attname)
        for f in model._meta.concrete_fields
    }
    into = Into(
        connection.ops.quote_name(model._meta.db_table),
        [named[field.name] for field in fields],
        [named[name] for name in conflict],
        [named[name] for name in update],
    )
    _write(into, rows)
    for record in records:
        record._state.adding, record._state.db = False, connection.alias


@contextmanager
def checkpointing_seldom() -> Iterator[None]:
    """While very much is written: SQLite copies its log into the database every 64 MB instead of every 4,
    as pages that are written again and again (those of indexes) are then copied once.
    """
    if connection.vendor != "sqlite":
        yield
        return
    checkpoint_after(SELDOM)
    try:
        yield
    finally:
        checkpoint_after(USUAL)


def checkpoint_after(pages: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA wal_autocheckpoint = {pages}")


@dataclass(frozen=True)
class Into:
    """Where rows go: quoted names of a table, of their columns, of those that may stand there
    already, and of those then written over.
    """

    table: str
    columns: list[str]
    conflict: list[str]
    update: list[str]

    @property
    def listed(self) -> str:
        return ", ".join(self.columns)

    @property
    def doing(self) -> str:
        """What ends the statement."""
        changes = ", ".join(f"{name} = EXCLUDED.{name}" for name in self.update)
        kept = f" ON CONFLICT ({', '.join(self.conflict)}) DO UPDATE SET {changes}"
        return kept if self.conflict else ""

    def statement(self, count: int) -> str:
        marks = ", ".join([f"({', '.join(['%s'] * len(self.columns))})"] * count)
        return f"INSERT INTO {self.table} ({self.listed}) VALUES {marks}{self.doing}"


def _write(into: Into, rows: Sequence[Sequence[Any]]) -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql" and len(rows) >= WORTH_COPYING:
            _copy(cursor, into, rows)
        else:
            size = min(AT_ONCE, MOST_VALUES // len(into.columns))
            for part in batched(rows, size):
                cursor.execute(into.statement(len(part)), list(chain.from_iterable(part)))


def _copy(cursor: Any, into: Into, rows: Sequence[Sequence[Any]]) -> None:
    """PostgreSQL copies rows in; those that may be there already by way of a table of the session."""
    held, listed = into.table, into.listed
    with connection.wrap_database_errors:
        if into.conflict:
            held = "incoming"
            cursor.execute(
                f"CREATE TEMP TABLE {held} ON COMMIT DROP AS SELECT {listed} FROM {into.table} WHERE FALSE"
            )
        with cursor.copy(f"COPY {held} ({listed}) FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)
        if into.conflict:
            cursor.execute(
                f"INSERT INTO {into.table} ({listed}) SELECT {listed} FROM {held}{into.doing}"
            )
            cursor.execute(f"DROP TABLE {held}")


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
    here = connections[connection.alias]
    if isinstance(field, models.DateTimeField):
        return cache(here.ops.adapt_datetimefield_value)
    if type(field) is models.JSONField:
        return lambda value: here.ops.adapt_json_value(value, field.encoder)
    return lambda value: field.get_db_prep_save(value, here)


def _text(value: Any) -> str:
    return value if type(value) is str else str(value)


def upsert_columns(
    model: type[Model],
    names: Sequence[str],
    rows: Sequence[Sequence[Any]],
    *,
    conflict: tuple[str, ...],
) -> None:
    """Write rows of plain values of the columns `names` (by attname), instead of those with the same `conflict`.

    For tables that are reckoned, not typed: the values are those of the database, and no default is filled in.
    Call it inside a transaction.
    """
    quote = connection.ops.quote_name
    named = {one.attname: quote(one.column or one.attname) for one in model._meta.concrete_fields}
    columns, keys = [named[name] for name in names], [named[name] for name in conflict]
    changed = [name for name in columns if name not in keys]
    _write(Into(quote(model._meta.db_table), columns, keys, changed), rows)
