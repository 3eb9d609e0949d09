"""How much hangs on few customers: what the largest bring and owe, and as how many equal ones all of them count."""

from __future__ import annotations

from dataclasses import dataclass

import narwhals as nw
import polars as pl
from narwhals.typing import IntoDataFrame

from sanjing.analytics.enough import TooLittle
from sanjing.analytics.schemas import KEY, WHOLE, checked

LARGE = 0.1
"""From this part of all sales on, a customer is one whose loss would hurt."""
TOPS = (1, 5, 10)


@dataclass(frozen=True, slots=True)
class Concentration:
    """`herfindahl` is the sum of the squared shares (Hirschman 1945, Herfindahl 1950).

    `effective` is how many customers of one size would be as concentrated; `tops` the share of the largest 1, 5
    and 10; `large` the customers with at least the share asked for: customer, total, share, owed.
    """

    customers: int
    total: int
    herfindahl: float
    tops: dict[int, float]
    large: pl.DataFrame

    @property
    def effective(self) -> float:
        return 1 / self.herfindahl


def concentration(customers: IntoDataFrame, *, large: float = LARGE) -> Concentration | TooLittle:
    """*Grain* a row a customer. *Needs* customer, total, owed, in whole 分.

    Who brought nothing counts for nothing.
    """
    table = checked(customers, "customers", customer=KEY, total=WHOLE, owed=WHOLE).filter(
        nw.col("total") > 0
    )
    if not len(table):
        return TooLittle("no_value", 0)
    total = int(table["total"].sum())
    shared = table.with_columns(share=nw.col("total") / total).sort(
        "total", "customer", descending=[True, False]
    )
    share = shared["share"].to_numpy()
    tops = {n: float(share[:n].sum()) for n in TOPS}
    big = shared.filter(nw.col("share") >= large).select("customer", "total", "share", "owed")
    return Concentration(len(table), total, float(share @ share), tops, big.to_native())
