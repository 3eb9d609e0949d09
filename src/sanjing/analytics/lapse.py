"""Who is late, and who has lapsed, by their own rhythm.

A customer who used to come every ten days and has been silent for forty is another matter than one who comes twice a
year. Each silence is measured in the usual interval of the customer. How many silences, measured the same way, last as
long tells how unusual one is; those that have not ended yet count for as long as they have lasted (Kaplan and Meier
1958), since looking only at those that ended takes the short for the usual.
"""

from __future__ import annotations

from datetime import date

import narwhals as nw
import numpy as np
import polars as pl
from narwhals.typing import IntoDataFrame

from sanjing.analytics.enough import TooLittle
from sanjing.analytics.retention import staying
from sanjing.analytics.transactions import MINUTES, standing

OWN = 3
"""From fewer intervals nobody has a rhythm of their own."""
FEW_GAPS = 100
LATE, LAPSED = 0.2, 0.05
"""Only one in five, one in twenty silences lasts as long."""


def lapses(rows: IntoDataFrame, *, as_of: date) -> pl.DataFrame | TooLittle:
    """Who is in rhythm, late, lapsed on `as_of`, and how seldom a pause lasts so long.

    *Grain* and *needs* as `transactions.histories`. *Gives* customer, gaps (intervals seen), usual_days (their mean),
    silent_days, ratio (of both), probability (the part of all silences, ended or not and each measured in the mean of
    the other intervals of its customer, that last as long or longer), due_on (last purchase and usual interval),
    state: in_rhythm, late, lapsed, or too_few for customers with fewer than three intervals, of whom nothing more is
    told.
    """
    days = standing(rows, as_of).select("customer", "on").sort("customer", "on")
    # Sorted once and looked back a row: a window over every customer takes three times as long.
    own = nw.col("customer") == nw.col("customer").shift(1)
    between = (nw.col("on") - nw.col("on").shift(1)).dt.total_minutes() // MINUTES
    gaps = days.with_columns(gap=nw.when(own).then(between))
    each = gaps.group_by("customer").agg(
        nw.col("on").max().alias("last"), nw.col("gap").count().cast(nw.Int64).alias("gaps"),
        nw.col("gap").sum().cast(nw.Int64).alias("span"),
    )  # fmt: skip
    known = each.filter(nw.col("gaps") >= OWN)
    pauses = relative(
        gaps.drop_nulls("gap").join(known.select("customer", "gaps", "span"), on="customer")
    )
    if pauses.size < FEW_GAPS:
        return TooLittle("few_gaps", pauses.size, FEW_GAPS)
    return judged(each.sort("customer"), pauses, as_of).to_native()


def relative(gaps: nw.DataFrame) -> np.ndarray:
    """Every interval in the mean of the other ones of its customer."""
    gap = gaps["gap"].to_numpy()
    return gap * (gaps["gaps"].to_numpy() - 1) / (gaps["span"].to_numpy() - gap)


def judged(each: nw.DataFrame, pauses: np.ndarray, as_of: date) -> nw.DataFrame:
    enough = nw.col("gaps") >= OWN
    silent = (nw.lit(as_of, dtype=nw.Date) - nw.col("last")).dt.total_minutes() // MINUTES
    each = each.with_columns(
        silent_days=silent, usual_days=nw.when(enough).then(nw.col("span") / nw.col("gaps"))
    )
    each = each.with_columns(ratio=nw.col("silent_days") / nw.col("usual_days"))
    ratio, known = each["ratio"].fill_null(0.0).to_numpy(), (each["gaps"] >= OWN).to_numpy()
    told = nw.new_series(
        "probability", lasting(pauses, ratio[known], ratio), backend=each.implementation
    )
    state = nw.when(nw.col("probability") < LAPSED).then(nw.lit("lapsed")).otherwise(
        nw.when(nw.col("probability") < LATE).then(nw.lit("late")).otherwise(nw.lit("in_rhythm")))  # fmt: skip
    state = nw.when(enough).then(state).otherwise(nw.lit("too_few"))
    each = each.with_columns(told).with_columns(
        probability=nw.when(enough).then(nw.col("probability")), state=state, due_on=due(each)
    )
    return each.select(
        "customer", "gaps", "usual_days", "silent_days", "ratio", "probability", "due_on", "state"
    )


def lasting(ended: np.ndarray, still: np.ndarray, asked: np.ndarray) -> np.ndarray:
    """The part of all silences that last so long or longer; never none, since those who are still silent count."""
    lasted = np.concatenate([ended, still])
    over = np.arange(lasted.size) < ended.size
    times, _lost, _at_risk, left = staying(lasted, over)
    return np.append(1.0, left)[np.searchsorted(times, asked, side="left")]


def due(each: nw.DataFrame) -> nw.Series:
    """The day on which the next purchase would come."""
    last = each["last"].to_numpy().astype("datetime64[D]")
    usual = each["usual_days"].to_numpy()
    days = np.where(np.isnan(usual), 0, np.rint(usual)).astype("timedelta64[D]")
    found = np.where(np.isnan(usual), np.datetime64("NaT", "D"), last + days)
    return nw.new_series("due_on", found, backend=each.implementation).cast(nw.Date)
