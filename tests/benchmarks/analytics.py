"""The analytics on purchases drawn in memory: `python -m tests.benchmarks.analytics --customers 1000000` prints JSON.

Beside bare Polars where it does the same work, and beside the library `lifetimes` where that is installed.
"""

from __future__ import annotations

import argparse
import importlib
import json
import resource
import sys
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

import numpy as np
import polars as pl

from sanjing.analytics import lapse, pareto, retention, rfm
from sanjing.analytics.estimators import bg_nbd, gamma_gamma
from sanjing.analytics.transactions import histories
from sanjing.analytics.value import Worth, lifetime_value
from tests.benchmarks.clock import Row, Timing, Work, measure, seconds
from tests.benchmarks.measure import told_shortly

GROUP = "analytics"
AS_OF = date(2026, 6, 30)
DAYS = 1000
YEARS = 3
DISCOUNT = 1.08 ** (1 / 365) - 1
MILLION = 1_000_000
HISTORIES, RFM, EVERYTHING = "orders to x, t_x, T and value", "RFM", "all of these for everyone"


def drawn(customers: int) -> pl.DataFrame:
    """About three orders a customer over a thousand days, as BG/NBD and gamma-gamma have it.

    One in fifty is sent back.
    """
    rng = np.random.default_rng(customers)
    who, day = np.arange(customers), rng.integers(0, DAYS, customers).astype(float)
    pace, leaves = rng.gamma(0.6, 1 / 85, customers), rng.beta(0.8, 3.0, customers)
    spends = 1 / rng.gamma(3.7, 1 / 40_000, customers)
    parts = []
    while who.size:
        amount = rng.gamma(6.2, spends[who] * 1e-5)
        parts.append((who, day, np.maximum(1, amount * 100).astype(np.int64)))
        stays = rng.random(who.size) >= leaves[who]
        if len(parts) == 1:
            stays[:] = True  # Nobody leaves before a second purchase.
        who, day = who[stays], day[stays] + np.ceil(rng.exponential(1 / pace[who[stays]]))
        who, day = who[day < DAYS], day[day < DAYS]
    who, day, amount = (np.concatenate(column) for column in zip(*parts, strict=True))
    amount[rng.random(amount.size) < 0.02] *= -1
    on = np.datetime64(AS_OF) - (DAYS - 1 - day).astype("timedelta64[D]")
    return pl.DataFrame({"customer": who, "on": on, "amount": amount}).sample(
        fraction=1, shuffle=True, seed=1
    )


@dataclass
class Firm:
    """The rows, and what is reckoned from them once for all measures."""

    rows: pl.DataFrame

    @cached_property
    def table(self) -> pl.DataFrame:
        return histories(self.rows, as_of=AS_OF).table

    @cached_property
    def arrays(self) -> list[np.ndarray]:
        """x, t_x, T and mean value; 0 where there is none, as `lifetimes` has it."""
        return [self.table[name].fill_null(0).to_numpy().astype(float)
                for name in ("frequency", "recency", "age", "mean_value")]  # fmt: skip

    @cached_property
    def repeats(self) -> tuple[np.ndarray, np.ndarray]:
        x, _t_x, _T, mean = self.arrays
        return x[x > 0], mean[x > 0]

    def worth(self) -> Worth:
        x, t_x, T, mean = self.arrays
        buying, spending = bg_nbd.fit(x, t_x, T), gamma_gamma.fit(*self.repeats)
        return lifetime_value(
            buying, spending, x, t_x, T, mean, time=365 * YEARS, discount=DISCOUNT
        )


