"""The ladder, customer share, winning against keeping, word of mouth, and what fewer leaving is worth."""

from datetime import date, timedelta
from fractions import Fraction

import polars as pl
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from sanjing.analytics import references
from sanjing.analytics.acquisition import Spending
from sanjing.analytics.enough import TooLittle
from sanjing.analytics.ladder import UNKNOWN, ladder, placed
from sanjing.analytics.profit_of_churn import Customer, margins_by_tenure
from sanjing.analytics.reach import reach
from sanjing.analytics.share import shares
from sanjing.analytics.tests.rows import AS_OF

FEW = settings(max_examples=30, deadline=None)
FACTS = st.lists(st.tuples(st.integers(0, 4), st.integers(0, 2)), max_size=6)
ANSWERS = st.lists(st.tuples(st.integers(0, 6), st.integers(-500, 20), st.booleans()), max_size=15)


def table(rows: list[tuple], **schema) -> pl.DataFrame:
    return pl.DataFrame(rows, schema=schema, orient="row")


def days(rows: list[tuple]) -> list[tuple]:
    return [(who, AS_OF + timedelta(on), *more) for who, on, *more in rows]


def climbed(facts, answers, as_of: date = AS_OF):
    rows = [(n, *row) for n, row in enumerate(facts)]
    known = table(rows, customer=pl.Int64, purchases=pl.Int64, referrals=pl.Int64)
    said = table(days(answers), customer=pl.Int64, on=pl.Date, satisfied=pl.Boolean)
    return ladder(known, said, as_of=as_of)


@FEW
@given(FACTS, ANSWERS)
@example([(9, 9)], [])
@example([(2, 1)], [(0, 0, True), (0, 0, False)])
def test_nobody_is_called_satisfied_who_did_not_say_so(facts, answers):
    found = climbed(facts, answers)
    wanted = []
    for who, (bought, brought) in enumerate(facts):
        said = [(on, yes) for of, on, yes in answers if of == who and -365 < on <= 0]
        last = max((on for on, _yes in said), default=None)
        if last is None:
            wanted.append(UNKNOWN)
        elif not all(yes for on, yes in said if on == last):
            wanted.append("unsatisfied")
        else:
            wanted.append("satisfied" if bought < 2 else "advocate" if brought else "repeat")
    assert found.table["step"].to_list() == wanted
    known = [step for step in wanted if step != UNKNOWN]
    assert found.known == (Fraction(len(known), len(wanted)) if wanted else None)
    above = sum(step in ("repeat", "advocate") for step in known)
    assert found.reached("repeat") == (Fraction(above, len(known)) if known else None)
    assert sum(found.steps.values()) == len(facts)


def test_what_was_bought_is_told_of_whom_nobody_asked():
    found = climbed([(1, 0), (2, 1), (2, 1), (3, 0)], [(2, 0, True), (3, 0, False)])
    assert placed(found).rows() == [(0, "once"), (1, "again"), (2, "advocate"), (3, "unsatisfied")]


NEEDS = st.lists(
    st.tuples(st.integers(0, 6), st.integers(-700, 20), st.integers(0, 900)), max_size=12
)


@FEW
@given(st.lists(st.integers(-100, 900), max_size=6), NEEDS)
@example([900], [(0, 0, 300)])
def test_a_share_is_ours_of_the_last_need_told_and_never_more_than_all(ours, needs):
    rows = [(who, need, on, f"{n}") for n, (who, on, need) in enumerate(days(needs))]
    found = shares(
        table(list(enumerate(ours)), customer=pl.Int64, bought=pl.Int64),
        table(rows, customer=pl.Int64, need=pl.Int64, on=pl.Date, source=pl.String), as_of=AS_OF,
    )  # fmt: skip
    told = {row["customer"]: row for row in found.table.iter_rows(named=True)}
    whole = left = 0
    for who, bought in enumerate(ours):
        asked = [
            (on, int(source), need) for of, need, on, source in rows if of == who and on <= AS_OF
        ]
        on, source, need = max(asked, default=(None, None, None))
        row = told.pop(who)
        assert (row["need"], row["need_on"]) == (need, on)
        if not need:
            assert (row["share"], row["capped"], row["gap"], row["stale"]) == (None,) * 4
            continue
        kept = min(max(bought, 0), need)
        whole, left = whole + need, left + need - kept
        assert (row["share"], row["capped"], row["gap"]) == (
            kept / need,
            bought > need,
            need - kept,
        )
        assert (row["stale"], row["source"]) == ((AS_OF - on).days >= 365, str(source))
    assert told == {}
    assert (found.gap, found.share) == (left, Fraction(whole - left, whole) if whole else None)


