"""All scores of all customers at once: what the nightly run stores.

Made of the other files here; what they mean is said there. Nothing is told that data do not carry: a column is empty
where a customer, or the firm, has too little of them, and `Scored.missing` says why.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from types import MappingProxyType
from typing import Any

import polars as pl

from sanjing.analytics import lapse, quadrants, rfm
from sanjing.analytics.enough import TooLittle
from sanjing.analytics.expecting import NAMES, STAYING, Expected, expected
from sanjing.analytics.ladder import ladder, placed
from sanjing.analytics.leaving import at_risk, without
from sanjing.analytics.pareto import curve, ranked
from sanjing.analytics.transactions import histories, purchase_days

YEAR = 365
QUARTERS = 4
LONG = 3 * YEAR
"""Who has bought for so many days has been loyal for as long as it counts."""
WEIGHTS = MappingProxyType({"tenure": 1.0, "regularity": 2.0, "payment": 1.0, "share": 1.0})


@dataclass(frozen=True, slots=True)
class Rules:
    """What the firm decides. Money is whole 分.

    `margin` the part of sales that is kept where costs are not known; `discount` a year; `large_from` sales of a
    year, None for the firm's own Pareto ratio; `loyal_from` between 0 and 1.
    """

    margin: float
    discount: float
    large_from: int | None = None
    loyal_from: float = 0.5
    weights: Mapping[str, float] = field(default_factory=lambda: WEIGHTS)


@dataclass(frozen=True, slots=True)
class Marts:
    """*Grain* and columns: `purchases` as `transactions.histories` needs them.

    A row a customer at most: `costs` customer, sold, cost (分, of the lines of the last year whose cost is known);
    `owes` customer, owed, overdue (分); `shares` customer, share (of what the customer needs, 0 to 1).

    `answers` a row an answer: customer, on, satisfied; `referrals` a row a verified one: customer (who brought
    another), on; `departures` as `leaving.away` needs them.
    """

    purchases: pl.DataFrame
    costs: pl.DataFrame | None = None
    owes: pl.DataFrame | None = None
    shares: pl.DataFrame | None = None
    answers: pl.DataFrame | None = None
    referrals: pl.DataFrame | None = None
    departures: pl.DataFrame | None = None


@dataclass(frozen=True, slots=True)
class Scored:
    """`table` has a row a customer who bought: customer, the columns of `COLUMNS`.

    `facts` tells how they came about, by name: model, parameters, large_from and the like, plain values; `missing`
    says by name of a group of scores why nothing can be told of it.
    """

    table: pl.DataFrame
    as_of: date
    facts: dict[str, Any]
    missing: dict[str, TooLittle | str]


COLUMNS = (
    "first_on", "last_on", "purchases", "total", "year_sales", "best_year", "margin", "year_margin",
    "r", "f", "m", "rfm", "gaps", "usual_days", "due_on", "rhythm", "pause", "alive", "coming", "future",
    "future_low", "future_high", "risk", "stake", "tenure", "regularity", "payment", "share", "loyalty",
    "known", "quadrant", "realm",
)  # fmt: skip
"""Days, 分 and parts between 0 and 1.

