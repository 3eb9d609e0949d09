"""Profit of each customer, the whale curve, what a 元 gives, hunting and farming."""

from collections import Counter
from datetime import date, timedelta
from fractions import Fraction

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sanjing.analytics.balance import Side, balance
from sanjing.analytics.enough import TooLittle
from sanjing.analytics.profit import per_yuan, profits, returns, whale
from sanjing.analytics.tests.rows import AS_OF
from sanjing.kernel.periods import add_months

AMOUNTS = st.lists(st.tuples(st.integers(1, 6), st.integers(-500, 900)), max_size=20)


def table(column: str, rows: list[tuple[int, int]]) -> pl.DataFrame:
    return pl.DataFrame(rows, schema={"customer": pl.Int64, column: pl.Int64}, orient="row")


@settings(max_examples=30, deadline=None)
@given(AMOUNTS, AMOUNTS, AMOUNTS)
def test_profit_is_margin_less_cost_less_bad_debt_and_nothing_is_lost(margins, costs, debts):
    found = profits(table("margin", margins), table("cost", costs), table("bad_debt", debts))
    sums = [Counter(), Counter(), Counter()]
    for held, rows in zip(sums, (margins, costs, debts), strict=True):
        for who, amount in rows:
            held[who] += amount
    wanted = {who: (*(s[who] for s in sums), sums[0][who] - sums[1][who] - sums[2][who])
              for who in {who for rows in (margins, costs, debts) for who, _amount in rows}}  # fmt: skip
    assert {row[0]: row[1:] for row in found.table.rows()} == wanted
    assert found.profit == found.table["profit"].sum() == sum(row[3] for row in wanted.values())
    assert found.table["profit"].to_list() == sorted((r[3] for r in wanted.values()), reverse=True)
    assert set(found.loss_makers["customer"]) == {who for who, row in wanted.items() if row[3] < 0}


@settings(max_examples=30, deadline=None)
@given(st.lists(st.integers(-900, 900), min_size=10, max_size=40))
def test_the_whale_rises_to_what_the_good_bring_and_falls_to_what_is_left(amounts):
    found = whale(table("profit", list(enumerate(amounts))))
    peak = sum(a for a in amounts if a > 0)
    if not peak:
        assert found == TooLittle("no_profit", len(amounts))
        return
    assert (found.peak, found.total, found.destroyed) == (peak, sum(amounts), peak - sum(amounts))
    assert found.loss_makers == sum(a < 0 for a in amounts)
    so_far = [sum(sorted(amounts, reverse=True)[:n]) for n in range(len(amounts) + 1)]
    assert peak == max(so_far) == so_far[round(found.peak_at * len(amounts))]
    assert found.points[-1] == (1.0, pytest.approx(sum(amounts) / peak))
    assert found.destroyed_part == 1 - Fraction(sum(amounts), peak)
    assert max(share for _at, share in found.points) <= 1 + 1e-12


def test_a_tenth_of_the_customers_can_eat_up_half_of_what_the_others_bring():
    found = whale(table("profit", [*((n, 100) for n in range(18)), (18, -400), (19, -500)]))
    assert (found.peak, found.destroyed, found.peak_at) == (1_800, 900, 0.9)
    assert whale(table("profit", [(1, 5)])) == TooLittle("few_customers", 1, 10)


@settings(max_examples=20, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 900), st.integers(-900, 9_000)), max_size=15))
def test_each_yuan_gives_what_was_gained_for_it(rows):
    frame = pl.DataFrame([(f"c{n}", *row) for n, row in enumerate(rows)], orient="row",
                         schema={"key": pl.String, "spent": pl.Int64, "gained": pl.Int64})  # fmt: skip
    found = {row[0]: row[1:] for row in returns(frame).rows()}
    assert found == {f"c{n}": (spent, gained, gained - spent, gained / spent if spent else None)
                     for n, (spent, gained) in enumerate(rows)}  # fmt: skip
    spent, gained = (sum(row[n] for row in rows) for n in (0, 1))
    assert per_yuan(frame) == (Fraction(gained, spent) if spent else None)


EFFORTS = st.lists(
    st.tuples(st.integers(1, 5), st.integers(-800, 20), st.integers(0, 90), st.integers(0, 500)),
    max_size=25,
)
FIRSTS = st.lists(st.none() | st.integers(-900, 0), min_size=4, max_size=4)


@settings(max_examples=30, deadline=None)
@given(EFFORTS, FIRSTS)
def test_hunting_is_what_goes_to_those_who_are_to_be_won_or_just_were(efforts, firsts):
    """The fifth customer is not in the book at all."""
    begun = [None if n is None else AS_OF + timedelta(n) for n in firsts]
    book = pl.DataFrame({"customer": [1, 2, 3, 4], "bought_first": begun},
                        schema={"customer": pl.Int64, "bought_first": pl.Date})  # fmt: skip
    rows = [(who, AS_OF + timedelta(on), minutes, money) for who, on, minutes, money in efforts]
    schema = {"customer": pl.Int64, "on": pl.Date, "minutes": pl.Int64, "money": pl.Int64}
    since = AS_OF - timedelta(700)
    found = balance(pl.DataFrame(rows, schema=schema, orient="row"), book, since=since, as_of=AS_OF)
    sums = {age: [0, 0, 0] for age in ("prospect", "new", "existing")}
    for who, on, minutes, money in rows:
        if since <= on <= AS_OF:
            first = begun[who - 1] if who < 5 else None
            age = ("prospect" if first is None or on < first else
                   "new" if on < add_months(first, 12) else "existing")  # fmt: skip
            for n, more in enumerate((1, minutes, money)):
                sums[age][n] += more
    assert found.sides == {age: Side(*parts) for age, parts in sums.items()}
    whole = sum(parts[1] for parts in sums.values())
    hunted = sums["prospect"][1] + sums["new"][1]
    assert found.hunting_minutes == (Fraction(hunted, whole) if whole else None)
    assert found.months["money"].sum() == sum(parts[2] for parts in sums.values())
    assert set(found.months["month"]) <= {on.replace(day=1) for _who, on, *_more in rows}


def test_who_was_won_by_a_visit_was_a_prospect_when_it_was_made():
    visit = pl.DataFrame({"customer": [1], "on": [date(2026, 1, 1)], "minutes": [60], "money": [0]})
    book = pl.DataFrame({"customer": [1], "bought_first": [date(2026, 1, 2)]})
    found = balance(visit, book, since=date(2026, 1, 1), as_of=AS_OF)
    assert (found.sides["prospect"].efforts, found.hunting_money) == (1, None)
