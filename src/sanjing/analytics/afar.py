"""Purchases where they lie: in Spark, or in files that are not read whole, and only what is left of them comes here.

A Spark DataFrame or a Polars LazyFrame is asked through the same expressions; sums by customer and day, what was given
back, and the figures of each customer are reckoned there. What comes back, through Arrow, is a row a customer and day,
or a row a customer, and the rest is done on it as on any table. The figures are the same to the last digit.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import narwhals as nw

from sanjing.analytics.schemas import DAY, KEY, WHOLE, Kind, Table, WrongTable, fits, not_fitting

Far = nw.LazyFrame[Any]
PURCHASES: Mapping[str, Kind] = {"customer": KEY, "on": DAY, "amount": WHOLE}


def far(frame: Any) -> Far | None:
    """The frame, where it is one that has not been read; None for a table that is here."""
    held = nw.from_native(frame, pass_through=True)
    return held if isinstance(held, nw.LazyFrame) else None


def fetched(frame: Far) -> Table:
    return frame.collect("polars")


def purchases(frame: Far, name: str = "purchases") -> Far:
    """Customer, on and amount, checked where they lie. Raises `WrongTable` as `schemas.checked`."""
    schema = frame.collect_schema()
    for column, kind in PURCHASES.items():
        if column not in schema:
            raise WrongTable(
                "no_column", f"{name}: there is no column {column}", table=name, column=column
            )
        if not fits(schema[column], kind):
            raise not_fitting(name, column, kind, schema[column])
    counts = {column: nw.col(column).is_null().cast(nw.Int64).sum() for column in PURCHASES}
    found = fetched(frame.select(nw.len().alias("rows"), **counts)).row(0)
    for column, gaps in zip(PURCHASES, found[1:], strict=True):
        if gaps:
            text = f"{name}: {column} is empty in {gaps} of {found[0]} rows"
            raise WrongTable("gaps", text, table=name, column=column, rows=gaps)
    if "currency" in schema:
        several = fetched(frame.select("currency").unique())["currency"].to_list()
        if len(several) > 1:
            told = ", ".join(sorted(map(str, several)))
            raise WrongTable("mixed_currencies", f"{name}: the amounts are in {told}", table=name)
    return frame.select("customer", "on", nw.col("amount").cast(nw.Int64))


def bought(known: Far) -> Far:
    """Days with a purchase, less what was given back of it: customer, on, net; as `transactions.bought`."""
    amount = nw.col("amount")
    days = known.filter(amount >= 0).group_by("customer", "on").agg(amount.sum().alias("net"))
    returned = known.filter(amount < 0).group_by("customer", "on").agg((-amount).sum().alias("back"))  # fmt: skip
    nothing, never = nw.lit(0, dtype=nw.Int64), nw.lit(None, dtype=nw.Date)
    every = nw.concat([
        days.select("customer", "on", home=nw.col("on"), back=nothing),
        returned.select("customer", "on", home=never, back=nw.col("back")),
    ])  # fmt: skip
    every = every.group_by("customer", "on").agg(nw.col("home").max(), nw.col("back").sum())
    last = nw.col("home").fill_null(strategy="forward").over("customer", order_by="on")
    taken_off = (
        every.with_columns(home=last).filter(nw.col("back") > 0, ~nw.col("home").is_null())
        .group_by("customer", "home").agg(nw.col("back").sum()).rename({"home": "on"})
    )  # fmt: skip
    days = days.join(taken_off, on=["customer", "on"], how="left")
    days = days.with_columns(nw.col("back").fill_null(0))
    stands = (nw.col("back") == 0) | (nw.col("net") > nw.col("back"))
    left = (nw.col("net") - nw.col("back")).alias("net")
    return days.filter(stands).select("customer", "on", left)


def each_customer(days: Far) -> Far:
    """A row a customer: customer, first, last, purchases, total, begun (net of the first day)."""
    sums = days.group_by("customer").agg(
        nw.col("on").min().alias("first"), nw.col("on").max().alias("last"),
        nw.len().cast(nw.Int64).alias("purchases"), nw.col("net").sum().alias("total"),
    )  # fmt: skip
    begun = days.join(sums.select("customer", on="first"), on=["customer", "on"], how="inner")
    return sums.join(begun.select("customer", begun="net"), on="customer", how="inner")


def counted(rows: Far, as_of: date) -> tuple[int, int]:
    """Rows later than the day, and customers up to it."""
    known = rows.filter(nw.col("on") <= as_of).select("customer").unique()
    later = rows.filter(nw.col("on") > as_of).select(nw.len().alias("n"))
    return int(fetched(later).item()), int(fetched(known.select(nw.len().alias("n"))).item())
