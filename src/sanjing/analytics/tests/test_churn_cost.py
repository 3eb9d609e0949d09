"""What losing customers costs, exactly."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sanjing.analytics.churn_cost import (
    PERCENT,
    Cost,
    Firm,
    Lost,
    by_reason,
    controllable_share,
    together,
)

BOOK = Firm(64_000, 5 * PERCENT, 40_000, 10 * PERCENT)


def test_the_example_of_the_book_comes_out_exactly():
    assert BOOK.cost == Cost(Fraction(3_200), Fraction(128_000_000), Fraction(12_800_000))


@settings(max_examples=25, deadline=None)
@given(
    st.integers(0, 10**6), st.fractions(0, 1, max_denominator=1000), st.integers(0, 10**9),
    st.fractions(-1, 1, max_denominator=100), st.integers(0, 8), st.fractions(0, 1, max_denominator=100),
)  # fmt: skip
def test_years_are_added_up_one_by_one(customers, rate, revenue, margin, years, discount):
    firm = Firm(customers, rate, revenue, margin)
    there, worth, whole, kept = customers * rate, Fraction(1), Fraction(0), Fraction(0)
    for _year in range(years):
        whole += there * revenue * worth
        kept += there * revenue * worth * margin
        there, worth = there * (1 - rate), worth / (1 + discount)
    assert together(firm.over(years, discount=discount)) == (whole, kept)
    assert firm.over(1, discount=discount) == (firm.cost,)


def test_a_point_less_of_churn_is_worth_what_it_saves():
    saved = BOOK.if_only(rate=4 * PERCENT)
    assert saved == Cost(Fraction(640), Fraction(25_600_000), Fraction(2_560_000))
    assert BOOK.if_only() == Cost(Fraction(0), Fraction(0), Fraction(0))
    assert BOOK.if_only(margin=12 * PERCENT).profit == -2_560_000


@settings(max_examples=25, deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from(["price", "service", "moved"]), st.integers(0, 900)), max_size=20
    )
)
def test_reasons_add_up_to_what_was_lost(rows):
    lost = [Lost(reason, reason != "moved", revenue) for reason, revenue in rows]
    found = by_reason(lost, margin=Fraction(1, 5))
    assert sum(r.customers for r in found) == len(rows)
    assert [r.revenue for r in found] == sorted((r.revenue for r in found), reverse=True)
    for r in found:
        own = [revenue for reason, revenue in rows if reason == r.reason]
        assert (r.customers, r.revenue, r.profit) == (len(own), sum(own), Fraction(sum(own), 5))
    whole = sum(revenue for _reason, revenue in rows)
    assert not found or found[-1].reached == (1 if whole else 0)
    ours = sum(revenue for reason, revenue in rows if reason != "moved")
    assert controllable_share(found) == (Fraction(ours, whole) if whole else None)


@pytest.mark.parametrize("rate", [Fraction(-1, 9), Fraction(10, 9)])
def test_more_than_all_cannot_leave(rate):
    with pytest.raises(ValueError, match="between 0 and 1"):
        Firm(10, rate, 10, Fraction(1))
