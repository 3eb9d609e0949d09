"""From columns as a firm has them to numbers for a model: standardised, one of several, missing said.

Numbers are taken off their mean and divided by their spread; a text or a flag becomes a column for each value but the
most frequent; rare values are put together. Where a value is missing a number stands at its mean, and a column says
so. All of it is learnt from the rows that are fitted, and from nothing later.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import narwhals as nw
import numpy as np
from numpy.typing import NDArray

from sanjing.analytics.schemas import Table, WrongTable

MOST = 50
"""A text with more values than this tells customers from each other, and is no reason."""
RARE = 20
OTHER, MISSING = "(other)", "(missing)"


@dataclass(frozen=True, slots=True)
class Number:
    """`marked` where a missing value has a column of its own."""

    column: str
    mean: float
    spread: float
    marked: bool

    @property
    def names(self) -> list[str]:
        return [self.column, f"{self.column}={MISSING}"] if self.marked else [self.column]

    def encoded(self, table: Table) -> NDArray:
        given = table[self.column].cast(nw.Float64).to_numpy()
        missing = ~np.isfinite(given)
        scaled = np.where(missing, 0.0, (given - self.mean) / self.spread)
        return np.column_stack([scaled, missing] if self.marked else [scaled])


@dataclass(frozen=True, slots=True)
class Values:
    """`kept` have a column each; `other` says whether rare ones share one."""

    column: str
    kept: tuple[str, ...]
    base: str
    other: bool

    @property
    def names(self) -> list[str]:
        return [f"{self.column}={value}" for value in (*self.kept, *[OTHER][: self.other])]

    def encoded(self, table: Table) -> NDArray:
        given = as_text(table, self.column)
        columns = [given == value for value in self.kept]
        if self.other:
            columns.append(~np.isin(given, [*self.kept, self.base]))
        return np.column_stack(columns) if columns else np.empty((len(given), 0))


Encoder = Number | Values


def learnt(table: Table, columns: Sequence[str]) -> tuple[Encoder, ...]:
    """How to turn the columns into numbers; one that is the same everywhere says nothing and is left out.

    Raises `WrongTable`: `no_column`, `wrong_kind` (days: tell how many lie between instead), `too_many_values`.
    """
    found = [encoder(table, column) for column in columns]
    return tuple(one for one in found if one is not None)


def encoder(table: Table, column: str) -> Encoder | None:
    if column not in table.columns:
        raise WrongTable("no_column", f"there is no column {column}", column=column)
    kind = table.schema[column]
    if kind.is_numeric():
        return number(table, column)
    if kind in (nw.String, nw.Boolean, nw.Categorical):
        return values(table, column)
    text = f"{column} must be numbers, text or yes and no, and is {kind}"
    raise WrongTable("wrong_kind", text, column=column, found=str(kind))


def number(table: Table, column: str) -> Number | None:
    given = table[column].cast(nw.Float64).to_numpy()
    there = given[np.isfinite(given)]
    spread = float(there.std()) if there.size else 0.0
    marked = 0 < there.size < given.size
    if not spread and not marked:
        return None
    return Number(column, float(there.mean()), spread or 1.0, marked)


def values(table: Table, column: str) -> Values | None:
    found, counts = np.unique(as_text(table, column), return_counts=True)
    if found.size > MOST:
        text = f"{column} has {found.size} values, and at most {MOST} can be told apart"
        raise WrongTable("too_many_values", text, column=column, found=found.size)
    base = str(found[np.argmax(counts)])
    kept = tuple(str(v) for v, n in zip(found, counts, strict=True) if n >= RARE and v != base)
    other = found.size > len(kept) + 1
    return Values(column, kept, base, other) if kept or other else None


def as_text(table: Table, column: str) -> NDArray:
    text = table[column].cast(nw.String).fill_null(MISSING)
    return text.to_numpy().astype(str)


def encoded(table: Table, encoders: Sequence[Encoder]) -> NDArray:
    """A row a customer, the columns of all encoders one after another."""
    parts = [one.encoded(table).astype(float) for one in encoders]
    return np.hstack([np.empty((len(table), 0)), *parts])
