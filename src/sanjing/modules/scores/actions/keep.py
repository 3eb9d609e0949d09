"""Keeping what was reckoned: what changed since the last run, and what stood at the end of a month."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import polars as pl
from django.db import connection, transaction
from django.db.models import Max

from sanjing.analytics.schemas import DAY, KEY, NUMBER, TEXT, WHOLE, Kind
from sanjing.analytics.scoring import Scored
from sanjing.foundation.inserts import upsert_columns
from sanjing.modules.customers.models import Customer
from sanjing.modules.scores.marts import frame, of_figures
from sanjing.modules.scores.models import CustomerScore, CustomerYear, Judged, PastScore

AT_ONCE = 20_000
"""Rows written in one transaction: others write in between."""
FIGURES = 3
"""So many digits of an expectation are kept: more would mean nothing."""
SLACK = 0.02
"""An expectation, and a percentage, may be this far from the newest before a row is written for it alone: with a
model of purchases those of nearly everybody move a little every night, and far less than they are sure.
"""
PERCENTS = (
    "pause",
    "alive",
    "risk",
    "tenure",
    "regularity",
    "payment",
    "share",
    "loyalty",
    "known",
    "alarm",
)
EXPECTED = ("future", "future_low", "future_high", "stake", "warned")
WORDS = ("rfm", "rhythm", "quadrant", "realm", "signals")
JUDGED = tuple(one.name for one in Judged._meta.get_fields())
HELD = "_held"
KINDS = {"DateField": DAY, "CharField": TEXT, "DecimalField": NUMBER}


def kept_columns(model: Any) -> dict[str, Kind]:
    """The columns of a table of scores and what they hold, the key first."""
    key = model._meta.pk.attname
    found = {
        one.attname: KINDS.get(one.get_internal_type(), WHOLE)
        for one in model._meta.concrete_fields
    }
    return {key: KEY} | {name: kind for name, kind in found.items() if name != key}


def rows_of(table: pl.DataFrame) -> pl.DataFrame:
    """What is kept of a table of scores: whole percents, few digits, and only customers who are still there."""
    table = table.rename({"customer": "customer_id"})
    percents, expected, words = (
        [name for name in names if name in table.columns] for names in (PERCENTS, EXPECTED, WORDS)
    )
    table = table.with_columns(
        *((pl.col(name) * 100).round().cast(pl.Int64) for name in percents),
        *(of_figures(pl.col(name), FIGURES) for name in expected),
        *(pl.col(name).fill_null("") for name in words),
        pl.col("usual_days").round().cast(pl.Int64), pl.col("coming").round(1),
    ).drop("margin", "gaps")  # fmt: skip
    there = frame(
        Customer.objects.filter(removed_at=None).order_by().values_list("pk"), customer=KEY
    )
    return table.join(there, left_on="customer_id", right_on="customer", how="semi")


def keep(table: pl.DataFrame, as_of: date) -> int:
    """Keep today's scores; only those that changed by more than SLACK are written. Returns how many did."""
    return keep_changed(
        CustomerScore, rows_of(table), as_of, moving=(*PERCENTS, *EXPECTED, "coming")
    )


def keep_year(table: pl.DataFrame, as_of: date) -> int:
    """Keep what the year came to with everybody."""
    return keep_changed(CustomerYear, table.rename({"customer": "customer_id"}), as_of)


def keep_changed(
    model: Any, found: pl.DataFrame, as_of: date, *, moving: Sequence[str] = ()
) -> int:
    """Make the table say what was found, a row a customer or contract; only rows that differ are written, those
    that differ in `moving` columns alone only if it is by more than SLACK.
    """
    columns, key = kept_columns(model), model._meta.pk.attname
    values = [name for name in columns if name != "scored_on"]
    held = frame(
        model.objects.order_by().values_list(*values), **{name: columns[name] for name in values}
    )
    found = found.select(pl.col(name).cast(held.schema[name]) for name in values)
    changed = found.join(held, on=values, how="anti", nulls_equal=True)
    if moving:
        beside = changed.join(held, on=key, suffix=HELD)
        near = beside.filter(is_near(name, name in moving) for name in values if name != key)
        changed = changed.join(near, on=key, how="anti")
    gone = held.join(found, on=key, how="anti")[key].to_list()
    write(model, changed.with_columns(scored_on=pl.lit(as_of)), (key,))
    for start in range(0, len(gone), AT_ONCE):
        model.objects.filter(pk__in=gone[start : start + AT_ONCE]).delete()
    return len(changed) + len(gone)


def is_near(name: str, moves: bool) -> pl.Expr:
    """Whether what is kept may stand. A percentage is kept in whole points; money is held against what is expected of
    the customer in all, as a risk is told in points of that.
    """
    new, held = pl.col(name), pl.col(f"{name}{HELD}")
    if not moves:
        return new.eq_missing(held)
    if name in PERCENTS:
        slack = pl.lit(100 * SLACK)
    else:
        whole = "future" if name in EXPECTED else name
        slack = SLACK * pl.max_horizontal(held.abs(), pl.col(f"{whole}{HELD}").abs())
    return new.eq_missing(held) | ((new - held).abs() < slack).fill_null(value=False)


def keep_past(scored: Scored) -> int:
    """Keep what is said of everybody as of an earlier day."""
    found = (
        rows_of(scored.table)
        .select("customer_id", *JUDGED)
        .with_columns(as_of=pl.lit(scored.as_of))
    )
    write(PastScore, found, ("customer_id", "as_of"))
    return len(found)


def write(model: Any, rows: pl.DataFrame, conflict: Sequence[str]) -> None:
    days = [name for name, kind in rows.schema.items() if kind == pl.Date]
    rows = rows.sort(conflict).with_columns(pl.col(name).dt.to_string() for name in days)
    for part in rows.iter_slices(AT_ONCE):
        with transaction.atomic():
            upsert_columns(model, part.columns, part.rows(), conflict=tuple(conflict))


def remember(as_of: date) -> None:
    """Put today's scores away as those of `as_of`, before the first run of a new month writes over them."""
    last = CustomerScore.objects.aggregate(last=Max("pk"))["last"] or 0
    names = ", ".join(map(connection.ops.quote_name, ("customer_id", *JUDGED)))
    text = (
        f"INSERT INTO {PastScore._meta.db_table} (as_of, {names}) SELECT %s, {names} "
        f"FROM {CustomerScore._meta.db_table} WHERE customer_id > %s AND customer_id <= %s "
        "ON CONFLICT (customer_id, as_of) DO NOTHING"
    )
    for start in range(0, last, AT_ONCE):
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(text, [as_of.isoformat(), start, start + AT_ONCE])
