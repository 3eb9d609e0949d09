"""Who may have left, what would go with them, and who has left as somebody wrote down.

Whoever is known to have left is lost and no longer at risk: nothing is told of what they may still bring or take away.
"""

from __future__ import annotations

from datetime import date

import narwhals as nw
import polars as pl
from narwhals.typing import IntoDataFrame

from sanjing.analytics.schemas import DAY, KEY, checked

GONE = 2 * 365
"""Who has bought nothing for so long is lost, and no longer at risk."""
AHEAD = ("due_on", "alive", "coming", "future", "future_low", "future_high", "risk", "stake")
"""What is told of who may still buy."""


def away(departures: IntoDataFrame, day: date) -> pl.DataFrame:
    """Who is gone at the end of a day: customer.

    *Needs* customer, left_on, back_on (empty for who stays away); a row a departure.
    """
    empty = frozenset({"back_on"})
    table = checked(departures, "departures", empty=empty, customer=KEY, left_on=DAY, back_on=DAY)
    back = (nw.col("back_on") <= day).fill_null(False)
    return table.filter(nw.col("left_on") <= day, ~back).select("customer").unique().to_native()


def at_risk(table: pl.DataFrame) -> pl.DataFrame:
    """With `risk`, the chance that the customer has left, and `stake`, the margin that would go with it.

    From the model where there is one and it tells of the customer; else from the pause, once it is longer than usual.
    Nothing for who is lost, nor where neither tells.
    """
    unusual = pl.col("rhythm").is_in(["late", "lapsed"])
    guess = pl.when(unusual).then(1 - pl.col("pause"))
    risk = pl.coalesce(1 - pl.col("alive"), guess)
    risk = pl.when(pl.col("age") - pl.col("recency") <= GONE).then(risk)
    lost = (risk * pl.col("best_year") * pl.col("margin")).round().cast(pl.Int64)
    return table.with_columns(risk=risk).with_columns(stake=lost)


def without(table: pl.DataFrame, departures: IntoDataFrame | None, *, as_of: date) -> pl.DataFrame:
    """The same with nothing in the columns of `AHEAD` for who is known to have left."""
    if departures is None:
        return table
    here = ~pl.col("customer").is_in(away(departures, as_of)["customer"].implode())
    return table.with_columns(pl.when(here).then(pl.col(name)).alias(name) for name in AHEAD)
