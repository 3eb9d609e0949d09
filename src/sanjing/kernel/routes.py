"""The order of stops on a round trip through town."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from math import asin, cos, radians, sin, sqrt

Point = tuple[float, float]
"""Latitude and longitude in degrees."""

EARTH = 6371.0
MOST_TURNS = 50


def distance(a: Point, b: Point) -> float:
    """Kilometres as the crow flies (haversine)."""
    (north, east), (north2, east2) = (tuple(map(radians, point)) for point in (a, b))
    half = sin((north2 - north) / 2) ** 2
    half += cos(north) * cos(north2) * sin((east2 - east) / 2) ** 2
    return 2 * EARTH * asin(sqrt(min(1.0, half)))


def length(points: Sequence[Point]) -> float:
    return sum(distance(a, b) for a, b in pairwise(points))


def in_order(points: Sequence[Point]) -> list[int]:
    """Positions of `points` in an order that is short to drive: from the westernmost to the nearest that
    is left, then with crossings undone (2-opt). O(n²) a turn; meant for a day's stops.
    """
    left = set(range(len(points)))
    route = [min(left, key=lambda n: (points[n][1], points[n][0], n))] if left else []
    left -= set(route)
    while left:
        here = points[route[-1]]
        route.append(min(left, key=lambda n: (distance(here, points[n]), n)))
        left.discard(route[-1])
    return _uncrossed(route, points)


def _uncrossed(route: list[int], points: Sequence[Point]) -> list[int]:
    for _turn in range(MOST_TURNS):
        better = _one_better(route, points)
        if better is None:
            break
        route = better
    return route


def _one_better(route: list[int], points: Sequence[Point]) -> list[int] | None:
    def gap(first: int, second: int) -> float:
        return distance(points[route[first]], points[route[second]])

    for i in range(1, len(route) - 1):
        for j in range(i + 1, len(route)):
            before = gap(i - 1, i) + (gap(j, j + 1) if j + 1 < len(route) else 0)
            after = gap(i - 1, j) + (gap(i, j + 1) if j + 1 < len(route) else 0)
            if after < before - 1e-9:
                return [*route[:i], *reversed(route[i : j + 1]), *route[j + 1 :]]
    return None
