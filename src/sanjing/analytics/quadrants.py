"""Volume and loyalty: four kinds of customers, and who moved from one to another."""

from __future__ import annotations

from collections.abc import Mapping

import narwhals as nw
import polars as pl
from narwhals.typing import IntoDataFrame

from sanjing.analytics.schemas import KEY, NUMBER, TEXT, checked

QUADRANTS = ("large_loyal", "large_disloyal", "small_loyal", "small_disloyal")


def loyalty(customers: IntoDataFrame, weights: Mapping[str, float]) -> pl.DataFrame:
    """One figure between 0 and 1 from parts between 0 and 1, such as tenure, regularity, share, payment.

    *Grain* a row a customer. *Needs* customer and a column a part, empty where it is not known. *Gives* customer,
    loyalty (the mean by weight of the parts that are known; empty where none is), known (their part of all weight).
    """
    if not weights or any(weight <= 0 for weight in weights.values()):
        raise ValueError("every part needs a weight above 0")
    parts = dict.fromkeys(weights, NUMBER)
    table = checked(customers, "loyalty", empty=frozenset(weights), customer=KEY, **parts)
    told = [
        nw.when(~nw.col(part).is_null()).then(nw.lit(float(weight))).otherwise(0.0)
        for part, weight in weights.items()
    ]
    sums = [(nw.col(part).fill_null(0) * weight) for part, weight in weights.items()]
    table = table.with_columns(weight=nw.sum_horizontal(*told), points=nw.sum_horizontal(*sums))
    known = nw.col("weight") / float(sum(weights.values()))
    mean = nw.when(nw.col("weight") > 0).then(nw.col("points") / nw.col("weight"))
    return table.select("customer", loyalty=mean, known=known).to_native()


def placed(customers: IntoDataFrame, *, large_from: float, loyal_from: float) -> pl.DataFrame:
    """The quadrant of each customer; a threshold itself belongs to the better side.

    *Grain* a row a customer. *Needs* customer, volume, loyalty. *Gives* the same with quadrant.
    """
    table = checked(customers, "customers", customer=KEY, volume=NUMBER, loyalty=NUMBER)
    large, loyal = nw.col("volume") >= large_from, nw.col("loyalty") >= loyal_from
    above = nw.when(loyal).then(nw.lit("large_loyal")).otherwise(nw.lit("large_disloyal"))
    below = nw.when(loyal).then(nw.lit("small_loyal")).otherwise(nw.lit("small_disloyal"))
    return table.with_columns(quadrant=nw.when(large).then(above).otherwise(below)).to_native()


def movers(before: IntoDataFrame, after: IntoDataFrame) -> pl.DataFrame:
    """Who stands elsewhere than before: customer, was, now; who is new or gone is not a mover.

    *Needs* customer, quadrant in both.
    """
    was = checked(before, "before", customer=KEY, quadrant=TEXT).rename({"quadrant": "was"})
    now = checked(after, "after", customer=KEY, quadrant=TEXT).rename({"quadrant": "now"})
    moved = was.join(now, on="customer").filter(nw.col("was") != nw.col("now"))
    return moved.sort("customer").to_native()
