"""How long goods last: exact figures by hand, and what must hold of any."""

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sanjing.modules.orders.rules import FURTHEST, Move, outlook

COUNTED = dt.date(2026, 3, 10)
D = Decimal


def went(ago: int, quantity: int | str, amount: int = 0) -> Move:
    """So many days before the count; less than none is after it."""
    return Move(COUNTED - dt.timedelta(ago), D(quantity), amount)


def back(ago: int, quantity: int, amount: int = 0) -> Move:
    return Move(COUNTED - dt.timedelta(ago), D(-quantity), -amount, ordered=False)


def look(stock: int, moves, lead: int = 7, later: int = 0):
    today = COUNTED + dt.timedelta(later)
    return outlook(D(stock), COUNTED, moves, lead=lead, today=today)


def test_what_was_counted_lasts_by_the_pace_of_ninety_days() -> None:
    moves = [went(90, 100, 300_00), went(60, 50, 160_00), went(30, 60, 200_00), back(20, 30, 90_00)]
    found = look(44, [*moves, went(91, 999, 1), went(0, 6), back(-2, 2)])
    assert (found.daily, found.since, found.orders, found.why) == (D(2), D(4), 3, "")
    assert (found.cover, found.runs_out_on) == (24, dt.date(2026, 4, 3))
    assert (found.order_by, found.rhythm) == (dt.date(2026, 3, 27), 30)
    assert found.money == (300_00 + 160_00 + 200_00 - 90_00) // 3
    assert found.due


@pytest.mark.parametrize(("stock", "due"), [(36, True), (37, True), (38, False)])
def test_it_is_due_when_the_next_order_by_rhythm_would_come_too_late(stock: int, due: bool) -> None:
    found = look(stock, [went(60, 45), went(30, 45)], lead=7)
    assert (found.cover, found.rhythm, found.due) == (stock, 30, due)


def test_days_are_whole_and_never_rounded_up() -> None:
    assert look(7, [went(50, 3), went(20, 4)]).cover == 90
    assert look(1, [went(50, 3), went(20, 4)]).cover == 12
    assert look(0, [went(50, 3), went(20, 4)]).cover == 0
    assert look(1, [went(50, 3), went(20, 4), back(-1, 5)]).cover == 0


@pytest.mark.parametrize(
    ("moves", "later", "why", "orders"),
    [
        ([], 0, "few", 0),
        ([went(30, 5), went(30, 8)], 0, "few", 1),
        ([went(30, 5), went(91, 8), went(0, 8)], 0, "few", 1),
        ([went(30, 5), went(20, 8), back(10, 13)], 0, "back", 2),
        ([went(30, 5), went(20, 8)], 91, "old", 2),
    ],
)
def test_too_little_is_known(moves, later: int, why: str, orders: int) -> None:
    found = look(10, moves, later=later)
    assert (found.why, found.orders, found.runs_out_on, found.due) == (why, orders, None, False)


quantities = st.decimals(D("0.0001"), D(10) ** 9, places=4)
MOVES = st.lists(
    st.tuples(st.integers(-40, 120), quantities), min_size=2, max_size=8, unique_by=lambda m: m[0]
)


@settings(max_examples=30, deadline=None)
@given(stock=quantities, moves=MOVES, more=quantities)
def test_more_in_stock_never_runs_out_sooner(stock, moves, more) -> None:
    told = [went(ago, quantity) for ago, quantity in moves]
    one, other = (outlook(n, COUNTED, told, lead=7, today=COUNTED) for n in (stock, stock + more))
    assert one.why == other.why and (not one.why or one.why == "few")
    assert 0 <= one.cover <= other.cover <= FURTHEST
    assert one.due or not other.due