def test_winning_stands_beside_keeping_and_the_firms_own_figure_first():
    told = Spending(on_winning=5_000_000, won=20, on_keeping=4_000_000, kept=80)
    assert (told.ratio, told.reference.low) == (5, 5)
    assert Spending(1, 4, 1, 80).ratio == TooLittle("few_customers", 4, 5)
    assert Spending(1, 5, 1, 3).ratio == TooLittle("few_customers", 3, 5)
    assert Spending(1, 5, 0, 80).ratio == TooLittle("no_spending", 0)
    with pytest.raises(ValueError, match="below zero"):
        Spending(1, -1, 1, 1)


@FEW
@given(st.lists(st.tuples(st.integers(-50, 900), st.none() | st.integers(0, 9)), max_size=9))
def test_the_unhappy_reach_those_they_know_and_five_where_that_is_not_known(rows):
    frame = table(
        [(n, *row) for n, row in enumerate(rows)],
        customer=pl.Int64,
        value=pl.Int64,
        linked=pl.Int64,
    )
    found = reach(frame, turned_away=Fraction(1, 10), newcomer=700)
    people = sum(5 if linked is None else linked for _value, linked in rows)
    own = sum(max(0, value) for value, _linked in rows)
    assert (found.unhappy, found.people, found.own) == (len(rows), people, own)
    assert found.money == own + Fraction(people * 700, 10)
    assert found.assumed == any(linked is None for _value, linked in rows)


@FEW
@given(
    st.fractions(0, 1, max_denominator=40), st.lists(st.integers(-50, 900), min_size=1, max_size=4),
    st.integers(1, 8), st.fractions(0, 1, max_denominator=20), st.integers(0, 500),
    st.fractions(0, 1, max_denominator=40),
)  # fmt: skip
def test_fewer_leaving_is_worth_what_adding_up_the_years_gives(
    leaving, margins, years, discount, cost, points
):
    def by_hand(rate: Fraction) -> Fraction:
        return sum((margins[min(n, len(margins) - 1)] * ((1 - rate) / (1 + discount)) ** n for n in range(years)),
                   Fraction(-cost))  # fmt: skip

    before, after = by_hand(leaving), by_hand(max(Fraction(0), leaving - points))
    found = Customer(leaving, tuple(margins), years, discount, cost).if_fewer_leave(points)
    assert (found.before, found.after, found.money) == (before, after, after - before)
    assert found.rate == (after / before - 1 if before > 0 else TooLittle("no_profit", 1))
    if min(margins) >= 0:
        assert found.money >= 0


def test_five_points_stand_beside_the_range_of_the_study():
    """A customer who stays five years and brings more each year, as in the study."""
    told = Customer(Fraction(1, 5), (0, 100, 150, 180, 200), 10, Fraction(1, 10), won_for=100)
    gain = told.if_fewer_leave(Fraction(5, 100))
    assert told.tenure == 5
    assert gain.reference.low < gain.rate < gain.reference.high


def test_a_year_of_tenure_that_few_have_reached_ends_the_list():
    rows = [(n, 0, 100) for n in range(20)] + [(n, 1, 300) for n in range(10)] + [(1, 2, 900)]
    years = table(rows, customer=pl.Int64, year=pl.Int64, margin=pl.Int64)
    assert margins_by_tenure(years) == (100, 300)
    assert margins_by_tenure(years.head(9)) == TooLittle("few_customers", 9, 10)


def test_every_borrowed_figure_says_where_it_is_from():
    codes = {one.code for one in references.ALL}
    assert len(codes) == len(references.ALL) == 6
    assert all(one.source and 0 < one.low <= one.high for one in references.ALL)
