"""Columns and targets are paired so that the sum of certainties is largest."""

from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from sanjing.foundation.transfer.recognise.assignment import assign

GAINS = st.integers(0, 100).map(lambda number: number / 100)


def matrices():
    return st.integers(1, 4).flatmap(
        lambda width: st.lists(
            st.lists(GAINS, min_size=width, max_size=width), min_size=1, max_size=4
        )
    )


def best_sum(values: list[list[float]]) -> float:
    width = len(values[0])
    places = [*range(width), *[None] * len(values)]
    return max(
        sum(row[place] for row, place in zip(values, order, strict=True) if place is not None)
        for order in set(permutations(places, len(values)))
    )


@given(matrices())
def test_reaches_the_largest_sum(values):
    pairs = assign(values)
    assert len(set(pairs.values())) == len(pairs)
    assert abs(sum(values[row][place] for row, place in pairs.items()) - best_sum(values)) < 1e-9


def test_gives_up_a_first_choice_for_a_better_whole():
    assert assign([[0.9, 0.8], [0.85, 0.0]]) == {0: 1, 1: 0}


def test_leaves_worthless_pairs_open():
    assert assign([[0.0, 0.0]]) == {}
    assert assign([]) == {}
