"""Bulk loading past the write path, which a benchmark may do and nothing else: millions of rows in minutes.

Indexes are dropped before and made again afterwards; on SQLite the full-text side is rebuilt.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from itertools import count
from typing import Any

from django.db import connection, models
from django.db.models.fields import NOT_PROVIDED

FTS_TRIGGERS = (
    "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'search_fts%'"
)
SQLITE_INDEXES = (
    "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL AND tbl_name = %s"
)
PG_INDEXES = (
    "SELECT i.indexname, i.indexdef FROM pg_indexes i LEFT JOIN pg_constraint c ON c.conname = i.indexname"
    " WHERE i.tablename = %s AND c.conname IS NULL"
)


class Table:
    """Rows of a model with every column, the ones not given at their default and `id` counted."""

    def __init__(self, model: type[models.Model], *given: str) -> None:
        columns = model._meta.concrete_fields
        self.name = model._meta.db_table
        self.columns = [column.column for column in columns]
        self.base = [plain(default_of(column)) for column in columns]
        places = {column.column: place for place, column in enumerate(columns)}
        self.places = [places[name] for name in given]
        self.numbers = None if "id" in given else count(1)

    def row(self, *values: Any) -> list[Any]:
        row = self.base.copy()
        if self.numbers:
            row[0] = next(self.numbers)
        for place, value in zip(self.places, values, strict=True):
            row[place] = value
        return row


def default_of(column: models.Field) -> Any:
    if column.default is not NOT_PROVIDED:
        return column.get_default()
    return None if column.null else "" if column.empty_strings_allowed else 0


def plain(value: Any) -> Any:
    """As both databases take it: JSON and moments as text."""
    if isinstance(value, dict | list):
        return json.dumps(value, ensure_ascii=False)
    return moment(value) if isinstance(value, datetime) else value


def moment(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y-%m-%d %H:%M:%S}" + (
        "+00" if connection.vendor == "postgresql" else ""
    )


def load(table: Table, rows: Iterable[Sequence[Any]]) -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            names = ", ".join(f'"{name}"' for name in table.columns)
            with cursor.copy(f'COPY "{table.name}" ({names}) FROM STDIN') as copy:
                for row in rows:
                    copy.write_row(row)
        else:
            names = ", ".join(f'"{name}"' for name in table.columns)
            marks = ", ".join("?" * len(table.columns))
            raw = cursor.connection
            raw.executemany(f'INSERT INTO "{table.name}" ({names}) VALUES ({marks})', rows)


def load_in_parts(loads: Iterator[dict[Table, list]]) -> None:
    """Write what a generator gives, some thousand rows of several tables at a time."""
    for part in loads:
        for table, rows in part.items():
            load(table, rows)


@contextmanager
def without_indexes(*loaded: type[models.Model]) -> Iterator[None]:
    """Indexes and triggers of these tables come back, over all rows at once, at the end."""
    sqlite = connection.vendor == "sqlite"
    with connection.cursor() as cursor:
        dropped = []
        for model in loaded:
            cursor.execute(SQLITE_INDEXES if sqlite else PG_INDEXES, [model._meta.db_table])
            dropped += cursor.fetchall()
        for name, _sql in dropped:
            cursor.execute(f'DROP INDEX "{name}"')
        triggers = drop_triggers(cursor) if sqlite else []
        yield
        for _name, sql in dropped:
            cursor.execute(sql)
        if sqlite:
            cursor.execute("INSERT INTO search_fts(search_fts) VALUES ('rebuild')")
            cursor.execute("INSERT INTO search_fts(search_fts) VALUES ('optimize')")
        for _name, sql in triggers:
            cursor.execute(sql)


def drop_triggers(cursor: Any) -> list[tuple[str, str]]:
    cursor.execute(FTS_TRIGGERS)
    triggers = cursor.fetchall()
    for name, _sql in triggers:
        cursor.execute(f"DROP TRIGGER {name}")
    return triggers


@contextmanager
def careless() -> Iterator[None]:
    """No journal and no look at foreign keys while an empty database is filled.

    If this fails, the database is thrown away. On PostgreSQL it takes a superuser.
    """
    pragmas = (
        "journal_mode = OFF",
        "synchronous = OFF",
        "cache_size = -400000",
        "foreign_keys = OFF",
    )
    sqlite = connection.vendor == "sqlite"
    wishes = (
        [f"PRAGMA {p}" for p in pragmas] if sqlite else ["SET session_replication_role = replica"]
    )
    with connection.cursor() as cursor:
        for wish in wishes:
            cursor.execute(wish)
    yield
    connection.close()


def settle() -> None:
    """Do on PostgreSQL what its autovacuum would, and number what comes next.

    SQLite is not analysed, as no installation is: without samples of single values (STAT4) it takes
    a column that is mostly empty for one that finds nothing.
    """
    if connection.vendor == "sqlite":
        return
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            sequence = f"pg_get_serial_sequence('\"{table}\"', 'id')"
            cursor.execute("SELECT 1 FROM information_schema.columns WHERE table_name = %s AND column_name = 'id'"
                           " AND is_identity = 'YES'", [table])  # fmt: skip
            if cursor.fetchone():
                cursor.execute(
                    f'SELECT setval({sequence}, GREATEST((SELECT max(id) FROM "{table}"), 1))'
                )
        cursor.execute("VACUUM ANALYZE")
