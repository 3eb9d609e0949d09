"""Lunar days, birthdays and workdays against published calendars."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanjing.kernel.calendar import (
    LunarDay,
    add_workdays,
    count_workdays,
    holiday,
    is_workday,
    lunar_day,
    next_birthday,
    parse_birthday,
    parse_lunar,
    solar_day,
)
from sanjing.kernel.lunar import leap_month
from sanjing.kernel.workdays import _statutory, announced_years

LUNAR_DAYS = st.builds(LunarDay, st.integers(1, 12), st.integers(1, 30), st.booleans())
DAYS = st.dates(date(1900, 1, 31), date(2101, 1, 28))
NEW_YEARS = [
    "1949-01-29",
    "1968-01-30",
    "1985-02-20",
    "1999-02-16",
    "2000-02-05",
    "2008-02-07",
    "2012-01-23",
    "2020-01-25",
    "2023-01-22",
    "2024-02-10",
    "2025-01-29",
    "2026-02-17",
    "2033-01-31",
    "2034-02-19",
    "2050-01-23",
]
LEAP_MONTHS = {1985: 0, 1995: 8, 2001: 4, 2004: 2, 2006: 7, 2009: 5, 2012: 4, 2014: 9, 2017: 6,
               2020: 4, 2023: 2, 2025: 6, 2028: 5, 2031: 3, 2033: 11}  # fmt: skip


@pytest.mark.parametrize("published", NEW_YEARS)
def test_the_lunar_year_begins_when_the_observatory_says(published: str) -> None:
    day = date.fromisoformat(published)
    assert lunar_day(day) == (day.year, LunarDay(1, 1))


@pytest.mark.parametrize(("year", "month"), LEAP_MONTHS.items())
def test_the_leap_month_is_where_the_observatory_puts_it(year: int, month: int) -> None:
    assert leap_month(year) == month


@pytest.mark.parametrize(
    ("lunar", "year", "published"),
    [
        (LunarDay(8, 15), 1978, "1978-09-17"),
        (LunarDay(8, 15), 2017, "2017-10-04"),
        (LunarDay(8, 15), 2024, "2024-09-17"),
        (LunarDay(8, 15), 2025, "2025-10-06"),
        (LunarDay(5, 5), 2024, "2024-06-10"),
        (LunarDay(9, 9), 2024, "2024-10-11"),
        (LunarDay(12, 8), 2023, "2024-01-18"),
        (LunarDay(12, 30), 2024, "2025-01-28"),
        (LunarDay(2, 1, leap=True), 2023, "2023-03-22"),
        (LunarDay(6, 1, leap=True), 2025, "2025-07-25"),
    ],
)
def test_festivals_fall_on_their_published_days(lunar: LunarDay, year: int, published: str) -> None:
    assert solar_day(lunar, year) == date.fromisoformat(published)


@given(DAYS)
def test_every_solar_day_is_one_lunar_day_and_back(day: date) -> None:
    year, lunar = lunar_day(day)
    assert solar_day(lunar, year) == day


def test_lunar_years_follow_each_other_without_gap() -> None:
    for year in range(1900, 2100):
        eve = solar_day(LunarDay(12, 30), year)
        assert solar_day(LunarDay(1, 1), year + 1) - eve == timedelta(1)


@given(LUNAR_DAYS)
def test_a_lunar_day_is_read_back_from_words_and_code(lunar: LunarDay) -> None:
    assert parse_lunar(str(lunar)) == lunar
    assert parse_lunar(str(lunar).removeprefix("农历")) == lunar
    assert parse_lunar(lunar.code) == lunar


@pytest.mark.parametrize(
    ("text", "lunar"),
    [
        ("农历八月十五", LunarDay(8, 15)),
        ("八月十五", LunarDay(8, 15)),
        ("正月初一", LunarDay(1, 1)),
        ("十二月初八", LunarDay(12, 8)),
        ("腊月廿三", LunarDay(12, 23)),
        ("冬月二十", LunarDay(11, 20)),
        ("十月三十", LunarDay(10, 30)),
        ("闰四月初三", LunarDay(4, 3, leap=True)),
        ("阴历 8-15", LunarDay(8, 15)),
        ("农历8月15日", LunarDay(8, 15)),
        ("农历1985年8月15", LunarDay(8, 15)),
        ("一九八五年农历八月十五", LunarDay(8, 15)),
        ("1985年八月十五", LunarDay(8, 15)),
        ("除夕", LunarDay(12, 30)),
    ],
)
def test_a_lunar_day_is_read(text: str, lunar: LunarDay) -> None:
    assert parse_lunar(text) == lunar


@pytest.mark.parametrize(
    "text", ["", "8月15日", "8-15", "十三月初一", "八月", "农历13-1", "八月三十五"]
)
def test_what_is_no_lunar_day_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="农历"):
        parse_lunar(text)


@given(LUNAR_DAYS, st.dates(date(1901, 1, 1), date(2098, 1, 1)))
def test_a_lunar_birthday_comes_once_within_thirteen_months(lunar: LunarDay, today: date) -> None:
    kept = next_birthday(lunar, today)
    assert timedelta(0) <= kept - today <= timedelta(385)
    assert next_birthday(lunar, kept) == kept
    assert lunar_day(kept)[1].month == lunar.month


@given(st.dates(date(1900, 1, 1), date(2020, 12, 31)), st.dates(date(1901, 1, 1), date(2200, 1, 1)))
def test_a_solar_birthday_comes_once_a_year(birthday: date, today: date) -> None:
    kept = next_birthday(birthday, today)
    assert timedelta(0) <= kept - today <= timedelta(366)
    assert (kept.month, kept.day) in {(birthday.month, birthday.day), (2, 28)}


def test_the_29th_of_february_is_kept_on_the_28th_in_common_years() -> None:
    born = date(1988, 2, 29)
    assert next_birthday(born, date(2024, 1, 1)) == date(2024, 2, 29)
    assert next_birthday(born, date(2025, 1, 1)) == date(2025, 2, 28)
    assert next_birthday(born, date(2025, 3, 1)) == date(2026, 2, 28)


def test_a_birthday_in_a_leap_month_is_kept_in_it_when_the_year_has_it() -> None:
    born = LunarDay(6, 15, leap=True)
    assert next_birthday(born, date(2025, 1, 1)) == date(2025, 8, 8)
    assert next_birthday(born, date(2026, 1, 1)) == solar_day(LunarDay(6, 15), 2026)


def test_a_birthday_is_lunar_or_solar_as_written() -> None:
    assert parse_birthday("1985年8月15日") == date(1985, 8, 15)
    assert parse_birthday("农历八月十五") == LunarDay(8, 15)
    with pytest.raises(ValueError, match="日期"):
        parse_birthday("八月")


@pytest.mark.parametrize("day", [date(1899, 12, 31), date(2101, 1, 29), date.max])
def test_a_day_outside_the_table_is_refused(day: date) -> None:
    with pytest.raises(ValueError, match="1900—2100"):
        lunar_day(day)


def test_the_holiday_week_of_october_2024() -> None:
    rest = [day for day in range(1, 32) if not is_workday(date(2024, 10, day))]
    assert rest == [1, 2, 3, 4, 5, 6, 7, 13, 19, 20, 26, 27]
    announced = holiday(date(2024, 9, 29))
    assert announced and not announced.is_rest and is_workday(date(2024, 9, 29))


@pytest.mark.parametrize(("year", "workdays"), [(2023, 249), (2024, 251), (2025, 248)])
def test_a_year_has_its_announced_workdays(year: int, workdays: int) -> None:
    assert count_workdays(date(year, 1, 1), date(year + 1, 1, 1)) == workdays


def test_statutory_days_agree_with_the_announcements() -> None:
    first, last = announced_years()
    for year in range(first, last + 1):
        for day, name in _statutory(year).items():
            if name in ("清明", "端午", "中秋") and year >= 2008:
                assert not is_workday(day), (day, name)
            if name == "春节" and year >= 2025:
                announced = holiday(day)
                assert announced and announced.name == "春节"


def test_a_year_not_announced_yet_rests_on_the_statutory_days() -> None:
    assert announced_years()[1] < 2090
    assert not is_workday(date(2090, 10, 2)) and is_workday(date(2090, 10, 4))
    found = holiday(solar_day(LunarDay(8, 15), 2090))
    assert found and found.name == "中秋"


@given(st.dates(date(2010, 1, 1), date(2025, 1, 1)), st.integers(1, 60))
def test_workdays_are_counted_as_they_are_added(day: date, count: int) -> None:
    later = add_workdays(day, count)
    assert is_workday(later)
    assert count_workdays(day + timedelta(1), later + timedelta(1)) == count
    assert add_workdays(later, -count) == add_workdays(day + timedelta(1), -1)
