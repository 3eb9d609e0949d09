"""Quadrants, and tiers that nobody loses by a hair."""

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sanjing.analytics.quadrants import QUADRANTS, loyalty, movers, placed
from sanjing.analytics.schemas import WrongTable
from sanjing.analytics.tiers import Tier, assigned

PARTS = st.lists(st.tuples(*[st.none() | st.floats(0, 1)] * 2, st.integers(0, 50)), max_size=20)
TIERS = (Tier("gold", 100.0), Tier("silver", 50.0), Tier("basic", 0.0))


@settings(max_examples=25, deadline=None)
@given(PARTS)
def test_loyalty_rests_on_the_parts_that_are_known(rows):
    schema = {"customer": pl.Int64, "tenure": pl.Float64, "payment": pl.Float64}
    table = pl.DataFrame(
        [(n, a, b) for n, (a, b, _v) in enumerate(rows)], schema=schema, orient="row"
    )
    found = loyalty(table, {"tenure": 3, "payment": 1})
    for (a, b, _volume), (_who, mean, known) in zip(rows, found.rows(), strict=True):
        parts = [(value, weight) for value, weight in ((a, 3), (b, 1)) if value is not None]
        weight = sum(weight for _value, weight in parts)
        assert known == weight / 4
        assert mean == (pytest.approx(sum(v * w for v, w in parts) / weight) if parts else None)


@settings(max_examples=25, deadline=None)
@given(
    st.lists(
        st.tuples(st.integers(0, 9), st.integers(0, 9), st.integers(0, 9), st.integers(0, 9)),
        max_size=20,
    )
)
def test_movers_are_those_who_crossed_a_line(rows):
    def place(pairs: list[tuple[int, int]]) -> pl.DataFrame:
        each = [(n, volume, loyal / 9) for n, (volume, loyal) in enumerate(pairs)]
        schema = {"customer": pl.Int64, "volume": pl.Int64, "loyalty": pl.Float64}
        return placed(
            pl.DataFrame(each, schema=schema, orient="row"), large_from=5, loyal_from=5 / 9
        )

    def by_hand(volume: int, loyal: int) -> str:
        return ("large" if volume >= 5 else "small") + ("_loyal" if loyal >= 5 else "_disloyal")

    before, after = place([row[:2] for row in rows]), place([row[2:] for row in rows])
    assert before["quadrant"].to_list() == [by_hand(*row[:2]) for row in rows]
    assert set(before["quadrant"]) <= set(QUADRANTS)
    wanted = [(n, by_hand(*row[:2]), by_hand(*row[2:])) for n, row in enumerate(rows)]
    assert movers(before, after.tail(len(rows) - 1)).rows() == [
        one for one in wanted if one[1] != one[2] and (one[0] or len(rows) == 1) and len(rows) > 1
    ]


@settings(max_examples=30, deadline=None)
@given(
    st.lists(
        st.tuples(st.integers(-20, 130), st.sampled_from(["gold", "silver", "basic", "old", None])),
        max_size=30,
    )
)
def test_a_tier_is_kept_by_a_tenth(rows):
    table = pl.DataFrame([(n, *row) for n, row in enumerate(rows)], orient="row",
                         schema={"customer": pl.Int64, "score": pl.Int64, "held": pl.String})  # fmt: skip
    found = assigned(table, TIERS)
    order = ["gold", "silver", "basic"]
    for (score, held), (_n, _score, _held, tier, reason) in zip(rows, found.rows(), strict=True):
        reached = "gold" if score >= 100 else "silver" if score >= 50 else "basic"
        floor = {"gold": 90, "silver": 45}.get(held)
        kept = floor is not None and score >= floor and order.index(held) < order.index(reached)
        assert tier == (held if kept else reached)
        up = held in order and order.index(tier) < order.index(held)
        was_none = held not in order
        assert reason == (
            "new"
            if was_none
            else "kept"
            if kept
            else "same"
            if tier == held
            else "risen"
            if up
            else "fallen"
        )


def test_a_score_that_wavers_does_not_move_the_customer():
    held, seen = None, []
    for score in (99, 101, 99, 95, 91, 102, 89, 91, 99):
        table = pl.DataFrame(
            {"customer": [1], "score": [score], "held": [held]},
            schema_overrides={"held": pl.String},
        )
        held = assigned(table, TIERS)["tier"][0]
        seen.append(held)
    assert seen == ["silver", "gold", "gold", "gold", "gold", "gold", "silver", "silver", "silver"]


@pytest.mark.parametrize("wrong", [(), (Tier("a", 1), Tier("b", 2)), (Tier("a", 2), Tier("a", 1))])
def test_tiers_that_nobody_could_reach_are_refused(wrong):
    with pytest.raises(ValueError, match="tier"):
        assigned(pl.DataFrame({"customer": [1], "score": [1], "held": [None]}), wrong)


def test_a_score_that_is_missing_is_named():
    table = pl.DataFrame(
        {"customer": [1, 2], "score": [1.0, float("nan")], "held": ["gold", "gold"]}
    )
    with pytest.raises(WrongTable, match="score is empty in 1 of 2 rows"):
        assigned(table, TIERS)
