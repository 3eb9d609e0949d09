"""What fewer leaving is worth: the profit of a customer over some years at one rate of leaving, and at a lower one.

Reichheld and Sasser (1990) asked the same of nine trades: five points less, and the profit that a customer brings
rises by 25 to 85 per cent. Theirs is a range to stand beside a firm's own figure, and no forecast of it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction

import narwhals as nw
from narwhals.typing import IntoDataFrame

from sanjing.analytics.enough import TooLittle
from sanjing.analytics.references import PROFIT_OF_FIVE_POINTS, Reference
from sanjing.analytics.schemas import KEY, WHOLE, checked, not_below

FEW = 10
"""A year of tenure that fewer customers have reached says nothing."""


@dataclass(frozen=True, slots=True)
class Gain:
    """What a customer brings at both rates, in the unit of the margins, and by how much it rises; 1/4 is +25 %."""

    before: Fraction
    after: Fraction
    rate: Fraction | TooLittle
    reference: Reference = PROFIT_OF_FIVE_POINTS

    @property
    def money(self) -> Fraction:
        return self.after - self.before


@dataclass(frozen=True, slots=True)
class Customer:
    """A customer as the firm has them: `leaving` a year, margin in each year of tenure (the last goes on).

    Each year's margin comes in full from who is there at its beginning; `won_for` is spent before the first. A year
    away, money is worth 1 / (1 + discount). Exact.

    >>> told = Customer(Fraction(1, 5), (100,), years=2).if_fewer_leave(Fraction(1, 10))
    >>> told.before, told.after, told.rate
    (Fraction(180, 1), Fraction(190, 1), Fraction(1, 18))
    """

    leaving: Fraction
    margins: tuple[Fraction | int, ...]
    years: int
    discount: Fraction = Fraction(0)
    won_for: int = 0

    def __post_init__(self) -> None:
        if not 0 <= self.leaving <= 1 or self.discount < 0 or self.years < 1 or not self.margins:
            raise ValueError("a rate is between 0 and 1, and there is a year and a margin at least")

    @property
    def tenure(self) -> Fraction | None:
        """How many years a customer is expected to stay; None where nobody leaves."""
        return 1 / self.leaving if self.leaving else None

    @property
    def profit(self) -> Fraction:
        """What one brings over the years in today's money, less what it cost to win them."""
        held, total = Fraction(1), Fraction(-self.won_for)
        for year in range(self.years):
            total += held * self.margins[min(year, len(self.margins) - 1)]
            held *= (1 - self.leaving) / (1 + self.discount)
        return total

    def if_fewer_leave(self, points: Fraction) -> Gain:
        """`points` of a hundred fewer leave in a year: 1/20 is five points; no fewer than none can leave."""
        fewer = replace(self, leaving=min(Fraction(1), max(Fraction(0), self.leaving - points)))
        before, after = self.profit, fewer.profit
        rate = (after - before) / before if before > 0 else TooLittle("no_profit", 1)
        return Gain(before, after, rate)


def margins_by_tenure(rows: IntoDataFrame) -> tuple[Fraction, ...] | TooLittle:
    """The mean margin of a customer in each year of tenure, the first first, as long as enough have reached it.

    *Grain* a row a customer and year. *Needs* customer, year (0 is the first, only whole ones), margin in 分.
    """
    table = checked(rows, "margins", customer=KEY, year=WHOLE, margin=WHOLE)
    not_below(table, "margins", "year")
    each = table.group_by("year").agg(
        nw.col("customer").n_unique().alias("customers"), nw.col("margin").cast(nw.Int64).sum()
    )
    years = {year: (size, margin) for year, size, margin in each.iter_rows()}
    told: list[Fraction] = []
    while (found := years.get(len(told), (0, 0)))[0] >= FEW:
        told.append(Fraction(found[1], found[0]))
    return tuple(told) or TooLittle("few_customers", found[0], FEW)
