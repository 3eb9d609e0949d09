"""Recency, frequency, money: a score of one to five each, and the eight classes used in Chinese sales offices.

Equal customers get equal scores, however many they are: a score is that of the middle of their places. So nobody is
better for standing first in a file, and where everybody bought once, everybody is in the middle.

A score is high above the middle of the scale, 4 and 5 of five. The mean of all scores would be a line that lies on the
middle score itself, a hair above or below it, and with one customer more a fifth of all would change their class.
"""

from __future__ import annotations

from datetime import date

import narwhals as nw
import polars as pl
from narwhals.typing import IntoDataFrame

from sanjing.analytics.enough import TooLittle
from sanjing.analytics.schemas import DAY, KEY, WHOLE, checked
from sanjing.analytics.transactions import MINUTES

PARTS = 5
CLASSES = {
    "key_value": "重要价值", "key_develop": "重要发展", "key_keep": "重要保持", "key_win_back": "重要挽留",
    "value": "一般价值", "develop": "一般发展", "keep": "一般保持", "win_back": "一般挽留",
}  # fmt: skip
"""By money (重要, 一般), then both, only recency, only frequency or neither with a high score."""


def scores(
    customers: IntoDataFrame, *, as_of: date, parts: int = PARTS
) -> pl.DataFrame | TooLittle:
    """The scores r, f, m of each customer, 1 to `parts`, the best highest, and the class.

    *Grain* a row a customer. *Needs* customer, last (a day, at most `as_of`), purchases, total in 分, as
    `transactions.histories` gives them; for the last year only, from the rows of the last year only. *Gives* the
    same with silent_days, r, f, m and class, a key of `CLASSES`. From fewer customers than parts nothing is told.
    """
    table = checked(customers, "customers", customer=KEY, last=DAY, purchases=WHOLE, total=WHOLE)
    size = len(table)
    if size < parts:
        return TooLittle("few_customers", size, parts)
    silent = (nw.lit(as_of, dtype=nw.Date) - nw.col("last")).dt.total_minutes() // MINUTES
    scored = table.with_columns(
        silent_days=silent,
        r=score("last", size, parts),
        f=score("purchases", size, parts),
        m=score("total", size, parts),
    )
    names = list(CLASSES)
    high = [2 * nw.col(name) > parts + 1 for name in ("m", "r", "f")]
    place = sum((nw.when(above).then(0).otherwise(weight) for above, weight in zip(high, (4, 2, 1), strict=True)),
                nw.lit(0))  # fmt: skip
    order = [0, 1, 2, 3, 4, 5, 6, 7]
    scored = scored.with_columns(place.alias("class"))
    return scored.with_columns(
        nw.col("class").replace_strict(order, names, return_dtype=nw.String)
    ).to_native()


def score(column: str, size: int, parts: int) -> nw.Expr:
    """Which part of all customers the middle of the places of the equal ones falls in."""
    twice = (nw.col(column).rank("average") * 2).cast(nw.Int64)
    return 1 + (parts * (twice - 1)) // (2 * size)
