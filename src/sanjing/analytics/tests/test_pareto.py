"""How unevenly money comes, and how much hangs on a few."""

from fractions import Fraction

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sanjing.analytics.concentration import concentration
from sanjing.analytics.enough import TooLittle
from sanjing.analytics.pareto import curve, ranked

AMOUNTS = st.lists(st.integers(-500, 20_000) | st.just(700), min_size=10, max_size=50)


def table(amounts: list[int]) -> pl.DataFrame:
    return pl.DataFrame({"customer": range(len(amounts)), "total": amounts, "owed": amounts}, schema_overrides={
        "total": pl.Int64, "owed": pl.Int64, "customer": pl.Int64})  # fmt: skip


@settings(max_examples=30, deadline=None)
@given(AMOUNTS)
def test_gini_is_the_mean_difference_of_all_pairs(amounts):
    found = curve(table(amounts))
    held = [max(0, amount) for amount in amounts]
    if not sum(held):
        assert found == TooLittle("no_value", len(amounts))
        return
    pairs = sum(abs(a - b) for a in held for b in held)
    assert found.gini == pytest.approx(float(Fraction(pairs, 2 * len(held) * sum(held))), abs=1e-12)
    assert (found.total, found.without) == (sum(held), sum(a <= 0 for a in amounts))
    best = sorted(held, reverse=True)
    if len(best) % 10 == 0:
        assert found.brought_by(0.2) == pytest.approx(sum(best[: len(best) // 5]) / sum(held))
    assert found.brought_by(found.ratio) == pytest.approx(1 - found.ratio, abs=0.02)


@settings(max_examples=20, deadline=None)
@given(AMOUNTS)
def test_the_ranking_reaches_everything_and_never_falls(amounts):
    found = ranked(table(amounts))
    assert found["total"].to_list() == sorted(amounts, reverse=True)
    assert found["rank"].to_list() == list(range(1, len(amounts) + 1))
    reached = found["reached"].to_list()
    assert reached == sorted(reached)
    assert reached[-1] == pytest.approx(1.0 if any(a > 0 for a in amounts) else 0.0)


def test_ratios_that_are_known_come_out():
    assert curve(table([1_000] * 20)).ratio == pytest.approx(0.5)
    assert curve(table([1_000] * 20)).gini == pytest.approx(0.0)
    exact = curve(table([16] * 20 + [1] * 80))
    assert exact.ratio == pytest.approx(0.2)
    assert exact.brought_by(0.2) == pytest.approx(0.8)


def test_nine_customers_make_no_curve():
    assert curve(table([5] * 9)) == TooLittle("few_customers", 9, 10)


@settings(max_examples=20, deadline=None)
@given(AMOUNTS)
def test_concentration_is_what_adding_up_gives(amounts):
    found = concentration(table(amounts), large=0.2)
    held = sorted((a for a in amounts if a > 0), reverse=True)
    if not held:
        assert found == TooLittle("no_value", 0)
        return
    shares = [a / sum(held) for a in held]
    assert found.herfindahl == pytest.approx(sum(s * s for s in shares))
    assert 1 <= found.effective <= len(held) + 1e-9
    assert found.tops == {n: pytest.approx(sum(shares[:n])) for n in (1, 5, 10)}
    assert found.large["total"].to_list() == [
        a for a, s in zip(held, shares, strict=True) if s >= 0.2
    ]
