"""What fewer leaving is worth by the firm's own customers, with the interval that so many of them allow.

The rate of leaving and the mean margin of each year of tenure are measured on the same customers. Every customer moves
each of these figures by a known amount, its influence; the squares and products of the influences add up to the
covariance of the figures (the infinitesimal jackknife: Jaeckel 1972, Bell Laboratories memorandum; Efron 1982, The
Jackknife, chapter 6), and the delta method carries that over to what is reckoned from them. No draws are made: the
same rows give the same interval.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

import narwhals as nw
import numpy as np
import polars as pl
from narwhals.typing import IntoDataFrame
from numpy.typing import NDArray
from scipy.special import ndtri

from sanjing.analytics.enough import TooLittle
from sanjing.analytics.leaving import away
from sanjing.analytics.profit_of_churn import Customer, margins_by_tenure
from sanjing.analytics.schemas import DAY, KEY, NUMBER, WHOLE, checked
from sanjing.kernel.periods import add_months

FEW = 30
"""Of fewer customers a rate says nothing."""
FEW_LOST = 5
YEAR = 365
MOST = 10
"""So many years of tenure are told apart; the last goes on."""


@dataclass(frozen=True, slots=True)
class Range:
    """By which part the profit of a customer rises, with its interval: 1/4 is +25 %."""

    rate: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Measured:
    """Of `customers` a year ago `lost` are gone; `margins` of a customer in each year of tenure, in 分.

    `covariance` is that of the rate of leaving and the margins, in this order.
    """

    customers: int
    lost: int
    margins: tuple[Fraction, ...]
    covariance: tuple[tuple[float, ...], ...]

    @property
    def leaving(self) -> Fraction:
        return Fraction(self.lost, self.customers)

    def if_fewer_leave(
        self, points: Fraction, *, years: int, discount: Fraction, level: float = 0.95
    ) -> Range | TooLittle:
        """As `profit_of_churn.Customer.if_fewer_leave`, with the interval of the firm's own figures."""
        if points > self.leaving:
            return TooLittle("few_leave", round(100 * self.leaving), round(100 * points))
        one = Customer(self.leaving, self.margins, years, discount)
        gain = one.if_fewer_leave(points)
        if isinstance(gain.rate, TooLittle):
            return gain.rate
        before, then = (
            self._slope(leaving, years, discount) for leaving in (one.leaving, one.leaving - points)
        )
        slope = (then - float(gain.after / gain.before) * before) / float(gain.before)
        error = float(np.sqrt(max(0.0, slope @ np.array(self.covariance) @ slope)))
        rate, reach = float(gain.rate), float(ndtri((1 + level) / 2)) * error
        return Range(rate, rate - reach, rate + reach)

    def _slope(self, leaving: Fraction, years: int, discount: Fraction) -> NDArray:
        """How much the profit of a customer moves with the rate of leaving, and with each year's margin."""
        kept, worth = float(1 - leaving), 1 / (1 + float(discount))
        slope = np.zeros(1 + len(self.margins))
        for year in range(years):
            place = min(year, len(self.margins) - 1)
            slope[1 + place] += (kept * worth) ** year
            if year:
                slope[0] -= year * kept ** (year - 1) * worth**year * float(self.margins[place])
        return slope


def measured(
    purchases: IntoDataFrame, parts: IntoDataFrame, departures: IntoDataFrame, *, as_of: date
) -> Measured | TooLittle:
    """*Needs* purchases: customer, on, amount (分; below 0 what was given back); parts: customer, margin (the part of
    sales that is kept); departures as `leaving.away`.

    A customer was one a year ago who bought in the twelve months before and had not left; lost is who bought nothing
    since, or left. A year of tenure counts for who bought in the one before it, once it is over.
    """
    bought = checked(purchases, "purchases", customer=KEY, on=DAY, amount=WHOLE)
    bought = bought.filter(nw.col("on") <= as_of)
    kept = checked(parts, "parts", customer=KEY, margin=NUMBER)
    held = stayed(bought.to_native(), departures, as_of)
    lost = int(held["lost"].sum() or 0)
    if len(held) < FEW:
        return TooLittle("few_customers", len(held), FEW)
    if lost < FEW_LOST:
        return TooLittle("few_lost", lost, FEW_LOST)
    rows = tenure(bought.to_native(), kept.to_native(), as_of)
    margins = margins_by_tenure(rows)
    if isinstance(margins, TooLittle):
        return margins
    moved = influences(held, rows, [float(one) for one in margins])
    return Measured(len(held), lost, margins, tuple(map(tuple, (moved.T @ moved).tolist())))


