"""What a year with each customer came to: cost by kind, profit, and what that says of all of them together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from fractions import Fraction
from typing import Any

import polars as pl

from sanjing.analytics.acquisition import Spending
from sanjing.analytics.balance import EXISTING, NEW, PROSPECT, Balance, balance
from sanjing.analytics.economics import CREDIT, Activity, Served, cost_to_serve
from sanjing.analytics.enough import TooLittle
from sanjing.analytics.profit import profits, whale
from sanjing.analytics.share import shares
from sanjing.modules.scores.rates import KINDS, TOUCHES
from sanjing.modules.scores.serving import Efforts, Year

RETURNED = ("concessions", "bad_debt", "returned")


@dataclass(frozen=True, slots=True)
class Reckoned:
    """`table` has the columns of `CustomerYear`; `facts` what is told of the whole company, plain values."""

    table: pl.DataFrame
    facts: dict[str, Any]


def reckoned(
    done: Efforts, bought: pl.DataFrame, needs: pl.DataFrame, rates: Mapping[str, int], financing: Fraction,
    year: Year,
) -> Reckoned:  # fmt: skip
    """*Needs* bought: customer, first_on, year_sales, year_margin, of who ever bought and is still there; needs as
    `marts.needs` reads them.
    """
    served, before = (served_in(done, rates, financing, one) for one in (year, year.before))
    table = whole(served, done, bought, year)
    buyers = table.join(bought, on="customer", how="semi")
    found = whale(buyers.select("customer", "profit"))
    facts = {
        "since": year.since.isoformat(), "cost": served.total, "before": before.total,
        "whale": {"few": found.found} if isinstance(found, TooLittle) else asdict(found),
        **hunting(done, bought, rates, year),
    }  # fmt: skip
    return Reckoned(with_shares(table, needs, year), facts)


def with_shares(table: pl.DataFrame, needs: pl.DataFrame, year: Year) -> pl.DataFrame:
    """What each needs, the part of it bought from us in per cent, and the rest; who only needs has a row too."""
    bought = pl.concat(
        [
            table.select("customer", bought="sales"),
            needs.select("customer", bought=pl.lit(0, pl.Int64)),
        ]
    )
    known = shares(bought, needs, as_of=year.until).known.rename({"source": "need_source"})
    known = known.with_columns(share=(100 * pl.col("share")).round().cast(pl.Int64))
    told = known.select("customer", "need", "need_on", "need_source", "share", "gap")
    table = table.join(told, on="customer", how="full", coalesce=True)
    own = [name for name in table.columns if name not in told.columns]
    return table.with_columns(pl.col(own).fill_null(0), pl.col("need_source").fill_null(""))


def served_in(done: Efforts, rates: Mapping[str, int], financing: Fraction, year: Year) -> Served:
    card = pl.DataFrame({"kind": list(rates), "per_unit": list(rates.values()), "per_minute": 0})
    # What came back is already missing in sales and margin: here it costs only the work it makes.
    activity = Activity(
        touches=done.touches.with_columns(minutes=0), deliveries=done.deliveries,
        returns=done.returns.with_columns(amount=0), credit=waited(done.ledger, year),
    )  # fmt: skip
    return cost_to_serve(activity, card, financing=financing, since=year.since, as_of=year.until)


def waited(ledger: pl.DataFrame, year: Year) -> pl.DataFrame:
    """分 owed × days in the year: what was booked counts from its day, less what settled it from that day."""
    start = pl.max_horizontal(pl.col("on"), pl.lit(year.since))
    days = (pl.lit(year.until) - start).dt.total_days().clip(lower_bound=0)
    each = ledger.group_by("customer").agg(owed=(pl.col("amount") * days).sum())
    return each.with_columns(days=pl.lit(1, pl.Int64))


def whole(served: Served, done: Efforts, bought: pl.DataFrame, year: Year) -> pl.DataFrame:
    """A row for everybody who bought, cost or was given something."""
    table = bought.select("customer", sales="year_sales", margin="year_margin")
    for name, rows in (("concessions", done.concessions), ("bad_debt", done.bad_debts),
                       ("returned", done.returns)):  # fmt: skip
        table = table.join(summed(rows, name, year), on="customer", how="full", coalesce=True)
    for kind in (*KINDS, CREDIT):
        own = served.by_kind.filter(pl.col("kind") == kind)
        own = own.select(
            "customer", pl.col("units").alias(f"{kind}_count"), pl.col("cost").alias(f"{kind}_cost")
        )
        table = table.join(own, on="customer", how="full", coalesce=True)
    table = table.drop("credit_count").fill_null(0)
    table = table.with_columns(cost=pl.sum_horizontal(f"{kind}_cost" for kind in (*KINDS, CREDIT)))
    spent = table.select("customer", cost=pl.col("cost") + pl.col("concessions"))
    left = profits(
        table.select("customer", "margin"), spent, table.select("customer", "bad_debt")
    ).table
    table = table.join(left.select("customer", "profit"), on="customer")
    told = [name for name in table.columns if name != "customer"]
    return table.filter(
        pl.any_horizontal(pl.col(told) != 0)
        | pl.col("customer").is_in(bought["customer"].implode())
    )


def summed(rows: pl.DataFrame, name: str, year: Year) -> pl.DataFrame:
    own = rows.filter(pl.col("on").is_between(year.since, year.until))
    return own.group_by("customer").agg(pl.col("amount").sum().alias(name))


def hunting(
    done: Efforts, bought: pl.DataFrame, rates: Mapping[str, int], year: Year
) -> dict[str, Any]:
    """What contacts cost by the age customers had then, and what winning one costs beside keeping one."""
    money = pl.col("kind").replace_strict(
        {kind: rates[kind] for kind in TOUCHES}, return_dtype=pl.Int64
    )
    spent = done.touches.with_columns(minutes=0, money=money)
    first = bought.select("customer", bought_first="first_on")
    found = balance(spent, first, since=year.since, as_of=year.until)
    won = bought.filter(pl.col("first_on") >= year.since)
    kept = bought.filter(pl.col("first_on") < year.since, pl.col("year_sales") > 0)
    told = Spending(
        found.sides[PROSPECT].money, len(won),
        found.sides[NEW].money + found.sides[EXISTING].money, len(kept),
    )  # fmt: skip
    return {"balance": told_of(found), "winning": asdict(told)}


def told_of(found: Balance) -> dict[str, Any]:
    months = found.months.with_columns(pl.col("month").dt.to_string()).drop("minutes")
    return {
        "sides": {age: {"efforts": side.efforts, "money": side.money} for age, side in found.sides.items()},
        "months": months.to_dicts(),
    }  # fmt: skip
