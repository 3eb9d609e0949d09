from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sanjing.kernel.routes import distance, in_order, length

WUHAN, BEIJING = (30.5928, 114.3055), (39.9042, 116.4074)
AROUND = st.tuples(st.floats(30.3, 30.9), st.floats(114.0, 114.7))


def test_a_distance_is_the_one_of_the_map():
    assert distance(WUHAN, BEIJING) == pytest.approx(1053, abs=3)
    assert distance(WUHAN, WUHAN) == 0


def test_stops_along_one_road_are_taken_as_they_lie():
    road = [(30.5, 114.0 + step / 100) for step in (7, 2, 9, 0, 4)]
    assert in_order(road) == [3, 1, 4, 0, 2]


@given(st.lists(AROUND, max_size=12))
def test_every_stop_is_made_once(points):
    assert sorted(in_order(points)) == list(range(len(points)))


@settings(max_examples=40)
@given(st.lists(AROUND, min_size=2, max_size=6, unique=True))
def test_it_is_near_the_shortest_from_the_same_start(points):
    order = in_order(points)
    start, *rest = order
    best = min(length([points[n] for n in (start, *others)]) for others in permutations(rest))
    assert length([points[n] for n in order]) <= 1.5 * best + 1e-6
