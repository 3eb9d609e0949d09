"""Customer share: how much of what a customer needs is bought from us, and how much money is left with others.

What a customer needs was asked or estimated by somebody on some day; the figure is worth what that source is, and
both stand beside it. More than all cannot be bought: such a need is wrong, the share is capped, and that is said.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

import narwhals as nw
import polars as pl
from narwhals.typing import IntoDataFrame

from sanjing.analytics.schemas import DAY, KEY, TEXT, WHOLE, Table, checked, not_below

VALID_DAYS = 365
"""A need that was told longer ago is shown as stale."""


@dataclass(frozen=True, slots=True)
class Shares:
    """`table`: customer, bought, need, need_on, source, share (0 to 1), capped, gap (分), stale; widest gap first.

    Need and all after it are empty where no need is known.
    """

    table: pl.DataFrame

    @property
    def known(self) -> pl.DataFrame:
        return self.table.filter(pl.col("share").is_not_null())

    @property
    def share(self) -> Fraction | None:
        """Of all needs that are known, the part bought from us; None where none is."""
        need = int(self.known["need"].sum())
        return Fraction(need - self.gap, need) if need else None

    @property
    def gap(self) -> int:
        """The money that known customers spend with others, in 分."""
        return int(self.known["gap"].sum())

    @property
    def covered(self) -> Fraction | None:
        """The part of our sales that goes to customers whose need is known: what `share` rests on."""
        whole = int(self.table["bought"].clip(lower_bound=0).sum())
        told = int(self.known["bought"].clip(lower_bound=0).sum())
        return Fraction(told, whole) if whole else None


def shares(
    bought: IntoDataFrame, needs: IntoDataFrame, *, as_of: date, valid_days: int = VALID_DAYS
) -> Shares:
    """Our part of each customer's need on `as_of`.

    *Grain* a row a customer. *Needs* bought: customer, bought (分 of the year until `as_of`); needs: customer, need
    (分 a year), on, source. The last need up to `as_of` counts, of several of one day the last row. A need of nothing
    is no need. Who gave back more than was bought has a share of 0.
    """
    table = checked(bought, "bought", customer=KEY, bought=WHOLE)
    table = table.group_by("customer").agg(nw.col("bought").cast(nw.Int64).sum())
    asked = checked(needs, "needs", customer=KEY, need=WHOLE, on=DAY, source=TEXT)
    not_below(asked, "needs", "need")
    last = latest(asked, as_of)
    last = last.with_columns(nw.col("customer").cast(table.schema["customer"]))
    told = table.join(last, on="customer", how="left")
    need = nw.col("need").cast(nw.Int64)
    ours = nw.col("bought").clip(lower_bound=0)
    over = ours > need
    told = told.with_columns(
        share=nw.when(need > 0).then(nw.when(over).then(nw.lit(1.0)).otherwise(ours / need)),
        capped=nw.when(need > 0).then(over),
        gap=nw.when(need > 0).then(nw.when(over).then(nw.lit(0)).otherwise(need - ours)),
        stale=nw.when(need > 0).then(nw.col("need_on") <= as_of - timedelta(valid_days)),
    ).sort("gap", "customer", descending=[True, False], nulls_last=True)
    return Shares(told.to_native())


def latest(asked: Table, as_of: date) -> Table:
    known = asked.filter(nw.col("on") <= as_of).with_row_index("row")
    known = known.sort("on", "row").unique("customer", keep="last", order_by=["on", "row"])
    return known.select("customer", "need", need_on="on", source="source")
