"""Birthdays and workdays of a Chinese office: one place to import both calendars from."""

from datetime import date, timedelta

from sanjing.kernel.dates import parse_date
from sanjing.kernel.lunar import LunarDay, lunar_day, parse_lunar, solar_day
from sanjing.kernel.workdays import Holiday, add_workdays, count_workdays, holiday, is_workday

__all__ = [
    "Holiday",
    "LunarDay",
    "add_workdays",
    "count_workdays",
    "holiday",
    "is_workday",
    "lunar_day",
    "next_birthday",
    "parse_birthday",
    "parse_lunar",
    "solar_day",
]


def next_birthday(birthday: date | LunarDay, today: date) -> date:
    """The first day from ``today`` on which a birthday is kept.

    29 February is kept on the 28th in common years; for lunar days see :func:`solar_day`.

    >>> next_birthday(date(1988, 2, 29), date(2025, 1, 1))
    datetime.date(2025, 2, 28)
    >>> next_birthday(LunarDay(8, 15), date(2024, 9, 18))
    datetime.date(2025, 10, 6)
    """
    if isinstance(birthday, LunarDay):
        current, _ = lunar_day(today)
        kept = (solar_day(birthday, year) for year in (current, current + 1))
    else:
        kept = (_anniversary(birthday, year) for year in (today.year, today.year + 1))
    return next(day for day in kept if day >= today)


def parse_birthday(text: str) -> date | LunarDay:
    """Read a birthday, lunar when it is written as lunar, otherwise solar.

    >>> parse_birthday("1985-08-15"), parse_birthday("八月十五")
    (datetime.date(1985, 8, 15), LunarDay(month=8, day=15, leap=False))
    """
    try:
        return parse_lunar(text)
    except ValueError:
        return parse_date(text)


def _anniversary(birthday: date, year: int) -> date:
    if (birthday.month, birthday.day) == (2, 29):
        return date(year, 3, 1) - timedelta(1)
    return birthday.replace(year=year)
