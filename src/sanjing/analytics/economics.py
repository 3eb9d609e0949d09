"""What it costs to serve each customer: counted activity at the rates of a card, and money that waits to be paid.

A rate card is activity-based costing driven by time (Kaplan and Anderson 2004, Harvard Business Review 82(11)): a
sum for each time something is done, and a sum for each minute it takes. Every figure is whole 分, and the parts add
up to the whole.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from itertools import groupby

import narwhals as nw
import polars as pl
from narwhals.typing import IntoDataFrame

from sanjing.analytics.schemas import (
    DAY,
    KEY,
    TEXT,
    WHOLE,
    Kind,
    Table,
    WrongTable,
    checked,
    not_below,
    together,
)
from sanjing.analytics.split import nearest, split

DELIVERY, COMPLAINT, RETURN, CREDIT = "delivery", "complaint", "return", "credit"
YEAR = 365
"""Days of a year for interest, as banks in China count on loans of firms by the day."""
DONE = ("customer", "kind", "minutes", "amount")


@dataclass(frozen=True, slots=True)
class Activity:
    """What was done for customers; every frame may be missing.

    `touches` *needs* customer, on, kind, minutes; `deliveries` customer, on; `complaints` customer, on, minutes;
    `returns` customer, on, amount (分 lost on what came back); `credit` customer, owed (分), days.
    """

    touches: IntoDataFrame | None = None
    deliveries: IntoDataFrame | None = None
    complaints: IntoDataFrame | None = None
    returns: IntoDataFrame | None = None
    credit: IntoDataFrame | None = None


@dataclass(frozen=True, slots=True)
class Served:
    """`by_kind`: customer, kind, units, minutes, cost; `table`: customer, cost; both ordered by customer.

    `unrated` has the kinds of which something was done and for which the card has no rate, and how often: their
    time costs nothing here, which is not so, and a page must say it.
    """

    by_kind: pl.DataFrame
    table: pl.DataFrame
    total: int
    unrated: Mapping[str, int]


def cost_to_serve(
    done: Activity, rates: IntoDataFrame, *, financing: Fraction, since: date, as_of: date
) -> Served:
    """What each customer cost from `since` to `as_of`, both days in it, by kind of activity.

    *Grain* a row a customer and kind. *Needs* rates: kind, per_unit, per_minute (分), one row a kind; deliveries,
    complaints and returns are the kinds `delivery`, `complaint` and `return`, and a return costs its amount besides.
    `financing` is the price of money a year: what is owed × days × financing ÷ 365 is the kind `credit`, of all
    customers together to the nearest 分, and split among them by owed × days. Paid in advance costs nothing.
    """
    card = rate_card(rates)
    rows = counted(done, since, as_of).join(card, on="kind", how="left")
    bare = rows.filter(nw.col("per_unit").is_null()).group_by("kind").agg(nw.len().alias("n"))
    rated = nw.col("per_unit") + nw.col("minutes") * nw.col("per_minute")
    cost = rated.fill_null(0) + nw.col("amount")
    each = (
        rows.with_columns(cost=cost).group_by("customer", "kind")
        .agg(nw.len().cast(nw.Int64).alias("units"), nw.col("minutes").sum(), nw.col("cost").sum())
    )  # fmt: skip
    if done.credit is not None:
        each = together([each, waited(done.credit, financing)])
    each = each.sort("customer", "kind")
    table = each.group_by("customer").agg(nw.col("cost").sum()).sort("customer")
    unrated = dict(sorted(zip(bare["kind"].to_list(), bare["n"].to_list(), strict=True)))
    return Served(each.to_native(), table.to_native(), int(table["cost"].sum()), unrated)


def rate_card(rates: IntoDataFrame) -> Table:
    card = checked(rates, "rates", kind=TEXT, per_unit=WHOLE, per_minute=WHOLE)
    not_below(card, "rates", "per_unit", "per_minute")
    twice = sorted(card.filter(nw.col("kind").is_duplicated())["kind"].unique().to_list())
    if twice:
        text = f"rates: there are several for {', '.join(twice)}"
        raise WrongTable("several_rates", text, table="rates", found=twice)
    return card.with_columns(nw.col("per_unit", "per_minute").cast(nw.Int64))


def counted(done: Activity, since: date, as_of: date) -> Table:
    """A row for each thing done in the days asked for."""
    when = (since, as_of)
    parts = [
        taken(done.touches, "touches", when, kind=TEXT, minutes=WHOLE),
        taken(done.deliveries, DELIVERY, when),
        taken(done.complaints, COMPLAINT, when, minutes=WHOLE),
        taken(done.returns, RETURN, when, amount=WHOLE),
    ]
    held = [part for part in parts if part is not None]
    return together(held) if held else nothing()


def taken(
    frame: IntoDataFrame | None, name: str, when: tuple[date, date], **more: Kind
) -> Table | None:
    """Kind, minutes and amount of each row; `name` is the kind where the table has none."""
    if frame is None:
        return None
    table = checked(frame, name, empty=frozenset(), customer=KEY, on=DAY, **more)
    not_below(table, name, *(column for column in more if column in DONE[2:]))
    table = table.filter(nw.col("on") >= when[0], nw.col("on") <= when[1])
    if "kind" not in more:
        table = table.with_columns(kind=nw.lit(name))
    for column in DONE[2:]:
        given = nw.col(column) if column in more else nw.lit(0)
        table = table.with_columns(given.cast(nw.Int64).alias(column))
    return table.select(*DONE)


def nothing() -> Table:
    schema = {"customer": pl.Int64, "kind": pl.String, "minutes": pl.Int64, "amount": pl.Int64}
    return nw.from_native(pl.DataFrame(schema=schema), eager_only=True)


def waited(credit: IntoDataFrame, financing: Fraction) -> Table:
    """What it costs that customers pay later: units is 1 a customer."""
    if financing < 0:
        raise ValueError("money costs nothing or something, not less")
    table = checked(credit, "credit", customer=KEY, owed=WHOLE, days=WHOLE)
    days = nw.col("days").cast(nw.Int64)
    owed = table.filter(nw.col("owed") > 0, days > 0).with_columns(
        weight=nw.col("owed").cast(nw.Int64) * days
    )
    each = owed.group_by("customer").agg(nw.col("weight").sum()).sort("customer")
    weights = each["weight"].to_list()
    cost = split(nearest(sum(weights) * financing / YEAR), weights) if sum(weights) else []
    told = nw.new_series("cost", cost, nw.Int64, backend="polars")
    whole = {"units": nw.lit(1, dtype=nw.Int64), "minutes": nw.lit(0, dtype=nw.Int64)}
    return each.select("customer", kind=nw.lit(CREDIT), **whole).with_columns(told)


@dataclass(frozen=True, slots=True)
class Reconciled:
    """`table`: customer, kind, cost (at the rates), actual; `left`: kinds paid for and done for nobody, in 分."""

    table: pl.DataFrame
    left: Mapping[str, int]


def reconciled(by_kind: IntoDataFrame, ledger: IntoDataFrame) -> Reconciled:
    """What the ledger says a kind of activity cost, spread over the customers as the rates have it, exactly.

    *Needs* by_kind: customer, kind, cost, as `cost_to_serve` gives; ledger: kind, amount in 分. A kind that the
    ledger does not have keeps the cost of its rates. Actual of all kinds and `left` add up to the ledger and those.
    """
    table = checked(by_kind, "by_kind", customer=KEY, kind=TEXT, cost=WHOLE).sort(
        "kind", "customer"
    )
    booked = checked(ledger, "ledger", kind=TEXT, amount=WHOLE)
    sums = booked.group_by("kind").agg(nw.col("amount").sum())
    wanted = dict(zip(sums["kind"].to_list(), map(int, sums["amount"].to_list()), strict=True))
    actual: list[int] = []
    for kind, costs in in_kinds(table):
        if kind not in wanted:
            actual += costs
        elif any(costs):
            actual += split(wanted.pop(kind), costs)
        else:
            actual += [0] * len(costs)
    told = nw.new_series("actual", actual, nw.Int64, backend="polars")
    done = table.with_columns(told).sort("customer", "kind")
    return Reconciled(done.to_native(), dict(sorted(wanted.items())))


def in_kinds(table: Table) -> Iterator[tuple[str, list[int]]]:
    rows = zip(table["kind"].to_list(), table["cost"].to_list(), strict=True)
    for kind, group in groupby(rows, key=lambda row: row[0]):
        yield kind, [cost for _kind, cost in group]
