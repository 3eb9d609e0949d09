"""The months of a year: every month of as many years, nothing of a year half over."""

from datetime import date
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from sanjing.analytics.season import calendar
from sanjing.kernel.periods import add_months

END = date(2026, 3, 1)
ROWS = st.lists(
    st.tuples(
        st.dates(date(2019, 1, 1), date(2026, 5, 31)), st.integers(-500, 90_000), st.integers(1, 9)
    ),
    max_size=40,
)


@settings(max_examples=30, deadline=None)
@given(ROWS)
def test_each_month_is_what_adding_it_up_by_hand_gives(rows):
    found = calendar(rows, end=END)
    past = [row for row in rows if row[0] < END]
    first = min((day.replace(day=1) for day, *_rest in past), default=END)
    whole = sum(add_months(END, -12 * n) >= first for n in range(1, 6)) if past else 0
    assert found.years == whole
    for month in range(1, 13):
        days = [
            row for row in past if row[0] >= add_months(END, -12 * whole) and row[0].month == month
        ]
        assert found.amounts[month - 1] == sum(amount for _day, amount, _n in days)
        assert found.orders[month - 1] == sum(n for *_rest, n in days)
    assert found.shares is None or sum(found.shares) == 1


def test_a_year_half_over_bends_no_month():
    even = [(date(2025, month, 1), 100, 3) for month in range(1, 13)]
    found = calendar([*even, (date(2026, 1, 9), 9_000, 50)], end=date(2026, 1, 1))
    assert found.shares == (Fraction(1, 12),) * 12
    assert found.peaks == ()


def test_a_peak_needs_orders_to_rest_on():
    winter = [
        (date(2025, 1, 5), 1_000, 10),
        (date(2025, 12, 5), 1_000, 10),
        (date(2025, 6, 5), 100, 9),
    ]
    assert calendar(winter, end=date(2026, 1, 1)).peaks == ()
    more = [*winter, (date(2025, 7, 5), 100, 1)]
    assert calendar(more, end=date(2026, 1, 1)).peaks == (1, 12)


def test_less_than_a_year_says_nothing():
    found = calendar([(date(2025, 4, 1), 500, 40)], end=END)
    assert (found.years, found.count, found.shares, found.peaks) == (0, 0, None, ())
