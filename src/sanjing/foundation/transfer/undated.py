"""Days that a sheet writes without their year, as people do within one: 3月5日."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

NEAR = 120  # days: what lies further from every day that names its year may be of another one
WITHOUT_YEAR = re.compile(r"(\d{1,2})月(\d{1,2})[日号號]?(\s.*|\d{1,2}[:：时点].*|[上下]午.*)?")
SOMETIME = re.compile(r"[^\d]*(\d{1,2}月|\d{4}年)?[^\d]*[\u4e00-\u9fff][^\d]*")


@dataclass(frozen=True, slots=True)
class WithoutYear:
    """A day of some year; `in_year` reads it in one. One that is `spared` may go to the notes."""

    text: str
    month: int
    day: int
    read: Callable[[str], date]
    spared: bool

    def in_year(self, year: int) -> date:
        return self.read(f"{year}年{self.text}")


def without_year(
    cell: str, read: Callable[[str], date], *, spared: bool = False
) -> WithoutYear | None:
    """The day of a cell that says month and day alone."""
    text = unicodedata.normalize("NFKC", cell).strip()
    found = WITHOUT_YEAR.fullmatch(text)
    return WithoutYear(text, int(found[1]), int(found[2]), read, spared) if found else None


def is_sometime(cell: str) -> bool:
    """Whether a cell speaks of a time that is no day.

    >>> [is_sometime(text) for text in ("下周三", "5月初", "2024年底", "2024年2月30日", "abc")]
    [True, True, True, False, False]
    """
    return SOMETIME.fullmatch(unicodedata.normalize("NFKC", cell).strip()) is not None


def dated(day: WithoutYear, others: Iterable[date]) -> date | None:
    """The day in the one year that brings it near to a day of `others`; None when two years would do.

    >>> from sanjing.kernel.dates import parse_date
    >>> new_year = without_year("1月5日", parse_date)
    >>> dated(new_year, [date(2023, 12, 28)]), dated(new_year, [date(2023, 7, 1)])
    (datetime.date(2024, 1, 5), None)
    """
    found = {}
    for other in map(_day_of, others):
        for year in (other.year - 1, other.year, other.year + 1):
            try:
                near = abs((date(year, day.month, day.day) - other).days) <= NEAR
            except ValueError:
                continue
            if near:
                found[year] = day
    return day.in_year(*found) if len(found) == 1 else None


def is_day(value: Any) -> bool:
    return isinstance(value, date)


def _day_of(moment: date) -> date:
    return moment.date() if isinstance(moment, datetime) else moment
