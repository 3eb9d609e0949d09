"""From one cell of a file to what a field's kind can parse. Made once a column."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from sanjing.foundation.entities.fields import Field
from sanjing.foundation.entities.kinds.base import AnotherKind
from sanjing.foundation.entities.transfers import Words
from sanjing.foundation.transfer.amounts import (
    LARGEST_SERIAL,
    SMALLEST_SERIAL,
    Take,
    in_units,
    number_of,
    told_of,
)
from sanjing.foundation.transfer.options import NOWHERE, Unknown, answer_of, option_of
from sanjing.foundation.transfer.undated import is_sometime, without_year
from sanjing.kernel.dates import excel_moment, looks_day_first, parse_date, parse_moment
from sanjing.kernel.phones import split_phones

NOTHING = frozenset(
    ("无", "暂无", "没有", "未知", "不详", "空", "-", "--", "---", "—", "——", "/", "\\", ".", "*", "?",
     "？", "n/a", "none", "null", "nil", "(空)", "（空）", "待定", "待补充", "#",
     "0/0/00", "0000-0-0", "0000-00-00", "0000-00-00 00:00:00")
)  # fmt: skip
UNITS = re.compile(r"[(（/\s]?(万|百万|千万|亿|千)\s*(元|人民币|rmb|¥)?\s*[)）]?\s*$", re.I)
BETWEEN = re.compile(r"(?:[\s;；,，、|/]|:::)+")
SHORTENED = re.compile(r"\d\.(\d+)E\+?(\d{1,2})", re.I)
KEEP_AS_MEMO = 20_000


def is_nothing(cell: Any) -> bool:
    """Whether a cell is empty or only says so."""
    return cell is None or (isinstance(cell, str) and cell.casefold() in NOTHING)


def taker(
    field: Field,
    header: str,
    sample: list[Any],
    *,
    words: Words = NOWHERE,
    denied: bool = False,
    told: bool = False,
) -> Take:
    """The function that prepares the cells of one column for `field`.

    `denied` says that the header asks for the contrary, `told` that an amount of money is only told of
    the record, not booked. It raises Unknown for a word the field has
    no place for; what is wrong otherwise is left for the kind to refuse.
    """
    kind = field.kind.name
    if kind in ("date", "moment"):
        return remembering(_days(field, looks_day_first(c for c in sample if isinstance(c, str))))
    if kind == "birthday":
        return _birthday(field)
    if kind == "choice":
        return remembering(option_of(field, words))
    if kind == "flag":
        return remembering(answer_of(denied=denied))
    if kind == "money":
        unit = UNITS.search(header)
        take = in_units(unit[1]) if unit else _as_it_is
        return told_of(field, take) if told and not field.required else take
    if kind == "number" and not field.required:
        return number_of(field)
    if kind == "code":
        return _code(field)
    if kind == "url":
        return _address_of(field)
    plain = {"phone": _first_phone, "email": _first_email, "text": _plain, "longtext": _plain}
    return plain.get(kind, _as_it_is)


def remembering(take: Take) -> Take:
    """The same for the few values that a column repeats."""
    memo: dict[Any, Any] = {}

    def remembered(cell: Any) -> Any:
        if cell not in memo:
            if len(memo) > KEEP_AS_MEMO:
                memo.clear()
            memo[cell] = take(cell)
        return memo[cell]

    return remembered


def _as_it_is(cell: Any) -> Any:
    return cell


def _plain(cell: Any) -> Any:
    """A number in a text column is a code: 13800138000.0 and 1.38e10 were never meant."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return format(cell, "f") if isinstance(cell, Decimal) else cell


def _days(field: Field, day_first: bool) -> Take:
    read = parse_date if field.kind.name == "date" else parse_moment
    spared = field.kind.name == "date" and not field.required

    def take(cell: Any) -> Any:
        if (
            isinstance(cell, int | float)
            and not isinstance(cell, bool)
            and 0 < cell < LARGEST_SERIAL
        ):
            return excel_moment(cell)
        if not isinstance(cell, str):
            return cell
        try:
            return read(cell, day_first)
        except ValueError:
            if spared and is_sometime(cell):
                raise Unknown(cell) from None
            return without_year(cell, read, spared=spared) or cell

    return take


def days_of(take: Take, index: int, sample: list[list[Any]]) -> frozenset[date]:
    """The days that a column of days names with their year."""
    found = set()
    for cells in sample:
        cell = cells[index] if index < len(cells) else None
        try:
            day = None if is_nothing(cell) else take(cell)
        except (Unknown, ValueError):
            continue
        if isinstance(day, date):
            found.add(day)
    return frozenset(found)


def _birthday(field: Field) -> Take:
    """A birthday without its year, as address books allow, is one for the notes."""

    def take(cell: Any) -> Any:
        if isinstance(cell, int | float) and SMALLEST_SERIAL < cell < LARGEST_SERIAL:
            return excel_moment(cell).date()
        try:
            return field.kind.parse(cell, field)
        except ValueError as error:
            raise Unknown(str(cell)) from error

    return take


def _code(field: Field) -> Take:
    """A number of another register, or one mistyped, is kept beside, not refused."""

    def take(cell: Any) -> Any:
        text = _plain(cell)
        try:
            field.kind.parse(text, field)
        except AnotherKind as error:
            raise Unknown(str(text)) from error
        except ValueError as error:
            raise Unknown(str(text), fault=str(error)) from error
        return text

    return take


def _first_phone(cell: Any) -> Any:
    """A number that a spreadsheet wrote as 1.38713E+10 lost its last figures, and is none any more."""
    text = _plain(cell)
    if isinstance(text, str) and (found := SHORTENED.fullmatch(text.strip())):
        if len(found[1]) < int(found[2]):
            raise Unknown(text, fault=_("表格软件把号码的后几位丢了，请查原来的文件"))
        text = str(int(Decimal(text)))
    numbers = split_phones(text) if isinstance(text, str) else [text]
    return numbers[0] if numbers else text


def _first_email(cell: Any) -> Any:
    found = _emails(cell)
    return found[0] if found else cell


def _emails(cell: Any) -> list[str]:
    """The addresses of a cell that holds several and nothing else."""
    if not isinstance(cell, str) or cell.count("@") < 2:
        return []
    parts = [part for part in BETWEEN.split(cell) if part]
    return parts if all("@" in part for part in parts) else []


def further_ways(cell: Any, kind: str) -> list[str]:
    """The phone numbers or addresses of a cell after the first."""
    if not isinstance(cell, str):
        return []
    return (split_phones(cell) if kind == "phone" else _emails(cell))[1:]


def _address_of(field: Field) -> Take:
    """A web address, also as Access writes it: title#address#."""

    def take(cell: Any) -> Any:
        parts = [part for part in str(cell).split("#") if "." in part]
        linked = next((part for part in parts if "://" in part or part.startswith("www.")), None)
        text = linked or (parts[0] if parts else str(cell))
        try:
            return field.kind.parse(text.strip(), field)
        except ValueError as error:
            raise Unknown(text) from error

    return take
