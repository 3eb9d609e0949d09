"""How long customers stay: who of each month's new ones still buys, and how many are left after so much time.

For firms with contracts the day of leaving is known. Without contracts it is a judgement (see `lapse`), and the
caller gives the day from which a customer counts as lost.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import narwhals as nw
import numpy as np
import polars as pl
from narwhals.typing import IntoDataFrame
from numpy.typing import NDArray
from scipy.special import ndtri

from sanjing.analytics.enough import TooLittle
from sanjing.analytics.schemas import DAY, KEY, WrongTable, checked
from sanjing.analytics.transactions import MINUTES, standing
from sanjing.kernel.periods import add_months

FEW_LOST = 5
YEAR = 365.25


def cohorts(rows: IntoDataFrame, *, as_of: date, months: int = 1) -> pl.DataFrame:
    """Of the customers who bought first in one month, how many bought in each month after it.

    *Grain* as `transactions.histories`. *Needs* customer, on, amount. *Gives* cohort (first day of a month), month
    (0 is the first), customers, active, share. Months that are not over on `as_of` are left out, also as cohorts.
    With `months` 3 the same by quarters, `month` counting them; with 12 by years.
    """
    number = nw.col("on").dt.year().cast(nw.Int64) * 12 + nw.col("on").dt.month() - 1
    number = number // months
    seen = standing(rows, as_of).select("customer", at=number).unique()
    first = seen.group_by("customer").agg(nw.col("at").min().alias("cohort"))
    size = first.group_by("cohort").agg(nw.len().cast(nw.Int64).alias("customers"))
    active = (
        seen.join(first, on="customer").with_columns(month=nw.col("at") - nw.col("cohort"))
        .group_by("cohort", "month").agg(nw.len().cast(nw.Int64).alias("active"))
    )  # fmt: skip
    told = grid(size["cohort"].to_list(), last_whole_month(as_of), months)
    told = told.join(size, on="cohort").join(active, on=["cohort", "month"], how="left")
    told = told.with_columns(nw.col("active").fill_null(0)).sort("cohort", "month")
    share = nw.col("active") / nw.col("customers")
    return told.select(
        cohort="first", month="month", customers="customers", active="active", share=share
    ).to_native()


def last_whole_month(as_of: date) -> date:
    """The first day of the last month that is over at the end of the day."""
    return add_months((as_of + timedelta(1)).replace(day=1), -1)


def grid(cohorts_: list[int], end: date, months: int) -> nw.DataFrame:
    """A row a cohort and each period of so many months of it that is over; both are numbered through."""
    last = (end.year * 12 + end.month) // months - 1
    rows = [
        (n, date(n * months // 12, n * months % 12 + 1, 1), month)
        for n in sorted(cohorts_)
        for month in range(last - n + 1)
    ]
    schema = {"cohort": pl.Int64, "first": pl.Date, "month": pl.Int64}
    return nw.from_native(pl.DataFrame(rows, schema=schema, orient="row"), eager_only=True)


@dataclass(frozen=True, slots=True)
class Step:
    """After `days`: of `at_risk` still seen `lost` left; `left` is the part that stays so long, with its interval."""

    days: int
    at_risk: int
    lost: int
    left: float
    error: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Survival:
    """The estimate of Kaplan and Meier 1958, the errors of Greenwood 1926, a step a day on which somebody left.

    `half_life` in years is when half of the customers have left; None while more than half stay as long as was seen.
    `half_life_low` and `half_life_high` are where the interval of the curve crosses a half.
    """

    customers: int
    lost: int
    steps: tuple[Step, ...]
    half_life: float | None
    half_life_low: float | None
    half_life_high: float | None


def survival(customers: IntoDataFrame, *, as_of: date, level: float = 0.95) -> Survival | TooLittle:
    """How long customers stay, as it is known at the end of the day `as_of`.

    *Grain* a row a customer. *Needs* customer, since (a day), lost_on (a day, empty for who is still there). Who was
    lost after `as_of` is still there; who came after it is not. The intervals are those of the logarithm of minus the
    logarithm (Kalbfleisch and Prentice 1980), which stay between none and all.
    """
    table = checked(
        customers, "customers", empty=frozenset({"lost_on"}), customer=KEY, since=DAY, lost_on=DAY
    )
    backwards = len(table.filter(nw.col("lost_on") < nw.col("since")))
    if backwards:
        text = f"customers: {backwards} were lost before they came"
        raise WrongTable("wrong_order", text, table="customers", rows=backwards)
    until = nw.lit(as_of, dtype=nw.Date)
    gone = (~nw.col("lost_on").is_null()) & (nw.col("lost_on") <= until)
    seen = table.filter(nw.col("since") <= until).with_columns(gone=gone.fill_null(False))
    end = nw.when(nw.col("gone")).then(nw.col("lost_on")).otherwise(until)
    days = (end - nw.col("since")).dt.total_minutes() // MINUTES
    seen = seen.select("gone", days=days)
    if not len(seen) or not int(seen["days"].max()):
        return TooLittle("nobody_seen", 0)
    lost = int(seen["gone"].sum())
    if lost < FEW_LOST:
        return TooLittle("few_lost", lost, FEW_LOST)
    return estimated(seen["days"].to_numpy(), seen["gone"].to_numpy(), level)


def staying(lasted: NDArray, ended: NDArray) -> tuple[NDArray, NDArray, NDArray, NDArray]:
    """Kaplan and Meier's product: when something ended, how often, of how many still seen, what part is left."""
    times, lost = np.unique(lasted[ended], return_counts=True)
    at_risk = lasted.size - np.searchsorted(np.sort(lasted), times, side="left")
    return times, lost, at_risk, np.cumprod(1 - lost / at_risk)


def estimated(days: NDArray, gone: NDArray, level: float) -> Survival:
    times, lost, at_risk, left = staying(days, gone)
    with np.errstate(divide="ignore", invalid="ignore"):
        terms = np.cumsum(lost / (at_risk * (at_risk - lost)))
        error = np.where(left > 0, left * np.sqrt(terms), 0.0)
        reach = float(ndtri((1 + level) / 2)) * np.sqrt(terms) / np.log(left)
        low, high = (np.where(left > 0, left ** np.exp(sign * -reach), 0.0) for sign in (1, -1))
    columns = (column.tolist() for column in (times, at_risk, lost, left, error, low, high))
    steps = tuple(Step(*row) for row in zip(*columns, strict=True))
    halves = [half_of(times, curve) for curve in (left, low, high)]
    return Survival(days.size, int(lost.sum()), steps, *halves)


def half_of(times: NDArray, curve: NDArray) -> float | None:
    """The first moment, in years, at which at most half are left."""
    below = times[curve <= 0.5]
    return float(below[0]) / YEAR if below.size else None
