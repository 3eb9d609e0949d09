"""One sum of whole 分 split so that the parts add up to it again."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from heapq import nlargest
from math import floor


def split(total: int, weights: Sequence[int]) -> list[int]:
    """Parts of `total` in proportion to the weights, by the largest remainders (Hamilton's method).

    Each part is the exact one rounded down or up; of equal remainders the earlier is rounded up first. Raises
    ValueError where there is something to split and no weight above zero, or one below.

    >>> split(100, [1, 1, 1]), split(-100, [1, 1, 1]), split(0, [0, 0])
    ([34, 33, 33], [-34, -33, -33], [0, 0])
    """
    whole = sum(weights)
    if any(weight < 0 for weight in weights):
        raise ValueError("a weight is below zero")
    if not total:
        return [0] * len(weights)
    if not whole:
        raise ValueError("there is nobody to split it over")
    if total < 0:
        return [-part for part in split(-total, weights)]
    exact = [divmod(total * weight, whole) for weight in weights]
    parts = [part for part, _rest in exact]
    missing = total - sum(parts)
    for place in nlargest(missing, range(len(exact)), key=lambda n: (exact[n][1], -n)):
        parts[place] += 1
    return parts


def nearest(amount: Fraction) -> int:
    """Whole 分, a half upwards as accountants have it.

    >>> nearest(Fraction(5, 2)), nearest(Fraction(-5, 2)), nearest(Fraction(12, 5))
    (3, -3, 2)
    """
    size = floor(abs(amount) + Fraction(1, 2))
    return size if amount >= 0 else -size
