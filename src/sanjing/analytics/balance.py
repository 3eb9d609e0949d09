"""Hunting and farming: how much time and money goes to those who are to be won, and how much to those who are there.

At the time of each effort: a prospect has not bought yet, a new customer bought first within the last so many months,
everybody else is existing. Prospects and new customers together are the hunting.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

import narwhals as nw
import polars as pl
from narwhals.typing import IntoDataFrame

from sanjing.analytics.schemas import DAY, KEY, WHOLE, Table, checked, not_below
from sanjing.kernel.periods import add_months

NEW_MONTHS = 12
PROSPECT, NEW, EXISTING = "prospect", "new", "existing"
HUNTING = (PROSPECT, NEW)


@dataclass(frozen=True, slots=True)
class Side:
    """So many efforts, so many minutes, so much money in 分."""

    efforts: int = 0
    minutes: int = 0
    money: int = 0


@dataclass(frozen=True, slots=True)
class Balance:
    """`sides` by prospect, new, existing; `months`: month (its first day), age, efforts, minutes, money."""

    sides: Mapping[str, Side]
    months: pl.DataFrame

    @property
    def hunting_minutes(self) -> Fraction | None:
        """The part of all time that goes to prospects and new customers; None where no time was spent."""
        return self.part("minutes")

    @property
    def hunting_money(self) -> Fraction | None:
        return self.part("money")

    def part(self, of: str) -> Fraction | None:
        sums = {age: getattr(side, of) for age, side in self.sides.items()}
        whole = sum(sums.values())
        return Fraction(sum(sums[age] for age in HUNTING), whole) if whole else None


def balance(
    efforts: IntoDataFrame, customers: IntoDataFrame, *, since: date, as_of: date, new_months: int = NEW_MONTHS
) -> Balance:  # fmt: skip
    """Efforts from `since` to `as_of`, both days in it, by the age the customer had then.

    *Grain* any. *Needs* efforts: customer, on, minutes, money (分); customers: customer, bought_first (a day, empty
    for who has not bought). Who is not among the customers has not bought. A purchase after the effort is not known
    to it: who was won by a visit was a prospect when it was made.
    """
    table = checked(efforts, "efforts", customer=KEY, on=DAY, minutes=WHOLE, money=WHOLE)
    not_below(table, "efforts", "minutes", "money")
    first = checked(
        customers, "customers", empty=frozenset({"bought_first"}), customer=KEY, bought_first=DAY
    )
    first = first.group_by("customer").agg(nw.col("bought_first").min())
    first = first.with_columns(nw.col("customer").cast(table.schema["customer"]))
    known = table.filter(nw.col("on") >= since, nw.col("on") <= as_of)
    aged = known.join(grown(first, new_months), on="customer", how="left").with_columns(age=age())
    month = nw.col("on").dt.truncate("1mo")
    told = summed(aged.with_columns(month=month), "month", "age")
    sides = {row["age"]: Side(row["efforts"], row["minutes"], row["money"])
             for row in summed(aged, "age").iter_rows(named=True)}  # fmt: skip
    every = {name: sides.get(name, Side()) for name in (PROSPECT, NEW, EXISTING)}
    return Balance(every, told.to_native())


def grown(first: Table, new_months: int) -> Table:
    """The day on which each stops being new."""
    days = first["bought_first"].to_list()
    later = {day: add_months(day, new_months) for day in set(days) if day is not None}
    old = [later.get(day) for day in days]
    return first.with_columns(nw.new_series("old_on", old, nw.Date, backend="polars"))


def age() -> nw.Expr:
    on, first = nw.col("on"), nw.col("bought_first")
    bought = (on >= first).fill_null(False)
    there = nw.when(on >= nw.col("old_on")).then(nw.lit(EXISTING)).otherwise(nw.lit(NEW))
    return nw.when(bought).then(there).otherwise(nw.lit(PROSPECT))


def summed(table: Table, *by: str) -> Table:
    sums = [nw.col(name).cast(nw.Int64).sum() for name in ("minutes", "money")]
    return table.group_by(*by).agg(nw.len().cast(nw.Int64).alias("efforts"), *sums).sort(*by)
