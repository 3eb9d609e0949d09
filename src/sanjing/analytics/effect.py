"""Sales before and after a change, beside the same days of the year before and a comparison group.

Before and after alone prove nothing: whatever else happened at the time is in it. Difference in differences
(Ashenfelter and Card 1985) takes off what also happened to a group that the change did not reach.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from sanjing.kernel.periods import add_months

FEW = 10
"""With fewer orders in a window no rate is told."""
YEAR = 12


@dataclass(frozen=True, slots=True)
class Span:
    """Days from `start` up to, without, `end`."""

    start: date
    end: date

    @property
    def days(self) -> int:
        return (self.end - self.start).days

    def year_before(self) -> Span:
        start = add_months(self.start, -YEAR)
        return Span(start, start + timedelta(self.days))


@dataclass(frozen=True, slots=True)
class Windows:
    """As many days before the change as after it; `complete` when all the months asked for are over."""

    before: Span
    after: Span
    complete: bool


def windows(changed_on: date, months: int, today: date) -> Windows | None:
    """The two windows of a change as they can be compared on `today`; None before its first whole day.

    >>> found = windows(date(2026, 3, 1), 1, date(2026, 3, 11))
    >>> found.before, found.complete
    (Span(start=datetime.date(2026, 2, 19), end=datetime.date(2026, 3, 1)), False)
    """
    wanted = add_months(changed_on, months)
    end = min(wanted, today)
    if end <= changed_on:
        return None
    length = end - changed_on
    return Windows(Span(changed_on - length, changed_on), Span(changed_on, end), end == wanted)


@dataclass(frozen=True, slots=True)
class Sales:
    """Amount in 分, orders and customers of one group in one window."""

    amount: int = 0
    orders: int = 0
    customers: int = 0


@dataclass(frozen=True, slots=True)
class Change:
    """Two windows of one group."""

    before: Sales
    after: Sales

    @property
    def few(self) -> bool:
        return min(self.before.orders, self.after.orders) < FEW

    @property
    def ratio(self) -> Fraction | None:
        """After ÷ before; None where there is too little to compare with."""
        if self.few or self.before.amount <= 0:
            return None
        return Fraction(self.after.amount, self.before.amount)

    @property
    def rate(self) -> Fraction | None:
        return None if self.ratio is None else self.ratio - 1


@dataclass(frozen=True, slots=True)
class Effect:
    """What the change reached, the same a year before, and a comparison group where one was chosen."""

    own: Change
    year_before: Change
    compared: Change | None = None

    @property
    def beyond_season(self) -> Fraction | None:
        """How much more it grew than between the same days a year before; 1/10 is 10 points."""
        return difference(self.own, self.year_before)

    @property
    def beyond_compared(self) -> Fraction | None:
        """Difference in differences: how much more it grew than the comparison group."""
        return difference(self.own, self.compared)

    @property
    def extra(self) -> int | None:
        """The 分 sold beyond what they would have been, had they moved as the comparison group did."""
        base = self.compared.ratio if self.compared else None
        if base is None or self.own.few:
            return None
        return round(self.own.after.amount - self.own.before.amount * base)


def difference(one: Change, other: Change | None) -> Fraction | None:
    """The rate of one less the rate of the other, where both are known."""
    if other is None or one.rate is None or other.rate is None:
        return None
    return one.rate - other.rate
