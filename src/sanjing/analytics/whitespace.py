"""What a group of customers buys and one of them does not."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

FEW = 10
"""A group with fewer buying customers says nothing about one of them."""
LEAST = Fraction(3, 10)
"""From this part of the group on, what it buys is worth offering to the others."""


@dataclass(frozen=True, slots=True)
class Cell:
    """Of `size` customers of a group who bought anything, `buyers` bought this; `median` in 分."""

    group: str
    category: str
    size: int
    buyers: int
    median: int

    @property
    def share(self) -> Fraction:
        return Fraction(self.buyers, self.size) if self.size else Fraction(0)

    @property
    def missing(self) -> int:
        """How many of the group do not buy it."""
        return self.size - self.buyers

    @property
    def money(self) -> int:
        """What it would come to if all of them bought as the middle one of the group does."""
        return self.missing * self.median


def middle(values: Sequence[int]) -> int:
    """The median of whole 分, rounded down between two.

    >>> middle([5, 1, 9]), middle([1, 2, 4, 9]), middle([])
    (5, 3, 0)
    """
    ordered = sorted(values)
    if not ordered:
        return 0
    half = len(ordered) // 2
    return ordered[half] if len(ordered) % 2 else (ordered[half - 1] + ordered[half]) // 2


def worth_offering(cells: Iterable[Cell], *, least: Fraction = LEAST, few: int = FEW) -> list[Cell]:
    """Cells of groups large enough, bought by enough of the group and missing at some; most money a
    customer first.
    """
    kept = [
        one for one in cells
        if one.size >= few and one.share >= least and one.missing > 0 and one.median > 0
    ]  # fmt: skip
    return sorted(kept, key=lambda one: (-one.median, one.group, one.category))