`year_sales` of the last 365 days, `best_year` of the 365 days up to the last purchase, `margin` the part kept; `pause`
the part of all pauses that last as long; `alive` the chance to be still a customer, `coming` purchases expected in the
next 365 days, `future` the discounted margin expected of the next three years, with the interval of that expectation;
`risk` the chance that the customer has left, `stake` that chance times the margin of the best year, as `leaving` has
them; `realm` as `ladder.placed` has it, nothing of who bought nothing in the last year.
"""


def scored(marts: Marts, rules: Rules, *, as_of: date) -> Scored:
    """Everything that is known at the end of the day `as_of`."""
    found = histories(marts.purchases, as_of=as_of)
    days = purchase_days(marts.purchases, as_of=as_of)
    table = years(found.table, days, as_of)
    table = margins(table, marts.costs, rules.margin)
    missing: dict[str, TooLittle | str] = {}
    table = told_apart(table, rfm.scores(table, as_of=as_of), {"r": pl.Int64, "f": pl.Int64, "m": pl.Int64,
                       "class": pl.String}, "rfm", missing).rename({"class": "rfm"})  # fmt: skip
    pauses = {"gaps": pl.Int64, "usual_days": pl.Float64, "due_on": pl.Date, "probability": pl.Float64,
              "state": pl.String}  # fmt: skip
    table = told_apart(table, lapse.lapses(marts.purchases, as_of=as_of), pauses, "rhythm", missing)
    table = table.rename({"probability": "pause", "state": "rhythm"})
    ahead = expected(marts.purchases, table, as_of=as_of, discount=rules.discount)
    if ahead.missing:
        missing["future"] = ahead.missing
    table = without(at_risk(with_future(table, ahead)), marts.departures, as_of=as_of)
    table = loyal(table, days, marts, rules.weights, as_of)
    found_from = own_threshold(table)
    large_from = rules.large_from or found_from
    if isinstance(large_from, TooLittle):
        missing["quadrant"] = large_from
        table = table.with_columns(quadrant=pl.lit(None, pl.String))
    else:
        volumes = table.with_columns(volume="year_sales")
        placed = quadrants.placed(volumes.select("customer", "volume", "loyalty"), large_from=large_from,
                                  loyal_from=rules.loyal_from)  # fmt: skip
        table = table.join(placed.select("customer", "quadrant"), on="customer", how="left")
    table = on_ladder(table, marts, as_of)
    facts = ahead.facts | {"large_from": known(large_from), "own_large_from": known(found_from),
                           "loyal_from": rules.loyal_from, "margin": rules.margin,
                           "discount": rules.discount, "future_rows": found.future,
                           "without_purchase": found.without_purchase}  # fmt: skip
    return Scored(table.select("customer", *COLUMNS), as_of, facts, missing)


def years(table: pl.DataFrame, days: pl.DataFrame, as_of: date) -> pl.DataFrame:
    """Sales of the last year, and of the year up to the last purchase."""
    days = days.join(table.select("customer", "last"), on="customer")
    sums = days.group_by("customer").agg(
        year_sales=pl.col("net").filter(pl.col("on") > as_of - timedelta(YEAR)).sum(),
        best_year=pl.col("net").filter(pl.col("on") > pl.col("last") - pl.duration(days=YEAR)).sum(),
    )  # fmt: skip
    return table.join(sums, on="customer", how="left", maintain_order="left").with_columns(
        first_on="first", last_on="last"
    )


def margins(table: pl.DataFrame, costs: pl.DataFrame | None, usual: float) -> pl.DataFrame:
    """The part of sales that is kept: the customer's own where costs are known, the usual one elsewhere."""
    if costs is None or costs.is_empty():
        table = table.with_columns(margin=pl.lit(usual))
    else:
        own = costs.filter(pl.col("sold") > 0).select(
            "customer", own=1 - pl.col("cost") / pl.col("sold")
        )
        table = table.join(own, on="customer", how="left", maintain_order="left")
        table = table.with_columns(margin=pl.col("own").fill_null(usual)).drop("own")
    kept = (pl.col("year_sales") * pl.col("margin")).round().cast(pl.Int64)
    return table.with_columns(year_margin=kept)


def told_apart(
    table: pl.DataFrame, found: pl.DataFrame | TooLittle, columns: Mapping[str, Any], name: str,
    missing: dict[str, TooLittle | str],
) -> pl.DataFrame:  # fmt: skip
    """The table with columns of another one, empty ones where there is too little to tell."""
    if isinstance(found, TooLittle):
        missing[name] = found
        empty = {column: pl.lit(None, kind) for column, kind in columns.items()}
        return table.with_columns(**empty)
    chosen = found.select("customer", *columns)
    return table.join(chosen, on="customer", how="left", maintain_order="left")


