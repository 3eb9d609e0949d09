"""Three steps of a customer: satisfied, buying again, bringing others.

A step is reached only over the ones below it. Whoever has not been asked, or not lately, stands on none of them and
is `unknown`: buying again is no proof of being satisfied, and silence is none either.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

import narwhals as nw
import polars as pl
from narwhals.typing import IntoDataFrame

from sanjing.analytics.schemas import DAY, FLAG, KEY, WHOLE, Table, checked, not_below

STEPS = ("unsatisfied", "satisfied", "repeat", "advocate")
UNKNOWN = "unknown"
VALID_DAYS = 365
"""An answer that is older says nothing about today."""
AGAIN = 2


@dataclass(frozen=True, slots=True)
class Ladder:
    """`table`: customer, step, satisfied (empty where unknown), repeats, refers; ordered by customer."""

    table: pl.DataFrame

    @property
    def steps(self) -> Mapping[str, int]:
        """How many stand on each step, and how many of whom it is not known."""
        found = dict(self.table.group_by("step").len().rows())
        return {step: found.get(step, 0) for step in (*STEPS, UNKNOWN)}

    @property
    def known(self) -> Fraction | None:
        """The part of all customers whose satisfaction is known."""
        size = len(self.table)
        return Fraction(size - self.steps[UNKNOWN], size) if size else None

    def reached(self, step: str) -> Fraction | None:
        """The part on this step or above, of those of whom it is known; None where nobody was asked."""
        counts = [self.steps[name] for name in STEPS]
        whole = sum(counts)
        return Fraction(sum(counts[STEPS.index(step) :]), whole) if whole else None


def ladder(
    customers: IntoDataFrame, answers: IntoDataFrame, *, as_of: date, valid_days: int = VALID_DAYS
) -> Ladder:
    """The step of each customer on `as_of`.

    *Grain* a row a customer. *Needs* customers: customer, purchases, referrals (verified ones: of whom somebody has
    become a customer), both counted until `as_of`; answers: customer, on, satisfied (yes or no). The last answer up to
    `as_of` counts, of one day a "no" outweighs a "yes", and none counts that is older than `valid_days`.
    """
    table = checked(customers, "customers", customer=KEY, purchases=WHOLE, referrals=WHOLE)
    not_below(table, "customers", "purchases", "referrals")
    said = checked(answers, "answers", customer=KEY, on=DAY, satisfied=FLAG)
    last = latest(said, as_of, valid_days)
    last = last.with_columns(nw.col("customer").cast(table.schema["customer"]))
    told = table.join(last, on="customer", how="left").with_columns(
        repeats=nw.col("purchases") >= AGAIN, refers=nw.col("referrals") > 0
    )
    happy, repeats, refers = (nw.col(name) for name in ("satisfied", "repeats", "refers"))
    above = nw.when(repeats & refers).then(nw.lit("advocate")).otherwise(
        nw.when(repeats).then(nw.lit("repeat")).otherwise(nw.lit("satisfied")))  # fmt: skip
    step = nw.when(happy).then(above).otherwise(nw.lit("unsatisfied"))
    step = nw.when(happy.is_null()).then(nw.lit(UNKNOWN)).otherwise(step)
    told = told.with_columns(step=step).sort("customer")
    return Ladder(told.select("customer", "step", "satisfied", "repeats", "refers").to_native())


def latest(answers: Table, as_of: date, valid_days: int) -> Table:
    held = answers.filter(
        nw.col("on") <= as_of, nw.col("on") > as_of - timedelta(valid_days)
    ).with_columns(last=nw.col("on").max().over("customer"))
    held = held.filter(nw.col("on") == nw.col("last"))
    return held.group_by("customer").agg(nw.col("satisfied").all())


def placed(found: Ladder) -> pl.DataFrame:
    """customer, realm: the step, and of whom it is unknown whether they bought `again` or `once`.

    What was bought is known of everybody; it is told, and not taken for an answer.
    """
    bought = pl.when("repeats").then(pl.lit("again")).otherwise(pl.lit("once"))
    realm = pl.when(pl.col("step") == UNKNOWN).then(bought).otherwise("step")
    return found.table.select("customer", realm=realm)
