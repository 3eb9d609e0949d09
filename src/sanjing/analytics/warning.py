"""Early warning: what changed silently at which customer, and the money that hangs on it.

Signals come from `signals` or from anywhere else in the same columns. They are put together as if each alone could
make the customer leave: alarm = 1 − (1 − part) (1 − part) … It orders customers and is not a probability; `churn_model`
and `lapse` say how often such customers really leave.
"""

from __future__ import annotations

from collections.abc import Sequence

import narwhals as nw
import polars as pl
from narwhals.typing import IntoDataFrame

from sanjing.analytics.schemas import KEY, NUMBER, TEXT, WHOLE, WrongTable, checked, together

LOUD = 0.2
"""A signal that is weaker is no reason that a person should be troubled with."""


def warned(
    signals: Sequence[IntoDataFrame], stakes: IntoDataFrame, *, least: float = LOUD
) -> pl.DataFrame:
    """Customers with at least one reason, most money first.

    *Grain* a row a customer. *Needs* signals: customer, code, part (above 0, at most 1; of several rows of one code
    the loudest counts); stakes: customer, value (分 that they bring a year, or are worth). *Gives* customer, alarm (0
    to 1), value, money (value × alarm, in 分), codes and parts (the loudest reason first). Parts below `least` count
    for nothing; who brings nothing stands at the end.
    """
    worth = checked(stakes, "stakes", customer=KEY, value=WHOLE)
    worth = worth.group_by("customer").agg(nw.col("value").cast(nw.Int64).sum())
    heard = loudest(signals, least)
    each = heard.group_by("customer", maintain_order=True).agg(
        alarm=1 - (1 - pl.col("part")).product(), codes=pl.col("code"), parts=pl.col("part")
    )
    each = each.with_columns(pl.col("customer").cast(worth.to_native().schema["customer"]))
    told = each.join(worth.to_native(), on="customer", how="left").with_columns(
        pl.col("value").fill_null(0)
    )
    money = (pl.col("value").clip(lower_bound=0) * pl.col("alarm")).round().cast(pl.Int64)
    return told.select(
        "customer", "alarm", "value", money.alias("money"), "codes", "parts"
    ).sort("money", "alarm", "customer", descending=[True, True, False])  # fmt: skip


def loudest(signals: Sequence[IntoDataFrame], least: float) -> pl.DataFrame:
    """One row a customer and code, the loudest of a customer first."""
    tables = [checked(one, "signals", customer=KEY, code=TEXT, part=NUMBER) for one in signals]
    if not tables:
        return pl.DataFrame(schema={"customer": pl.Int64, "code": pl.String, "part": pl.Float64})
    every = together([one.with_columns(nw.col("part").cast(nw.Float64)) for one in tables])
    wrong = int(((every["part"] <= 0) | (every["part"] > 1)).sum())
    if wrong:
        text = f"signals: {wrong} of {len(every)} parts are not above 0 and at most 1"
        raise WrongTable("no_part", text, table="signals", rows=wrong)
    heard = every.filter(nw.col("part") >= least).group_by("customer", "code")
    told = heard.agg(nw.col("part").max()).sort(
        "customer", "part", "code", descending=[False, True, False]
    )
    return told.to_native()
