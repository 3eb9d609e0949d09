"""What it costs to win a customer beside what it costs to keep one."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from sanjing.analytics.enough import TooLittle
from sanjing.analytics.references import ACQUISITION, Reference

FEW = 5
"""From fewer customers won, or kept, no cost of one is told."""


@dataclass(frozen=True, slots=True)
class Spending:
    """One period: 分 spent on winning and on keeping, customers won, customers kept from before it to its end.

    >>> told = Spending(5_000_000, 20, 4_000_000, 80)
    >>> int(told.of_one_won), int(told.of_one_kept), told.ratio
    (250000, 50000, Fraction(5, 1))
    """

    on_winning: int
    won: int
    on_keeping: int
    kept: int

    def __post_init__(self) -> None:
        if min(self.on_winning, self.won, self.on_keeping, self.kept) < 0:
            raise ValueError("neither money nor customers are below zero")

    @property
    def of_one_won(self) -> Fraction | TooLittle:
        """分 for each customer won, those spent on others who were not won included."""
        return each(self.on_winning, self.won)

    @property
    def of_one_kept(self) -> Fraction | TooLittle:
        return each(self.on_keeping, self.kept)

    @property
    def ratio(self) -> Fraction | TooLittle:
        """How many times what keeping costs winning does; stands before `reference`, never the other way round."""
        won, kept = self.of_one_won, self.of_one_kept
        if isinstance(won, TooLittle):
            return won
        if isinstance(kept, TooLittle):
            return kept
        return won / kept if kept else TooLittle("no_spending", 0)

    @property
    def reference(self) -> Reference:
        return ACQUISITION


def each(money: int, customers: int) -> Fraction | TooLittle:
    if customers < FEW:
        return TooLittle("few_customers", customers, FEW)
    return Fraction(money, customers)
