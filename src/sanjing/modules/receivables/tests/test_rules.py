"""Splitting, matching and ageing, for any amounts."""

import datetime as dt
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanjing.modules.receivables.actions.plan import read_shares
from sanjing.modules.receivables.rules import AGES, Owed, age_of, bounds, split, spread, suggest

amounts = st.integers(-(10**15), 10**15)
shares = st.lists(st.decimals(0, 10**6, places=4, allow_nan=False), min_size=1, max_size=60).filter(
    any
)
days = st.dates(dt.date(2000, 1, 1), dt.date(2100, 1, 1))
one_owed = st.builds(Owed, st.integers(1, 10**6), st.integers(1, 10**9), days)
owed = st.lists(one_owed, max_size=12, unique_by=lambda one: one.id)


@given(amounts, shares)
def test_no_part_of_a_split_is_lost_and_none_is_off_by_more_than_a_fen(amount, given_shares):
    parts = split(amount, given_shares)
    whole = Fraction(sum(given_shares))
    assert sum(parts) == amount
    for part, share in zip(parts, given_shares, strict=True):
        assert abs(part - amount * Fraction(share) / whole) < 1


@given(amounts, shares)
def test_a_credit_is_split_like_the_charge(amount, given_shares):
    assert split(-amount, given_shares) == [-part for part in split(amount, given_shares)]


@pytest.mark.parametrize("bad", [[], [0], [1, -1], [0, 0]])
def test_shares_of_nothing_are_refused(bad):
    with pytest.raises(ValueError, match="positive"):
        split(100, bad)


@given(st.integers(0, 10**10), owed)
def test_money_is_spread_as_far_as_it_reaches(money, invoices):
    given_shares = spread(money, invoices)
    assert sum(share for _id, share in given_shares) == min(money, sum(o.balance for o in invoices))
    assert all(share > 0 for _id, share in given_shares)


@given(st.integers(1, 10**9), owed)
def test_a_suggestion_never_gives_more_than_is_owed(money, invoices):
    left = [(one.id, one.balance) for one in invoices]
    for pk, share in suggest(money, invoices):
        place = next(
            n for n, (known, balance) in enumerate(left) if known == pk and balance >= share
        )
        left[place] = pk, left[place][1] - share


@given(days, days)
def test_every_day_belongs_to_one_age(due_on, as_of):
    holding = []
    for name, _least, _most in AGES:
        first, last = bounds(name, as_of)
        if (first is None or due_on >= first) and (last is None or due_on <= last):
            holding.append(name)
    assert holding == [age_of(due_on, as_of)]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [("3", [1, 1, 1]), ("30/60/10", [30, 60, 10]), ("30%、70%", [30, 70]), (" 1 ", [1])],
)
def test_parts_are_read_as_people_write_them(text, wanted):
    assert read_shares(text) == [Decimal(share) for share in wanted]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "半",
        "0",
        "1.5",
        "61",
        "30/60",
        "50/-50/100",
        "nan",
        "1e9",
        "1e999999999",
        "1e-999999999/100",
        "1e999999999/1",
        "99999999999",
    ],
)
def test_parts_that_are_none_are_refused(text):
    with pytest.raises(ValueError, match="期"):
        read_shares(text)
