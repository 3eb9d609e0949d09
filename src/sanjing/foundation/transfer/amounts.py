"""Counts, years and sums of money as cells write them."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Any

from sanjing.foundation.entities.fields import Field
from sanjing.foundation.transfer.options import Unknown
from sanjing.kernel.dates import excel_moment, parse_date

type Take = Callable[[Any], Any]

COUNTED = re.compile(
    r"^\s*(?:约|共)?\s*(\d[\d,，]*)\s*(?:人|名|位|家|个|台|户|余人|多人)?\s*(?:左右|以上)?\s*$"
)
SPAN = re.compile(r"\d\s*[-~～—至到]+\s*\d")
SIZES = frozenset(
    ("大型", "中型", "小型", "微型", "大型企业", "中型企业", "小型企业", "微型企业", "大", "中", "小", "微", "若干",
     "large", "medium", "small", "micro")
)  # fmt: skip
FOREIGN = re.compile(r"(?=.*\d).*(?:[a-z$€£₹]|美元|美金|欧元|日元|港[元币]|英镑|台币)", re.I | re.S)
YEAR = re.compile(r"((?:19|20)\d\d)\s*(?:年|[-./年]\s*\d{1,2}\s*月?)")
SMALLEST_SERIAL = 3_000
LARGEST_SERIAL = 80_000


def number_of(field: Field) -> Take:
    """A count, also with the word that follows it; the year of a day; a size in words is for the notes."""
    is_year = field.name.endswith("year")

    def take(cell: Any) -> Any:
        if is_year and (year := _year(cell)):
            return year
        if not isinstance(cell, str):
            return cell
        if SPAN.search(cell) or cell.strip().casefold() in SIZES:
            raise Unknown(cell)
        return COUNTED.sub(r"\1", cell)

    return take


def _year(cell: Any) -> int | None:
    """The year of a day, of a month or of an Excel number; None for what is none."""
    if isinstance(cell, date):
        return cell.year
    if isinstance(cell, int) and SMALLEST_SERIAL < cell < LARGEST_SERIAL:
        return excel_moment(cell).year
    if not isinstance(cell, str) or len(cell) < 5:
        return None
    if found := YEAR.fullmatch(cell.strip()):
        return int(found[1])
    try:
        return parse_date(cell).year
    except ValueError:
        return None


def in_units(unit: str) -> Take:
    """The header says 万元: the cells are bare numbers of it."""

    def take(cell: Any) -> Any:
        text = str(cell).strip()
        return f"{text}{unit}" if text[-1:].isdigit() else text

    return take


def told_of(field: Field, take: Take) -> Take:
    """What a customer is worth in another currency is for the notes; no figure at all is refused."""

    def taken(cell: Any) -> Any:
        text = take(cell)
        if isinstance(text, str) and FOREIGN.search(text):
            try:
                field.kind.parse(text, field)
            except ValueError as error:
                raise Unknown(text) from error
        return text

    return taken
