"""Tables are checked on entry: the columns that are needed, of the kind that is needed, none of them empty."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from typing import Any

import narwhals as nw
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
    """The named columns of a frame of Polars, Arrow or pandas, for Polars; `empty` names those that may have gaps.

    Raises `WrongTable` with a sentence: `no_table`, `no_column`, `wrong_kind`, `gaps`, `mixed_currencies`.
    """
    table = taken(frame, name)
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


def taken(frame: Any, name: str) -> Table:
    """Whatever can hand over its columns without copying them row by row."""
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
    held = {
        Kind.KEY: found.is_integer() or found == nw.String,
        Kind.DAY: found == nw.Date,
        Kind.WHOLE: found.is_integer(),
        Kind.NUMBER: found.is_numeric(),
        Kind.FLAG: found == nw.Boolean,
        Kind.TEXT: found == nw.String,
    }[kind]
    if not held and not (len(table) == 0 and found == nw.Unknown):
        text = f"{name}: {column} must be {kind.value}, and is {found}"
        raise WrongTable("wrong_kind", text, table=name, column=column, found=str(found))


def whole(table: Table, name: str, column: str) -> None:
    values = table[column]
    gaps = int(values.null_count())
    if values.dtype.is_float():
        gaps = int((~values.is_finite()).fill_null(True).sum())
    if gaps:
        text = f"{name}: {column} is empty in {gaps} of {len(table)} rows"
        raise WrongTable("gaps", text, table=name, column=column, rows=gaps)


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