def with_future(table: pl.DataFrame, ahead: Expected) -> pl.DataFrame:
    """What each is expected to bring, kept at the customer's own margin.

    A model in which nobody leaves says nothing of those whose own rhythm says that they have.
    """
    table = table.with_columns(**ahead.columns)
    if ahead.facts.get("model") == STAYING:
        stays = pl.col("rhythm").is_null() | (pl.col("rhythm") != "lapsed")
        table = table.with_columns(pl.when(stays).then(pl.col(name)).alias(name) for name in NAMES)
    own = pl.col("margin")
    return table.with_columns(
        (pl.col(name) * own).round().cast(pl.Int64) for name in ("future", "future_low", "future_high")
    )  # fmt: skip


def loyal(
    table: pl.DataFrame, days: pl.DataFrame, marts: Marts, weights: Mapping[str, float], as_of: date
) -> pl.DataFrame:
    """Loyalty from its parts: since when, in how many of the last four quarters, paid on time, share."""
    quarter = (pl.lit(as_of) - pl.col("on")).dt.total_days() * QUARTERS // YEAR
    seen = days.filter(pl.col("on") > as_of - timedelta(YEAR)).group_by("customer").agg(
        seen=quarter.n_unique()
    )  # fmt: skip
    table = table.join(seen, on="customer", how="left", maintain_order="left")
    table = table.with_columns(
        tenure=(pl.col("age") / LONG).clip(0, 1), regularity=pl.col("seen").fill_null(0) / QUARTERS
    )
    late = 1 - (pl.col("overdue") / pl.col("owed")).clip(0, 1)
    owes = empty_for(marts.owes, owed=pl.Int64, overdue=pl.Int64).filter(pl.col("owed") > 0)
    table = table.join(owes.select("customer", payment=late), on="customer", how="left",
                       maintain_order="left")  # fmt: skip
    shares = empty_for(marts.shares, share=pl.Float64).select(
        "customer", pl.col("share").clip(0, 1)
    )
    table = table.join(shares, on="customer", how="left", maintain_order="left")
    told = quadrants.loyalty(table.select("customer", *weights), weights)
    return table.join(told, on="customer", how="left", maintain_order="left")


def on_ladder(table: pl.DataFrame, marts: Marts, as_of: date) -> pl.DataFrame:
    """On which step each stands who bought in the last year."""
    brought = empty_for(marts.referrals, on=pl.Date).filter(pl.col("on") <= as_of)
    here = table.filter(pl.col("last_on") > as_of - timedelta(YEAR)).select("customer", "purchases")
    counted = brought.group_by("customer").agg(referrals=pl.len().cast(pl.Int64))
    here = here.join(counted, on="customer", how="left").with_columns(
        pl.col("referrals").fill_null(0)
    )
    answers = empty_for(marts.answers, on=pl.Date, satisfied=pl.Boolean)
    found = placed(
        ladder(here.with_columns(pl.col("purchases").cast(pl.Int64)), answers, as_of=as_of)
    )
    return table.join(found, on="customer", how="left", maintain_order="left")


def empty_for(frame: pl.DataFrame | None, **columns: Any) -> pl.DataFrame:
    return frame if frame is not None else pl.DataFrame(schema={"customer": pl.Int64, **columns})


def known(threshold: int | TooLittle) -> int | None:
    return None if isinstance(threshold, TooLittle) else threshold


def own_threshold(table: pl.DataFrame) -> int | TooLittle:
    """The sales of the smallest of the few customers that bring all but as large a part of the year's money."""
    volumes = table.select("customer", total="year_sales")
    found = curve(volumes)
    if isinstance(found, TooLittle):
        return found
    place = max(1, round(found.ratio * found.customers))
    return int(ranked(volumes)["total"][place - 1])
