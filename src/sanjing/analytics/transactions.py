"""From rows of money to the history of each customer: how often, how lately, since when, how much at a time.

A row is a purchase of a day (an amount of 0 or more) or what was given back (below 0). All purchases of a customer on
one day are one. What is given back is taken off the last day on which the customer had bought before or on that day;
a day of which nothing is left counts no more. Rows after `as_of` are not known yet.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import narwhals as nw
import polars as pl
from narwhals.typing import IntoDataFrame

from sanjing.analytics import afar
from sanjing.analytics.schemas import DAY, KEY, WHOLE, Table, checked

NEVER = date(1, 1, 1)


@dataclass(frozen=True, slots=True)
class Histories:
    """A row a customer who bought, and what was left out.

    *Gives* customer, first and last day, purchases (days on which was bought), frequency (those after the first),
    recency and age (days from the first to the last, and to `as_of`), mean_value (of those after the first, in 分;
    empty where there are none), total in 分.
    """

    table: pl.DataFrame
    as_of: date
    future: int
    """Rows later than `as_of`."""
    without_purchase: int
    """Customers of whom nothing is left: only given back, or everything given back."""


def histories(rows: IntoDataFrame, *, as_of: date) -> Histories:
    """The purchases of each customer as they are known at the end of the day `as_of`.

    *Grain* any. *Needs* customer, on (a day), amount (whole 分). Fader and Hardie's x, t_x and T are frequency,
    recency and age, in days.
    """
    if (there := afar.far(rows)) is not None:
        return from_afar(afar.purchases(there), as_of)
    given = checked(rows, "purchases", customer=KEY, on=DAY, amount=WHOLE)
    known = given.filter(nw.col("on") <= as_of)
    table = told(bought(known), as_of)
    absent = known["customer"].n_unique() if len(known) else 0
    return Histories(table.to_native(), as_of, len(given) - len(known), absent - len(table))


def purchase_days(rows: IntoDataFrame, *, as_of: date) -> pl.DataFrame:
    """A row a customer and day with a purchase that stands: customer, on, net in 分. *Needs* as `histories`."""
    return standing(rows, as_of).to_native()


def standing(rows: IntoDataFrame, as_of: date) -> Table:
    """The same, to go on with; of rows that are elsewhere only these days come here."""
    if (there := afar.far(rows)) is not None:
        known = afar.purchases(there).filter(nw.col("on") <= as_of)
        return afar.fetched(afar.bought(known))
    given = checked(rows, "purchases", customer=KEY, on=DAY, amount=WHOLE)
    return bought(given.filter(nw.col("on") <= as_of))


def from_afar(rows: afar.Far, as_of: date) -> Histories:
    days = afar.bought(rows.filter(nw.col("on") <= as_of))
    table = finished(afar.fetched(afar.each_customer(days)).sort("customer"), as_of)
    future, customers = afar.counted(rows, as_of)
    return Histories(table.to_native(), as_of, future, customers - len(table))


def bought(known: Table) -> Table:
    """Days with a purchase, less what was given back of it."""
    amount = nw.col("amount").cast(nw.Int64)
    days = known.filter(amount >= 0).group_by("customer", "on").agg(amount.sum().alias("net"))
    back = given_back(known)
    if not len(back):
        return days
    days = days.join(back, on=["customer", "on"], how="left").with_columns(
        nw.col("back").fill_null(0)
    )
    stands = (nw.col("back") == 0) | (nw.col("net") > nw.col("back"))
    return days.filter(stands).select(
        "customer", "on", (nw.col("net") - nw.col("back")).alias("net")
    )


def given_back(known: Table) -> Table:
    """What is to be taken off each day of purchase: customer, on, back (above 0)."""
    amount = nw.col("amount").cast(nw.Int64)
    returned = known.filter(amount < 0)
    theirs = known.join(returned.select("customer").unique(), on="customer", how="semi")
    # The last day of a purchase so far: days without one stand at the beginning of time.
    last = nw.when(nw.col("bought")).then(nw.col("on")).otherwise(nw.lit(NEVER, dtype=nw.Date))
    days = (
        theirs.with_columns(back=nw.when(amount < 0).then(-amount).otherwise(0), bought=amount >= 0)
        .group_by("customer", "on")
        .agg(nw.col("back").sum(), nw.col("bought").any())
        .with_columns(home=last)
        .with_columns(home=nw.col("home").cum_max().over("customer", order_by="on"))
        .filter(nw.col("back") > 0, nw.col("home") > NEVER)
    )
    return days.group_by("customer", "home").agg(nw.col("back").sum()).rename({"home": "on"})


def told(days: Table, as_of: date) -> Table:
    """A row a customer, in the order of their keys."""
    # Sorted first, the groups lie together: faster than grouping, and the first of each is at hand.
    each = (
        days.sort("customer", "on").group_by("customer").agg(
            nw.col("on").min().alias("first"), nw.col("on").max().alias("last"),
            nw.len().cast(nw.Int64).alias("purchases"), nw.col("net").sum().alias("total"),
            nw.col("net").first().alias("begun"),
        ).sort("customer")
    )  # fmt: skip
    return finished(each, as_of)


def finished(each: Table, as_of: date) -> Table:
    first, until = nw.col("first"), nw.lit(as_of, dtype=nw.Date)
    again = nw.col("purchases") - 1
    later = (nw.col("total") - nw.col("begun")).cast(nw.Float64)
    return each.select(
        "customer", "first", "last", "purchases",
        again.alias("frequency"),
        ((nw.col("last") - first).dt.total_minutes() // MINUTES).alias("recency"),
        ((until - first).dt.total_minutes() // MINUTES).alias("age"),
        nw.when(again > 0).then(later / again).alias("mean_value"),
        "total",
    )  # fmt: skip


MINUTES = 24 * 60
