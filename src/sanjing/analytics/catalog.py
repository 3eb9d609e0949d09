"""Where tables come from: the only file that knows. Whole columns are handed over, never row by row.

`Sqlite` and `Postgresql` read through ADBC, the first in a process of its own (`apart`), `Parquet` a folder of files;
`Held` asks a cursor somebody holds, which alone sees what is not committed yet. All give the same frames for the same
rows.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import polars as pl

from sanjing.analytics.apart import read_sqlite
from sanjing.analytics.schemas import DAY, FLAG, KEY, NUMBER, TEXT, WHOLE, Kind

TYPES: Mapping[Kind, Any] = {
    KEY: pl.Int64, DAY: pl.Date, WHOLE: pl.Int64, NUMBER: pl.Float64, FLAG: pl.Boolean, TEXT: pl.String,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Query:
    """A SELECT with what fills its marks: `?` for SQLite, none for PostgreSQL, the driver's own for `Held`."""

    name: str
    text: str = ""
    values: Sequence[Any] = ()


class Source(Protocol):
    def read(self, query: Query, **kinds: Kind) -> pl.DataFrame:
        """The columns of the query by name, in the order of `kinds`, of the types these say."""


@dataclass(frozen=True, slots=True)
class Sqlite:
    file: Path

    def read(self, query: Query, **kinds: Kind) -> pl.DataFrame:
        return typed(read_sqlite(str(self.file), query.text, query.values), kinds)


@dataclass(frozen=True, slots=True)
class Postgresql:
    conninfo: str

    def read(self, query: Query, **kinds: Kind) -> pl.DataFrame:
        from adbc_driver_postgresql import dbapi

        with dbapi.connect(self.conninfo) as connection, connection.cursor() as cursor:
            cursor.execute(query.text)
            return typed(pl.DataFrame(cursor.fetch_arrow()), kinds)


@dataclass(frozen=True, slots=True)
class Parquet:
    """`folder` holds NAME.parquet, or a folder NAME of parts, for every query."""

    folder: Path

    def read(self, query: Query, **kinds: Kind) -> pl.DataFrame:
        file = self.folder / f"{query.name}.parquet"
        found = pl.read_parquet(file if file.exists() else self.folder / query.name / "*.parquet")
        return typed(found.select(*kinds), kinds)


@dataclass(frozen=True, slots=True)
class Held:
    cursor: Any

    def read(self, query: Query, **kinds: Kind) -> pl.DataFrame:
        self.cursor.execute(query.text, query.values)
        rows = [tuple(map(plain, row)) for row in self.cursor.fetchall()]
        return typed(
            pl.DataFrame(rows, schema=list(kinds), orient="row", infer_schema_length=None), kinds
        )


def plain(value: Any) -> Any:
    """Decimals, which databases sum to, as the text that ADBC hands over for them."""
    return value if value is None or isinstance(value, int | float | str) else str(value)


def typed(frame: pl.DataFrame, kinds: Mapping[str, Kind]) -> pl.DataFrame:
    """The columns in their places as what they are to be: databases have days and flags as text and numbers, and
    PostgreSQL hands its decimals over as text in a type of their own.
    """
    frame = frame.rename(dict(zip(frame.columns, kinds, strict=True)))
    frame = frame.with_columns(
        pl.col(name).ext.storage()
        for name, found in frame.schema.items()
        if isinstance(found, pl.Extension)
    )
    return frame.with_columns(
        cast(pl.col(name), frame.schema[name], kind) for name, kind in kinds.items()
    )


def cast(column: pl.Expr, found: Any, kind: Kind) -> pl.Expr:
    if kind is DAY and found == pl.String:
        return column.str.slice(0, 10).str.to_date("%Y-%m-%d")
    if kind is WHOLE and found == pl.String:
        return column.str.extract(r"^(-?\d+)").cast(pl.Int64)
    return column.cast(TYPES[kind])