def rows(customers: int, runs: int) -> Iterator[Row]:
    firm = Firm(drawn(customers))
    for name, target, work in works(firm):
        hand = by_hand(firm).get(name)
        row = measure(GROUP, name, work, runs=runs, by_hand=hand, queries=False)
        row.more = {"orders": len(firm.rows)}
        if customers >= MILLION:  # The targets are those of a million.
            row.target, row.ratio_target = target, 2 if name == RFM else None
        if name == EVERYTHING:
            used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
            row.more |= {"peak MB": used // 1024, "target MB": 4096}
        yield row
    yield from beside_lifetimes(firm)


def works(firm: Firm) -> Iterator[tuple[str, int, Work]]:
    """What is measured, with its target in milliseconds."""
    yield HISTORIES, 3_000, lambda: histories(firm.rows, as_of=AS_OF)
    yield RFM, 1_000, lambda: rfm.scores(firm.table, as_of=AS_OF)
    yield "BG/NBD fit", 2_000, lambda: bg_nbd.fit(*firm.arrays[:3])
    yield "gamma-gamma fit", 2_000, lambda: gamma_gamma.fit(*firm.repeats)
    yield "both fits and value with intervals for everyone", 8_000, firm.worth
    yield "late and lapsed", 10_000, lambda: lapse.lapses(firm.rows, as_of=AS_OF)
    yield "cohorts", 10_000, lambda: retention.cohorts(firm.rows, as_of=AS_OF)
    yield "Pareto and Gini", 1_000, lambda: pareto.curve(firm.table)
    yield EVERYTHING, 60_000, lambda: all_of_them(firm.rows)


def by_hand(firm: Firm) -> dict[str, Work]:
    return {HISTORIES: lambda: bare_histories(firm.rows), RFM: lambda: bare_rfm(firm.table)}


def all_of_them(given: pl.DataFrame) -> None:
    firm = Firm(given)
    rfm.scores(firm.table, as_of=AS_OF)
    firm.worth()
    lapse.lapses(given, as_of=AS_OF)
    retention.cohorts(given, as_of=AS_OF)
    pareto.curve(firm.table)


def bare_histories(given: pl.DataFrame) -> pl.DataFrame:
    """Polars alone, without looking at what was sent back."""
    days = (
        given.lazy()
        .filter(pl.col("amount") >= 0)
        .group_by("customer", "on")
        .agg(pl.col("amount").sum())
    )
    on, amount = pl.col("on"), pl.col("amount")
    each = days.group_by("customer").agg(
        on.min().alias("first"), on.max().alias("last"), pl.len().alias("purchases"), amount.sum().alias("total"),
        amount.filter(on > on.min()).mean().alias("mean_value"),
    )  # fmt: skip
    return each.sort("customer").collect()


def bare_rfm(table: pl.DataFrame) -> pl.DataFrame:
    """Polars alone: three scores and a class by which of them are 4 or 5."""

    def part(name: str) -> pl.Expr:
        return ((pl.col(name).rank("average") - 0.5) * 5 // pl.len() + 1).cast(pl.Int64)

    scored = table.lazy().select("customer", r=part("last"), f=part("purchases"), m=part("total"))
    above = [(pl.col(name) > 3).cast(pl.Int8) for name in ("m", "r", "f")]
    place = above[0] * 4 + above[1] * 2 + above[2]
    words = pl.Series([f"class {n}" for n in range(8)])
    return (
        scored.with_columns(place=place)
        .with_columns(words=pl.lit(words).gather(pl.col("place")))
        .collect()
    )


def beside_lifetimes(firm: Firm) -> Iterator[Row]:
    """The same three pieces of work by the library, once each, in this process."""
    try:
        library: Any = importlib.import_module("lifetimes")
    except ImportError:
        return
    x, t_x, T, mean = firm.arrays
    warnings.simplefilter("ignore")
    theirs: dict[str, Any] = {}

    def fit() -> None:
        theirs["bg"] = library.BetaGeoFitter().fit(x, t_x, T)

    def value() -> None:
        amounts = library.GammaGammaFitter().fit(*firm.repeats)
        import pandas

        columns = [pandas.Series(column) for column in (x, t_x, T, mean)]
        amounts.customer_lifetime_value(
            theirs["bg"], *columns, time=12 * YEARS, discount_rate=0.0064
        )

    for name, ours, other in (
        ("BG/NBD fit beside lifetimes", lambda: bg_nbd.fit(x, t_x, T), fit),
        ("gamma-gamma fit and value beside lifetimes", firm.worth, value),
    ):
        took = Timing.of([seconds(ours)]), Timing.of([seconds(other)])
        yield Row(GROUP, name, 1, took[0], by_hand=took[1], more={"version": library.__version__})


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--customers", type=int, required=True)
    parser.add_argument("--runs", type=int, default=5)
    options = parser.parse_args()
    for row in map(Row.told, rows(options.customers, options.runs)):
        sys.stdout.write(json.dumps(row) + "\n")
        sys.stdout.flush()
        sys.stderr.write(told_shortly(row))


if __name__ == "__main__":
    main()
