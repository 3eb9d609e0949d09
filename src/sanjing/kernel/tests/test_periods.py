"""Relative periods are what a person means by them."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanjing.kernel.periods import EARLIEST, LATEST, NAMED_PERIODS, add_months, relative_range

TODAY = date(2024, 3, 5)
DAYS = st.dates(date(1902, 1, 1), date(9000, 1, 1))


@pytest.mark.parametrize(
    ("period", "start", "end"),
    [
        ("today", "2024-03-05", "2024-03-06"),
        ("yesterday", "2024-03-04", "2024-03-05"),
        ("tomorrow", "2024-03-06", "2024-03-07"),
        ("this_week", "2024-03-04", "2024-03-11"),
        ("last_week", "2024-02-26", "2024-03-04"),
        ("next_week", "2024-03-11", "2024-03-18"),
        ("this_month", "2024-03-01", "2024-04-01"),
        ("last_month", "2024-02-01", "2024-03-01"),
        ("next_month", "2024-04-01", "2024-05-01"),
        ("this_quarter", "2024-01-01", "2024-04-01"),
        ("last_quarter", "2023-10-01", "2024-01-01"),
        ("next_quarter", "2024-04-01", "2024-07-01"),
        ("this_year", "2024-01-01", "2025-01-01"),
        ("last_year", "2023-01-01", "2024-01-01"),
        ("next_year", "2025-01-01", "2026-01-01"),
        ("last_90_days", "2023-12-07", "2024-03-06"),
        ("last_1_day", "2024-03-05", "2024-03-06"),
        ("next_7_days", "2024-03-05", "2024-03-12"),
        ("last_2_weeks", "2024-02-21", "2024-03-06"),
        ("last_12_months", "2023-03-06", "2024-03-06"),
        ("next_3_months", "2024-03-05", "2024-06-05"),
        ("last_3_years", "2021-03-06", "2024-03-06"),
    ],
)
def test_a_period_has_its_first_day_and_the_day_after_its_last(
    period: str, start: str, end: str
) -> None:
    assert relative_range(period, TODAY) == (date.fromisoformat(start), date.fromisoformat(end))


@given(DAYS, st.integers(1, 9999), st.sampled_from(["day", "weeks", "months", "years"]))
def test_older_than_begins_where_last_ends(today: date, count: int, unit: str) -> None:
    start, end = relative_range(f"last_{count}_{unit}", today)
    assert relative_range(f"older_than_{count}_{unit}", today) == (EARLIEST, start)
    assert end == today + timedelta(1)
    begin, until = relative_range(f"next_{count}_{unit}", today)
    assert begin == today
    assert relative_range(f"later_than_{count}_{unit}", today) == (until, LATEST)


@given(DAYS, st.integers(1, 5000))
def test_last_n_days_are_n_days(today: date, count: int) -> None:
    start, end = relative_range(f"last_{count}_days", today)
    assert (end - start).days == count


@given(DAYS, st.sampled_from(["week", "month", "quarter", "year"]))
def test_neighbouring_periods_touch_and_this_one_holds_today(today: date, unit: str) -> None:
    last, this, following = (
        relative_range(f"{side}_{unit}", today) for side in ("last", "this", "next")
    )
    assert last[1] == this[0] <= today < this[1] == following[0]


@given(DAYS)
def test_every_named_period_is_known(today: date) -> None:
    assert all(
        start < end for start, end in (relative_range(name, today) for name in NAMED_PERIODS)
    )


@pytest.mark.parametrize(
    "period", ["", "last_0_days", "last_days", "this_day", "last_12345_days", "now"]
)
def test_an_unknown_period_is_refused(period: str) -> None:
    with pytest.raises(ValueError, match="时间范围"):
        relative_range(period, TODAY)


@given(DAYS, st.integers(-1000, 1000))
def test_adding_months_keeps_the_day_or_takes_the_last(day: date, count: int) -> None:
    moved = add_months(day, count)
    assert (moved.year * 12 + moved.month) - (day.year * 12 + day.month) == count
    assert moved.day == day.day or (moved + timedelta(1)).day == 1
