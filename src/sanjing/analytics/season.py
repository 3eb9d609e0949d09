"""How the sales of a year spread over its months, from whole years only."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from sanjing.kernel.periods import add_months

MONTHS = range(1, 13)
MOST_YEARS = 5
FEW_ORDERS = 30
"""From fewer orders no month is called a peak."""
PEAK = Fraction(5, 4)
"""A month is a peak from this many times an even month on."""

Sold = tuple[date, int, int]
"""A day of some month, the amount sold in 分, the orders."""


@dataclass(frozen=True, slots=True)
class Calendar:
    """`amounts` and `orders` by month, January first, summed over `years` whole years.

    Every month stands for as many years as any other, so that a year half over bends nothing.
    """

    years: int
    amounts: tuple[int, ...]
    orders: tuple[int, ...]

    @property
    def amount(self) -> int:
        return sum(self.amounts)

    @property
    def count(self) -> int:
        return sum(self.orders)

    @property
    def shares(self) -> tuple[Fraction, ...] | None:
        """The part of a year that each month is; None without a whole year or without sales."""
        if self.amount <= 0:
            return None
        return tuple(Fraction(amount, self.amount) for amount in self.amounts)

    @property
    def peaks(self) -> tuple[int, ...]:
        """The months, 1 to 12, well above an even one; none where there are too few orders."""
        shares = self.shares
        if shares is None or self.count < FEW_ORDERS:
            return ()
        return tuple(n for n, share in zip(MONTHS, shares, strict=True) if share * 12 >= PEAK)


def whole_years(first: date, end: date, most: int = MOST_YEARS) -> int:
    """How many years of twelve months lie between the month of `first` and the day `end`, at most `most`.

    >>> whole_years(date(2024, 3, 9), date(2026, 3, 1)), whole_years(date(2024, 4, 1), date(2026, 3, 1))
    (2, 1)
    """
    months = end.year * 12 + end.month - first.year * 12 - first.month
    return max(0, min(most, months // 12))


def calendar(rows: Iterable[Sold], *, end: date, most: int = MOST_YEARS) -> Calendar:
    """The year as sold in the last whole years before `end`, the first day of a month.

    *Grain* one row a day or coarser. *Needs* (day, amount in 分, orders), in any order. The years
    begin with the first row there is.

    >>> found = calendar([(date(2025, 1, 5), 300, 2), (date(2025, 12, 1), 100, 1)], end=date(2026, 1, 1))
    >>> found.years, found.shares[0], found.count
    (1, Fraction(3, 4), 3)
    """
    held = [row for row in rows if row[0] < end]
    years = whole_years(min(row[0] for row in held), end, most) if held else 0
    since = add_months(end, -12 * years)
    amounts, orders = [0] * 12, [0] * 12
    for day, amount, count in held:
        if day >= since:
            amounts[day.month - 1] += amount
            orders[day.month - 1] += count
    return Calendar(years, tuple(amounts), tuple(orders))
