"""The churn cost calculator: from what was typed, else from the firm's own figures, to what it costs.

Those who leave are seldom like the others: of its own the firm reckons with what those lost had bought.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import accumulate
from typing import TYPE_CHECKING, Any

from sanjing.analytics.acquisition import Spending
from sanjing.analytics.churn_cost import PERCENT, Cost, Firm
from sanjing.analytics.enough import TooLittle
from sanjing.foundation.assumptions.queries import Value
from sanjing.kernel.numbers import plain_number
from sanjing.modules.losses.churn import Year
from sanjing.modules.losses.keeping import YEARS

if TYPE_CHECKING:
    from sanjing.analytics.own_gain import Measured, Range
    from sanjing.analytics.profit_of_churn import Gain

POINTS = range(1, 6)
FREE = frozenset({"years", "discount", "winning", "keeping"})
"""What may be typed without leaving the firm's own figures."""
EXAMPLE = {"customers": "64000", "rate": "5", "revenue": "40000", "margin": "10"}
"""The case of the textbook: 3 200 customers, 128 000 000 of revenue and 12 800 000 of profit."""


@dataclass(frozen=True, slots=True)
class Given:
    """What is reckoned with: the typed numbers, and for the others the firm's own."""

    firm: Firm
    years: int
    discount: Fraction
    typed: frozenset[str]


@dataclass(frozen=True, slots=True)
class Fewer:
    """`points` of a hundred fewer leave: what that keeps in a year, and how much more each customer brings."""

    points: int
    kept: Cost
    gain: Gain
    own: Range | None = None
    """By the company's own customers, with its interval; nothing of typed numbers."""

    @property
    def percent(self) -> float | None:
        rate = self.own.rate if self.own else self.gain.rate
        return None if isinstance(rate, TooLittle) else float(100 * rate)

    @property
    def interval(self) -> tuple[float, float] | None:
        return (100 * self.own.low, 100 * self.own.high) if self.own else None


def given(told: Mapping[str, Any], own: Year, margin: Value, discount: Value) -> Given | None:
    """None where neither the firm's figures nor what was typed are enough."""
    typed = {name: value for name, value in told.items() if value is not None}
    customers = typed.get("customers", own.active)
    rate = _percent(typed.get("rate")) if "rate" in typed else own.rate
    if rate is None or not customers:
        return None
    revenue = int(typed["revenue"] * 100) if "revenue" in typed else max(own.lost_average, 0)
    kept = _percent(typed["margin"]) if "margin" in typed else margin.share
    off = _percent(typed["discount"]) if "discount" in typed else discount.share
    firm = Firm(customers, rate, revenue, kept)
    return Given(firm, typed.get("years") or YEARS, off, frozenset(typed))


def _percent(number: Decimal | None) -> Fraction:
    return Fraction(number or 0) * PERCENT


def over_years(asked: Given) -> list[tuple[int, Cost, Fraction]]:
    """(year, its cost, profit missed so far), in today's money."""
    costs = asked.firm.over(asked.years, discount=asked.discount)
    sums = accumulate(one.profit for one in costs)
    return [(n, cost, sum_) for n, (cost, sum_) in enumerate(zip(costs, sums, strict=True), 1)]


def fewer(asked: Given, own: Measured | None) -> list[Fewer]:
    """One to five points fewer, as far as so many leave; `own` counts where nothing of the firm was typed."""
    from sanjing.analytics.profit_of_churn import (
        Customer,
    )  # with it come frames, which no server starts with

    firm = asked.firm
    one = Customer(firm.rate, (firm.revenue * firm.margin,), asked.years, asked.discount)
    known = None if asked.typed - FREE else own
    return [
        Fewer(
            points, firm.if_only(rate=firm.rate - points * PERCENT), one.if_fewer_leave(points * PERCENT),
            by_own(known, points, asked),
        )
        for points in POINTS if points * PERCENT <= firm.rate
    ]  # fmt: skip


def by_own(known: Measured | None, points: int, asked: Given) -> Range | None:
    """What the company's own customers say over the years that are asked for."""
    if known is None:
        return None
    found = known.if_fewer_leave(points * PERCENT, years=asked.years, discount=asked.discount)
    return None if isinstance(found, TooLittle) else found


def spending(told: Mapping[str, Any], own: Year) -> Spending | None:
    """What was typed of winning and keeping over whom that brought; None until both are typed."""
    winning, keeping = told.get("winning"), told.get("keeping")
    if winning is None or keeping is None:
        return None
    return Spending(int(winning * 100), own.fresh, int(keeping * 100), own.kept)


def starting(own: Year, margin: Value, discount: Value) -> dict[str, str]:
    """What stands in the form before anything is typed: the firm's own figures."""
    rate = own.rate
    return {
        "customers": str(own.active or ""),
        "rate": "" if rate is None else plain_number(round(Decimal(100 * rate.numerator) / rate.denominator, 2)),
        "revenue": plain_number(Decimal(max(own.lost_average, 0)) / 100) if own.active else "",
        "margin": plain_number(margin.number),
        "discount": plain_number(discount.number),
        "years": str(YEARS),
    }  # fmt: skip
