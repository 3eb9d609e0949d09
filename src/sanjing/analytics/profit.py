"""What each customer leaves after what it costs to serve them, who eats up what others bring, and what a 元 gives.

The whale curve is that of Kaplan and Narayanan 2001, Measuring and Managing Customer Profitability, Journal of Cost
Management 15(5): profit added up from the best customer to the worst rises above the whole and falls back to it.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

import narwhals as nw
import numpy as np
import polars as pl
from narwhals.typing import IntoDataFrame

from sanjing.analytics.enough import TooLittle
from sanjing.analytics.schemas import KEY, WHOLE, Table, checked, not_below, together

FEW_CUSTOMERS = 10
POINTS = 101


@dataclass(frozen=True, slots=True)
class Profits:
    """`table`: customer, margin, cost, bad_debt, profit, the most profitable first; the sums of each in 分."""

    table: pl.DataFrame
    margin: int
    cost: int
    bad_debt: int

    @property
    def profit(self) -> int:
        return self.margin - self.cost - self.bad_debt

    @property
    def loss_makers(self) -> pl.DataFrame:
        """Who costs more than they bring, the dearest first."""
        return self.table.filter(pl.col("profit") < 0).sort("profit", "customer")


def profits(
    margins: IntoDataFrame, costs: IntoDataFrame, bad_debts: IntoDataFrame | None = None
) -> Profits:
    """Margin less cost to serve less bad debt of each customer who has any of them.

    *Grain* a row a customer, or several, which are added up. *Needs* margins: customer, margin; costs: customer,
    cost; bad_debts: customer, bad_debt; in 分.
    """
    given = {"margin": margins, "cost": costs, "bad_debt": bad_debts}
    parts = [part(frame, column) for column, frame in given.items() if frame is not None]
    each = together(parts).group_by("customer").agg(nw.col(*given).sum())
    profit = nw.col("margin") - nw.col("cost") - nw.col("bad_debt")
    table = each.with_columns(profit=profit).sort("profit", "customer", descending=[True, False])
    sums = [int(table[column].sum()) for column in given]
    return Profits(table.select("customer", *given, "profit").to_native(), *sums)


def part(frame: IntoDataFrame, column: str) -> Table:
    """One of the three with the other two at nothing."""
    table = checked(frame, f"{column}s", empty=frozenset(), **{"customer": KEY, column: WHOLE})
    told = {
        name: (nw.col(name) if name == column else nw.lit(0)).cast(nw.Int64)
        for name in ("margin", "cost", "bad_debt")
    }
    return table.select("customer", **told)


@dataclass(frozen=True, slots=True)
class Whale:
    """`peak` is what the customers who bring anything bring together, `peak_at` the part of all customers they are.

    `destroyed` is what the `loss_makers` take of it again: peak less total, in 分. `points` are parts of the
    customers, best first, and profit so far as a part of the peak.
    """

    customers: int
    total: int
    peak: int
    peak_at: float
    loss_makers: int
    points: tuple[tuple[float, float], ...]

    @property
    def destroyed(self) -> int:
        return self.peak - self.total

    @property
    def destroyed_part(self) -> Fraction:
        """Above 1 where the loss-makers take more than the others bring."""
        return Fraction(self.destroyed, self.peak)


def whale(customers: IntoDataFrame) -> Whale | TooLittle:
    """*Grain* a row a customer. *Needs* customer, profit (whole 分, below 0 for a loss)."""
    table = checked(customers, "customers", customer=KEY, profit=WHOLE)
    best = np.sort(table["profit"].to_numpy().astype(np.int64))[::-1]
    if best.size < FEW_CUSTOMERS:
        return TooLittle("few_customers", best.size, FEW_CUSTOMERS)
    peak = int(best[best > 0].sum())
    if not peak:
        return TooLittle("no_profit", best.size)
    reached = np.append(0, np.cumsum(best)) / peak
    at = np.linspace(0, 1, POINTS)
    told = np.interp(at, np.arange(best.size + 1) / best.size, reached)
    points = tuple(zip(at.tolist(), told.tolist(), strict=True))
    brings, losses = int((best > 0).sum()), int((best < 0).sum())
    return Whale(best.size, int(best.sum()), peak, brings / best.size, losses, points)


def returns(spending: IntoDataFrame) -> pl.DataFrame:
    """What came back for each 元 spent on a customer, a campaign or a segment.

    *Grain* a row a key. *Needs* key, spent (分, not below 0), gained (分 of margin that the spending brought: against
    a comparison group, see `effect`; margin that would have come anyway makes every campaign look good). *Gives* the
    same with net (gained less spent) and per_yuan (gained ÷ spent; empty where nothing was spent), best net first.
    """
    table = checked(spending, "spending", key=KEY, spent=WHOLE, gained=WHOLE)
    not_below(table, "spending", "spent")
    spent, gained = (nw.col(name).cast(nw.Int64) for name in ("spent", "gained"))
    told = table.with_columns(
        net=gained - spent, per_yuan=nw.when(spent > 0).then(gained / spent)
    ).sort("net", "key", descending=[True, False])
    return told.to_native()


def per_yuan(spending: IntoDataFrame) -> Fraction | None:
    """What all of it together gave for each 元, exactly; None where nothing was spent. *Needs* as `returns`."""
    table = checked(spending, "spending", key=KEY, spent=WHOLE, gained=WHOLE)
    not_below(table, "spending", "spent")
    spent = int(table["spent"].sum() or 0)
    return Fraction(int(table["gained"].sum() or 0), spent) if spent else None
