"""Before and after, exactly."""

from datetime import date, timedelta
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from sanjing.analytics.effect import Change, Effect, Sales, windows
from sanjing.kernel.periods import add_months

DAYS = st.dates(date(2020, 1, 1), date(2026, 12, 31))


@settings(max_examples=30, deadline=None)
@given(DAYS, st.integers(1, 12), st.integers(-40, 500))
def test_both_windows_have_as_many_days_and_meet_at_the_change(changed_on, months, later):
    today = changed_on + timedelta(later)
    found = windows(changed_on, months, today)
    assert (found is None) == (later <= 0)
    if found:
        assert found.before.days == found.after.days > 0
        assert found.before.end == found.after.start == changed_on
        assert found.after.end <= today
        assert found.complete == (add_months(changed_on, months) <= today)
        assert found.after.year_before().days == found.after.days


def change(before: int, after: int, orders: int = 10) -> Change:
    return Change(Sales(before, orders, 5), Sales(after, orders, 5))


def test_what_also_happened_to_the_others_is_taken_off():
    found = Effect(change(1_000, 1_235), change(900, 990), change(2_000, 2_200))
    assert found.own.rate == Fraction(235, 1000)
    assert found.beyond_season == Fraction(135, 1000)
    assert found.beyond_compared == Fraction(135, 1000)
    assert found.extra == 135


def test_without_a_comparison_group_nothing_is_said_of_cause():
    found = Effect(change(1_000, 1_235), change(0, 0))
    assert (found.beyond_season, found.beyond_compared, found.extra) == (None, None, None)


def test_few_orders_give_no_rate():
    assert change(1_000, 2_000, orders=9).rate is None
    assert Effect(change(1_000, 2_000, orders=9), change(1, 1), change(1, 2)).extra is None
