"""How long the customers of the whole company stay: reckoned with the scores, and kept in the run's facts."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import polars as pl

from sanjing.analytics.enough import TooLittle
from sanjing.analytics.own_gain import measured
from sanjing.analytics.retention import Step, Survival, cohorts, survival
from sanjing.analytics.schemas import DAY, KEY, TEXT
from sanjing.modules.customers.models import Customer
from sanjing.modules.losses.models import Departure
from sanjing.modules.losses.queries import GONE as GONE_NOW
from sanjing.modules.scores.keeping import plain
from sanjing.modules.scores.marts import departures, frame
from sanjing.modules.scores.retained import GONE, QUARTER, SHOWN

MONTH = 365.25 / 12
KINDS = ("grade", "kind", "industry")
TRADES = 8
FEW = 30
"""Of a trade with fewer customers nothing is told."""


def staying(purchases: pl.DataFrame, scores: pl.DataFrame, as_of: date) -> dict[str, Any]:
    """As `retained.Retained` reads it; `purchases` as the marts give them, `scores` as they were reckoned."""
    # A customer is lost on the day on which the silence has lasted a year: known then, and not guessed back.
    lost_on = pl.col("last_on") + timedelta(GONE)
    known = scores.select(
        "customer", since="first_on", lost_on=pl.when(lost_on <= as_of).then(lost_on)
    )
    whole = survival(known, as_of=as_of)
    told: dict[str, Any] = {
        "cohorts": kept_cohorts(purchases, as_of), "recorded": kept(recorded(scores, as_of))
    }  # fmt: skip
    if isinstance(whole, TooLittle):
        return told | {"too_little": [whole.code, whole.found, whole.needed]}
    return told | kept(whole) | {"groups": groups(known, as_of)}


def keeping(purchases: pl.DataFrame, scores: pl.DataFrame, as_of: date) -> dict[str, Any]:
    """What fewer leaving would be worth by those who are still in the books, as `keeping.read` takes it."""
    there = frame(
        Customer.objects.filter(removed_at=None).order_by().values_list("pk"), customer=KEY
    )
    bought = purchases.join(there, on="customer", how="semi")
    return plain(measured(bought, scores.select("customer", "margin"), departures(), as_of=as_of))


def recorded(scores: pl.DataFrame, as_of: date) -> Survival | TooLittle:
    """How long customers stay by the departures that were written down: what a firm with contracts goes by."""
    left = frame(
        Departure.objects.filter(GONE_NOW, left_on__lte=as_of).order_by().values_list("customer", "left_on"),
        customer=KEY, lost_on=DAY,
    )  # fmt: skip
    last = left.group_by("customer").agg(pl.col("lost_on").max())
    known = scores.select("customer", since="first_on").join(last, on="customer", how="left")
    # Who is said to have left before the first order came with it: that says nothing of how long they stayed.
    known = known.filter(pl.col("lost_on").is_null() | (pl.col("lost_on") >= pl.col("since")))
    return survival(known, as_of=as_of)


def kept(found: Survival | TooLittle) -> dict[str, Any]:
    """What is kept of a curve; nothing of one that cannot be told."""
    if isinstance(found, TooLittle):
        return {}
    return {
        "curve": [[one.left, one.low, one.high] for one in monthly(found)],
        "customers": found.customers, "lost": found.lost,
        "half": [found.half_life, found.half_life_low, found.half_life_high],
    }  # fmt: skip


def kept_cohorts(purchases: pl.DataFrame, as_of: date) -> list[list[Any]]:
    """[first day of the quarter, customers, how many bought in it and each quarter after] of the last quarters."""
    found = cohorts(purchases, as_of=as_of, months=QUARTER)
    rows = found.group_by("cohort", maintain_order=True).agg("active", pl.col("customers").first())
    rows = rows.sort("cohort").tail(SHOWN)
    return [[row["cohort"].isoformat(), row["customers"], row["active"]] for row in rows.to_dicts()]


def monthly(found: Survival) -> list[Step]:
    """The curve at the end of each month of a customer's life, as long as anybody is seen."""
    nobody = Step(0, found.customers, 0, 1.0, 0.0, 1.0, 1.0)
    told, at, last = [nobody], nobody, found.steps[-1].days
    steps, month = list(found.steps), 1
    while (end := month * MONTH) <= last + MONTH:
        while steps and steps[0].days <= end:
            at = steps.pop(0)
        told.append(at)
        month += 1
    return told


def groups(known: pl.DataFrame, as_of: date) -> list[list[Any]]:
    """[what, key, customers, lost, half-life in years or none] by class, by kind of customer and by trade."""
    rows = Customer.objects.order_by().values_list("pk", *KINDS)
    named = known.join(frame(rows, customer=KEY, **dict.fromkeys(KINDS, TEXT)), on="customer")
    told = []
    for what in KINDS:
        sizes = (
            named.filter(pl.col(what) != "")
            .group_by(what)
            .len()
            .sort("len", what, descending=[True, False])
        )
        for key, size in sizes.head(TRADES).rows():
            part = survival(named.filter(pl.col(what) == key), as_of=as_of)
            if size >= FEW and isinstance(part, Survival):
                told.append([what, key, part.customers, part.lost, part.half_life])
    return told
