"""Which price of the list applies. Pure: no database.

A price depends on the product, the region, the class of customer and the day, never on the one
customer. Of the prices valid on the day, that of the narrowest region wins (district before city
before province before everywhere); within one region that of a class before that for everybody;
then the one that began last, so that a new price needs no end of the old, and a price for a few
weeks gives way to the one before it. Without any the usual price of the product applies.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Terms:
    """One row of the price list: `amount` in 分, "" for every region or every customer."""

    pk: int
    amount: int
    region: str
    customer_class: str
    starts_on: date
    ends_on: date | None = None

    def covers(self, region: str, classes: Collection[str], on: date) -> bool:
        if on < self.starts_on or (self.ends_on is not None and on > self.ends_on):
            return False
        return region.startswith(self.region) and (
            not self.customer_class or self.customer_class in classes
        )


@dataclass(frozen=True, slots=True)
class Price:
    """What a product costs a customer on a day, and the row that says so; None is the usual price."""

    amount: int
    terms: Terms | None = None


def choose(
    listed: Iterable[Terms], *, region: str, classes: Collection[str], on: date
) -> Terms | None:
    """The row that applies, by the precedence above.

    >>> usual = Terms(1, 260_00, "", "", date(2026, 1, 1))
    >>> hubei = Terms(2, 250_00, "42", "", date(2026, 1, 1), date(2026, 6, 30))
    >>> choose([usual, hubei], region="420106", classes=(), on=date(2026, 3, 1)).amount
    25000
    >>> choose([usual, hubei], region="420106", classes=(), on=date(2026, 7, 1)).amount
    26000
    """
    valid = [terms for terms in listed if terms.covers(region, classes, on)]
    return max(
        valid,
        key=lambda t: (len(t.region), bool(t.customer_class), t.starts_on, t.pk),
        default=None,
    )
