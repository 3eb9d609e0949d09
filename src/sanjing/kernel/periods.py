"""Periods relative to today, as criteria store them: "last_90_days", "this_quarter"."""

import re
from calendar import monthrange
from datetime import date, timedelta

EARLIEST = date(1, 1, 2)
LATEST = date(9999, 12, 30)
"""Open ends of a period; a day inside what a date can hold, so that no time zone overflows."""

NAMED_PERIODS = (
    "today", "yesterday", "tomorrow",
    "this_week", "last_week", "next_week",
    "this_month", "last_month", "next_month",
    "this_quarter", "last_quarter", "next_quarter",
    "this_year", "last_year", "next_year",
    "past", "future",
)  # fmt: skip

_DAYS = {"today": 0, "yesterday": -1, "tomorrow": 1}
_MONTHS = {"month": 1, "quarter": 3, "year": 12}
_SHIFT = {"last": -1, "this": 0, "next": 1}
_ROLLING = re.compile(
    r"(last|next|older_than|later_than)_([1-9][0-9]{0,3})_(day|week|month|year)s?"
)


def relative_range(period: str, today: date) -> tuple[date, date]:
    """First day of a period and the day after its last; ValueError for an unknown name.

    ``last_N_days`` are the N days that end today and ``older_than_N_days`` all days before them;
    ``next_N_days`` are the N days that begin today and ``later_than_N_days`` all days after them.
    Weeks begin on Monday. The same with weeks, months and years.

    >>> relative_range("last_7_days", date(2024, 3, 5))
    (datetime.date(2024, 2, 28), datetime.date(2024, 3, 6))
    >>> relative_range("this_quarter", date(2024, 3, 5))
    (datetime.date(2024, 1, 1), datetime.date(2024, 4, 1))
    """
    if period in _DAYS:
        start = today + timedelta(_DAYS[period])
        return start, start + timedelta(1)
    if period == "past":
        return EARLIEST, today
    if period == "future":
        return today + timedelta(1), LATEST
    rolling = _ROLLING.fullmatch(period)
    if rolling:
        return _rolling(rolling[1], int(rolling[2]), rolling[3], today)
    if period not in NAMED_PERIODS:
        raise ValueError(f"不认识的时间范围：{period}")
    shift, unit = period.split("_")
    return _calendar_period(shift, unit, today)


def add_months(day: date, count: int) -> date:
    """The same day ``count`` months later; the last of the month where there is no such day.

    >>> add_months(date(2024, 1, 31), 1), add_months(date(2024, 1, 31), -2)
    (datetime.date(2024, 2, 29), datetime.date(2023, 11, 30))
    """
    year, month = divmod(day.year * 12 + day.month - 1 + count, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _calendar_period(shift: str, unit: str, today: date) -> tuple[date, date]:
    if unit == "week":
        start = today - timedelta(today.weekday()) + timedelta(weeks=_SHIFT[shift])
        return start, start + timedelta(7)
    months = _MONTHS[unit]
    first = date(today.year, (today.month - 1) // months * months + 1, 1)
    start = add_months(first, months * _SHIFT[shift])
    return start, add_months(start, months)


def _rolling(side: str, count: int, unit: str, today: date) -> tuple[date, date]:
    tomorrow = today + timedelta(1)
    if side in ("next", "later_than"):
        end = _moved(today, count, unit)
        return (today, end) if side == "next" else (end, LATEST)
    start = _moved(tomorrow, -count, unit)
    return (start, tomorrow) if side == "last" else (EARLIEST, start)


def _moved(day: date, count: int, unit: str) -> date:
    try:
        if unit in ("day", "week"):
            return day + timedelta(count * (7 if unit == "week" else 1))
        return add_months(day, count * _MONTHS[unit])
    except (OverflowError, ValueError):
        return EARLIEST if count < 0 else LATEST