def stayed(bought: pl.DataFrame, departures: IntoDataFrame, as_of: date) -> pl.DataFrame:
    """Who was a customer a year ago, and whether they are lost: customer, lost."""
    before = add_months(as_of, -12)
    since = add_months(before, -12)
    rows = bought.filter(pl.col("on") > since, pl.col("amount") >= 0)
    rows = rows.join(away(departures, before), on="customer", how="anti")
    each = rows.group_by("customer").agg(first=pl.col("on").min(), last=pl.col("on").max())
    each = each.filter(pl.col("first") <= before)
    left = pl.col("customer").is_in(away(departures, as_of)["customer"].implode())
    return each.select("customer", lost=(pl.col("last") <= before) | left)


def tenure(bought: pl.DataFrame, parts: pl.DataFrame, as_of: date) -> pl.DataFrame:
    """A row a customer and year of tenure in which they were there: customer, year (0 is the first), margin."""
    amount, on = pl.col("amount"), pl.col("on")
    people = bought.filter(amount >= 0).group_by("customer").agg(first=on.min())
    over = ((pl.lit(as_of) - pl.col("first")).dt.total_days() + 1) // YEAR
    people = people.with_columns(over=over.clip(upper_bound=MOST)).filter(pl.col("over") > 0)
    since = (on - pl.col("first")).dt.total_days()
    years = (
        bought.join(people.join(parts, on="customer"), on="customer")
        .with_columns(year=since // YEAR)
        .filter(pl.col("year").is_between(0, pl.col("over") - 1))
        .group_by("customer", "year")
        .agg(amount.sum(), pl.col("over", "margin").first(), bought=(amount >= 0).any())
        .sort("customer", "year")
    )
    return there(years).select("customer", "year", margin="kept")


def there(years: pl.DataFrame) -> pl.DataFrame:
    """Of rows a customer and year with something in it, those of who had bought in the year before, and a row with
    nothing for who had and did not.
    """
    customer, year, bought = pl.col("customer"), pl.col("year"), pl.col("bought")
    kept = (pl.col("amount") * pl.col("margin")).round().cast(pl.Int64)
    goes_on = (customer == customer.shift(1)) & (year == year.shift(1) + 1) & bought.shift(1)
    follows = (customer == customer.shift(-1)) & (year + 1 == year.shift(-1))
    rows = years.with_columns(
        kept=kept, here=(year == 0) | goes_on.fill_null(False),
        ends=bought & ~follows.fill_null(False) & (year + 1 < pl.col("over")),
    )  # fmt: skip
    none = rows.filter("ends").select("customer", year=year + 1, kept=pl.lit(0, pl.Int64))
    return pl.concat([rows.filter("here").select("customer", "year", "kept"), none])


def influences(held: pl.DataFrame, rows: pl.DataFrame, margins: list[float]) -> NDArray:
    """A row a customer: by how much it moves the rate of leaving and the mean margin of each year of tenure."""
    known = pl.concat([held["customer"], rows["customer"]]).unique().sort()
    moved = np.zeros((len(known), 1 + len(margins)))
    lost = held["lost"].to_numpy().astype(float)
    moved[known.search_sorted(held["customer"]).to_numpy(), 0] = (lost - lost.mean()) / lost.size
    for year, mean in enumerate(margins):
        own = rows.filter(pl.col("year") == year)
        apart = (own["margin"].to_numpy() - mean) / len(own)
        moved[known.search_sorted(own["customer"]).to_numpy(), 1 + year] = apart
    return moved
