"""Clean single cells as they come out of text files and workbooks."""

import re
from datetime import date, datetime, time, timedelta
from typing import Any

from .errors import BadCell
from .limits import MAX_CELL
from .table import Cell

INVISIBLE = "\ufeff\u200b\u200c\u200d\u2060\u200e\u200f\u202a\u202c\x00"
EDGES = " \t\r\n\v\f\xa0\u3000" + INVISIBLE
NOTHING = frozenset(
    {"NULL", "\\N", "#N/A", "#VALUE!", "#REF!", "#DIV/0!", "#NAME?", "NaN", "#NULL!"}
)
EXCEL_EPOCH = datetime(1899, 12, 30)
_UNUSUAL = frozenset("'’`=#N\\")
_CODE = re.compile(r"'(?=.*\d)[A-Z0-9][A-Z0-9 -]*")
_AS_TEXT = re.compile(r'="(.*)"', re.DOTALL)


def clean_text(text: str) -> Cell:
    """Strip what programs add around a value; nothing left means None."""
    text = text.strip(EDGES)
    if not text:
        return None
    if text[0] in _UNUSUAL:
        return _unusual(text)
    if "\ufffd" in text:
        return BadCell("undecodable")
    if len(text) > MAX_CELL:
        return BadCell("cell_too_long", {"limit": MAX_CELL})
    return text


def _unusual(text: str) -> Cell:
    if text in NOTHING:
        return None
    if match := _AS_TEXT.fullmatch(text):
        text = match[1]
    elif (
        text[0] in "'’`"
        and len(text) > 1
        and (text[1] in "0123456789+-=@" or _CODE.fullmatch(text))
    ):
        text = text[1:]
    if "\ufffd" in text:
        return BadCell("undecodable")
    return BadCell("cell_too_long", {"limit": MAX_CELL}) if len(text) > MAX_CELL else text or None


def clean_value(value: Any) -> Cell:
    """Turn a workbook value into a cell: whole floats become int, midnight stays a date."""
    if isinstance(value, str):
        return clean_text(value) if value else None
    if isinstance(value, bool | int | date):
        return value
    if isinstance(value, float):
        return int(value) if value.is_integer() and abs(value) < 1e18 else value
    if isinstance(value, time):
        return value.isoformat("minutes")
    if isinstance(value, timedelta):
        return str(value)
    return None if value is None else clean_text(str(value))


def from_serial(number: float) -> datetime:
    """Read an Excel serial day (1900 system) as a moment: 45293 is 2024-01-01."""
    return EXCEL_EPOCH + timedelta(days=number)
