"""Figures borrowed from others, each with where it is from: they stand beside a firm's own, which replace them."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

BOOK = "the book the product follows, which names no source"


@dataclass(frozen=True, slots=True)
class Reference:
    """`low` and `high` are equal where one figure was given; `year` is None where the source is not known."""

    code: str
    low: Fraction
    high: Fraction
    source: str
    year: int | None = None


def single(code: str, value: Fraction | int, source: str, year: int | None = None) -> Reference:
    return Reference(code, Fraction(value), Fraction(value), source, year)


ACQUISITION = single("acquisition_times_retention", 5, BOOK)
NEW_FOR_OLD = single("new_customers_for_an_old_one", 10, BOOK)
TOLD = single("people_told_by_an_unhappy_customer", 5, BOOK)
PROFIT_OF_FIVE_POINTS = Reference(
    "profit_of_five_points_less_churn", Fraction(25, 100), Fraction(85, 100),
    "Reichheld and Sasser, Zero Defections, Harvard Business Review 68(5)", 1990,
)  # fmt: skip
LOST_IN_FIVE_YEARS = single(
    "lost_in_five_years", Fraction(1, 2), "Reichheld, The Loyalty Effect", 1996
)
MOBILE_CHURN = single("mobile_customers_lost_a_year", Fraction(1, 4), BOOK)
ALL = (
    ACQUISITION, NEW_FOR_OLD, TOLD, PROFIT_OF_FIVE_POINTS, LOST_IN_FIVE_YEARS, MOBILE_CHURN,
)  # fmt: skip
