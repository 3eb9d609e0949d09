"""How unevenly customers bring money: the firm's own ratio instead of 80 to 20, Lorenz's curve and Gini's figure.

Customers who brought nothing or less than nothing are customers too: they stand at the end and bring nothing.
"""

from __future__ import annotations

from dataclasses import dataclass

import narwhals as nw
import numpy as np
import polars as pl
from narwhals.typing import IntoDataFrame

from sanjing.analytics.enough import TooLittle
from sanjing.analytics.schemas import KEY, WHOLE, checked

FEW_CUSTOMERS = 10
POINTS = 101


@dataclass(frozen=True, slots=True)
class Curve:
    """`ratio`: the best such part of the customers brings all but as large a part (0.2 stands for 80 to 20).

    `gini` is 0 where all bring the same and close to 1 where one brings all (Gini 1912). `points` are parts of the
    customers, best first, and of the money they bring.
    """

    customers: int
    total: int
    ratio: float
    gini: float
    points: tuple[tuple[float, float], ...]
    without: int

    def brought_by(self, part: float) -> float:
        """What the best `part` of the customers bring; exact at whole hundredths."""
        at, share = np.array(self.points).T
        return float(np.interp(part, at, share))


def curve(customers: IntoDataFrame) -> Curve | TooLittle:
    """*Grain* a row a customer. *Needs* customer, total (whole 分)."""
    table = checked(customers, "customers", customer=KEY, total=WHOLE)
    given = table["total"].to_numpy().astype(np.int64)
    size = given.size
    if size < FEW_CUSTOMERS:
        return TooLittle("few_customers", size, FEW_CUSTOMERS)
    best = np.sort(np.maximum(given, 0))[::-1]
    total = int(best.sum())
    if not total:
        return TooLittle("no_value", size)
    share = np.append(0.0, np.cumsum(best)) / total
    part = np.arange(size + 1) / size
    places = np.arange(1, size + 1, dtype=float)
    gini = (size + 1 - 2 * float(places @ best) / total) / size
    at = np.linspace(0, 1, POINTS)
    points = tuple(zip(at.tolist(), np.interp(at, part, share).tolist(), strict=True))
    return Curve(
        size, total, crossing(part, share), gini, points, int(np.count_nonzero(given <= 0))
    )


def crossing(part: np.ndarray, share: np.ndarray) -> float:
    """Where the part of the customers and that of the money add up to one."""
    return float(np.interp(1.0, part + share, part))


def ranked(customers: IntoDataFrame) -> pl.DataFrame:
    """Customers by what they bring, best first: customer, total, rank, share (of the money), reached (so far)."""
    table = checked(customers, "customers", customer=KEY, total=WHOLE).sort(
        "total", "customer", descending=[True, False]
    )
    brings = nw.col("total").clip(lower_bound=0).cast(nw.Int64)
    whole = int(table["total"].clip(lower_bound=0).sum()) or 1
    table = table.with_row_index("rank").with_columns(nw.col("rank").cast(nw.Int64) + 1)
    return table.with_columns(share=brings / whole, reached=brings.cum_sum() / whole).to_native()
