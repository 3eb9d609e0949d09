"""Chinese public holidays and the weekend days worked to make up for them."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib import resources

from sanjing.kernel.lunar import LunarDay, solar_day


@dataclass(frozen=True, slots=True)
class Holiday:
    """What the State Council announced for a day: rest, or work on a weekend."""

    name: str
    is_rest: bool


def is_workday(day: date) -> bool:
    """Whether offices are open.

    Years not announced yet take weekends and the statutory days, without days moved around them.

    >>> is_workday(date(2024, 2, 10)), is_workday(date(2024, 2, 18)), is_workday(date(2024, 3, 5))
    (False, True, True)
    """
    announced = holiday(day)
    return not announced.is_rest if announced else day.weekday() < 5


def holiday(day: date) -> Holiday | None:
    """The announcement for a day, if there is one.

    >>> holiday(date(2024, 10, 1)), holiday(date(2024, 9, 29)), holiday(date(2024, 3, 5))
    (Holiday(name='国庆节', is_rest=True), Holiday(name='国庆节', is_rest=False), None)
    """
    first, last = announced_years()
    if first <= day.year <= last:
        return _announced().get(day)
    return Holiday(name, is_rest=True) if (name := _statutory(day.year).get(day)) else None


def add_workdays(day: date, count: int) -> date:
    """The workday ``count`` workdays after ``day``, or before it when negative.

    With 0 the day itself, or the next workday when it is none.

    >>> add_workdays(date(2024, 2, 9), 1), add_workdays(date(2024, 2, 19), -1)
    (datetime.date(2024, 2, 18), datetime.date(2024, 2, 18))
    >>> add_workdays(date(2024, 2, 10), 0)
    datetime.date(2024, 2, 18)
    """
    step = timedelta(-1 if count < 0 else 1)
    if count == 0:
        while not is_workday(day):
            day += step
    for _ in range(abs(count)):
        day += step
        while not is_workday(day):
            day += step
    return day


def count_workdays(first: date, end: date) -> int:
    """Workdays from ``first`` up to and without ``end``.

    >>> count_workdays(date(2024, 2, 1), date(2024, 3, 1))
    18
    """
    return sum(is_workday(first + timedelta(days)) for days in range((end - first).days))


@cache
def announced_years() -> tuple[int, int]:
    """First and last year whose announcement is known.

    >>> announced_years()[0]
    2004
    """
    years = [day.year for day in _announced()]
    return min(years), max(years)


@cache
def _announced() -> Mapping[date, Holiday]:
    text = resources.files("sanjing.kernel").joinpath("data/holidays.csv").read_text("utf-8")
    days: dict[date, Holiday] = {}
    for row in csv.DictReader(text.splitlines()):
        first, last = date.fromisoformat(row["first"]), date.fromisoformat(row["last"])
        for distance in range((last - first).days + 1):
            days[first + timedelta(distance)] = Holiday(row["name"], row["kind"] == "rest")
    return days


@cache
def _statutory(year: int) -> Mapping[date, str]:
    """The thirteen days of the regulation in force since 2025."""
    days = {date(year, 1, 1): "元旦", _qingming(year): "清明"}
    days |= {date(year, 5, day): "劳动节" for day in (1, 2)}
    days |= {date(year, 10, day): "国庆节" for day in (1, 2, 3)}
    if 1901 <= year <= 2100:
        new_year = solar_day(LunarDay(1, 1), year)
        days |= {new_year + timedelta(distance): "春节" for distance in (-1, 0, 1, 2)}
        days[solar_day(LunarDay(5, 5), year)] = "端午"
        days[solar_day(LunarDay(8, 15), year)] = "中秋"
    return days


def _qingming(year: int) -> date:
    """Day of the solar term, right from 1901 to 2100."""
    short, constant = year % 100, 4.81 if year >= 2000 else 5.59
    leaps = short // 4 if year >= 2000 else (short - 1) // 4
    return date(year, 4, int(short * 0.2422 + constant) - leaps)
