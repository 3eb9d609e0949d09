"""Tables are checked on entry: the columns that are needed, of the kind that is needed, none of them empty."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import Enum
from typing import Any

import narwhals as nw
from narwhals.dtypes import DType
from narwhals.typing import IntoDataFrame

Table = nw.DataFrame[Any]


class Kind(Enum):
    """What a column may hold; the value is what a person is told."""

    KEY = "whole numbers or text"
    DAY = "days"
    WHOLE = "whole numbers"
    NUMBER = "numbers"
    FLAG = "yes or no"
    TEXT = "text"


KEY, DAY, WHOLE, NUMBER, FLAG, TEXT = Kind


class WrongTable(ValueError):
    """A table that cannot be reckoned with. `code` says why to a program, the text to a person."""

    def __init__(self, code: str, text: str, **data: Any) -> None:
        super().__init__(text)
        self.code = code
        self.data: Mapping[str, Any] = data


def checked(
    frame: IntoDataFrame, name: str, *, empty: frozenset[str] = frozenset(), **kinds: Kind
) -> Table:
    """The named columns of a frame of Polars, Arrow, pandas or Spark, for Polars; `empty` names those with gaps.

    Raises `WrongTable` with a sentence: `no_table`, `no_column`, `wrong_kind`, `gaps`, `mixed_currencies`.
    """
    table = taken(frame, name, *kinds)
    for column, kind in kinds.items():
        if column not in table.columns:
            raise WrongTable(
                "no_column", f"{name}: there is no column {column}", table=name, column=column
            )
        suits(table, name, column, kind)
        if column not in empty:
            whole(table, name, column)
    one_currency(table, name)
    return table.select(*kinds)


def taken(frame: Any, name: str, *wanted: str) -> Table:
    """Whatever can hand over its columns without copying them row by row.

    Of a frame that has not been read, such as Spark's, only the columns wanted are.
    """
    held = nw.from_native(frame, pass_through=True)
    if isinstance(held, nw.LazyFrame):
        there = held.collect_schema().names()
        few = [name for name in there if name in wanted or name == "currency"]
        return held.select(few if wanted else there).collect("polars")
    if hasattr(frame, "__arrow_c_stream__"):
        return nw.from_arrow(frame, backend="polars")
    try:
        return nw.from_native(nw.from_native(frame, eager_only=True).to_polars(), eager_only=True)
    except TypeError as unknown:
        raise WrongTable(
            "no_table", f"{name}: {type(frame).__name__} is not a table", table=name
        ) from unknown


def suits(table: Table, name: str, column: str, kind: Kind) -> None:
    found = table.schema[column]
    if not fits(found, kind) and not (len(table) == 0 and found == nw.Unknown):
        raise not_fitting(name, column, kind, found)


def fits(found: DType, kind: Kind) -> bool:
    return {
        Kind.KEY: found.is_integer() or found == nw.String,
        Kind.DAY: found == nw.Date,
        Kind.WHOLE: found.is_integer(),
        Kind.NUMBER: found.is_numeric(),
        Kind.FLAG: found == nw.Boolean,
        Kind.TEXT: found == nw.String,
    }[kind]


def not_fitting(name: str, column: str, kind: Kind, found: DType) -> WrongTable:
    text = f"{name}: {column} must be {kind.value}, and is {found}"
    return WrongTable("wrong_kind", text, table=name, column=column, found=str(found))


def whole(table: Table, name: str, column: str) -> None:
    values = table[column]
    gaps = int(values.null_count())
    if values.dtype.is_float():
        gaps = int((~values.is_finite()).fill_null(True).sum())
    if gaps:
        text = f"{name}: {column} is empty in {gaps} of {len(table)} rows"
        raise WrongTable("gaps", text, table=name, column=column, rows=gaps)


def together(tables: Sequence[Table], key: str = "customer") -> Table:
    """The rows of all of them; one without rows has keys of any kind."""
    kind = next((one.schema[key] for one in tables if len(one)), tables[0].schema[key])
    return nw.concat([one.with_columns(nw.col(key).cast(kind)) for one in tables])


def not_below(table: Table, name: str, *columns: str, least: float = 0) -> None:
    """Refuse figures that there cannot be, such as minutes below none: `too_low`."""
    for column in columns:
        rows = int((table[column] < least).sum())
        if rows:
            text = f"{name}: {column} is below {least:g} in {rows} of {len(table)} rows"
            raise WrongTable("too_low", text, table=name, column=column, rows=rows)


def one_currency(table: Table, name: str) -> None:
    """Amounts of several currencies cannot be added up."""
    if (
        "currency" in table.columns
        and (found := sorted(map(str, table["currency"].unique().to_list())))[1:]
    ):
        told = ", ".join(found)
        raise WrongTable(
            "mixed_currencies", f"{name}: the amounts are in {told}", table=name, found=found
        )
