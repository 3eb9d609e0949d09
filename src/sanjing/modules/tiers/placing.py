"""Where everybody stands: from where they stood and what is known of them now, and back through the months kept."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

import polars as pl

from sanjing.analytics.schemas import DAY, KEY, TEXT, WHOLE
from sanjing.modules.scores.marts import frame
from sanjing.modules.scores.models import PastScore
from sanjing.modules.tiers import judging
from sanjing.modules.tiers.models import CustomerTier, ServiceFloor, Tier

KINDS = {
    "customer_id": KEY, "tier_id": WHOLE, "ruled_id": WHOLE, "mark": TEXT, "how": TEXT, "since": DAY, "service": TEXT,
    "credit_days": WHOLE, "unanswered_on": DAY,
}  # fmt: skip
VALUES = tuple(KINDS)
STATE = {"customer": pl.Int64, "tier": pl.Int64, "ruled": pl.Int64, "since": pl.Date}
STAY = {
    "customer_id": pl.Int64,
    "tier_id": pl.Int64,
    "since": pl.Date,
    "until": pl.Date,
    "into_id": pl.Int64,
}


def kept() -> pl.DataFrame:
    """The rows of `CustomerTier` as they are, without the day they were written on."""
    return frame(CustomerTier.objects.order_by().values_list(*VALUES), **KINDS)


def state_of(rows: pl.DataFrame) -> pl.DataFrame:
    return rows.select("since", customer="customer_id", tier="tier_id", ruled="ruled_id").select(
        *STATE
    )


def nobody() -> pl.DataFrame:
    return pl.DataFrame(schema=STATE)


def no_stays() -> pl.DataFrame:
    return pl.DataFrame(schema=STAY)


def stood(
    state: pl.DataFrame, table: pl.DataFrame, tiers: Sequence[Tier], fixed: pl.DataFrame, day: date
) -> pl.DataFrame:
    """Where everybody of `table` stands on a day: the columns of `state`, and how."""
    table = table.join(state, on="customer", how="left")
    ruled = judging.assigned(table.with_columns(held=pl.col("ruled").cast(pl.String)), tiers)
    ruled = ruled.select("customer", "how", rule=pl.col("tier").cast(pl.Int64, strict=False))
    found = ruled.join(state, on="customer", how="left").join(fixed, on="customer", how="left")
    now = pl.coalesce("fixed", "rule")
    since = pl.when(now.eq_missing(pl.col("tier"))).then(pl.col("since")).otherwise(pl.lit(day))
    by_hand = pl.when(pl.col("fixed").is_not_null()).then(pl.lit("fixed")).otherwise(pl.col("how"))
    return found.select(
        "customer", tier=now, ruled="rule",
        since=pl.when(now.is_not_null()).then(since),
        how=pl.when(now.is_not_null()).then(by_hand).otherwise(pl.lit("")),
    )  # fmt: skip


def stays(before: pl.DataFrame, after: pl.DataFrame, day: date) -> pl.DataFrame:
    """The stays that ended on a day, as columns of `PastTier`; one of less than a day is none."""
    both = before.filter(pl.col("tier").is_not_null()).join(
        after.select("customer", into="tier"), on="customer", how="left"
    )
    left = both.filter(pl.col("into").ne_missing(pl.col("tier")), pl.col("since") < day)
    return left.select(
        "since", customer_id="customer", tier_id="tier", until=pl.lit(day), into_id="into"
    ).select(*STAY)  # fmt: skip


def replayed(tiers: Sequence[Tier]) -> tuple[pl.DataFrame, pl.DataFrame]:
    """What the rules would have said at the end of each month of which scores are kept: (state, stays).

    Who would have belonged to a tier with criteria then is not known, and stands in none of them.
    """
    plain = [tier for tier in tiers if not tier.criteria]
    state, ended = nobody(), [no_stays()]
    for day in past_days() if plain else ():
        nothing = pl.DataFrame(schema={"customer": pl.Int64, "fixed": pl.Int64})
        now = stood(state, judging.scores_on(day), plain, nothing, day).select(*STATE)
        ended.append(stays(state, now, day))
        state = now
    return state, pl.concat(ended)


def begun(
    tiers: Sequence[Tier], floor: ServiceFloor, as_of: date
) -> tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame]:
    """The first time: (state, rows, stays). Whom criteria take now have no history: nobody knows of it."""
    state, ended = replayed(tiers)
    rows = placed(state, tiers, floor, as_of)
    by_criteria = [tier.pk for tier in tiers if tier.criteria]
    taken = rows.filter(pl.col("ruled_id").is_in(by_criteria)).select("customer_id")
    state = state.join(taken, left_on="customer", right_on="customer_id", how="anti")
    return state, rows, ended.join(taken, on="customer_id", how="anti")


def past_days() -> Iterator[date]:
    rows = PastScore.objects.order_by("as_of").values_list("as_of", flat=True).distinct()
    yield from rows


def placed(
    state: pl.DataFrame, tiers: Sequence[Tier], floor: ServiceFloor, as_of: date
) -> pl.DataFrame:
    """The rows of `CustomerTier` as they should be: who is in a tier, or waits for an answer."""
    scores, fixed, waiting = judging.scores_now(), judging.fixes(), judging.unanswered(as_of)
    fits = [judging.fitting(tier) for tier in tiers if tier.criteria]
    ids = pl.concat([one.select("customer") for one in (scores, fixed, waiting, *fits)]).unique()
    table = ids
    for one in (scores, *fits):
        table = table.join(one, on="customer", how="left")
    rows = stood(state, table, tiers, fixed, as_of)
    rows = rows.join(judging.served(as_of), on="customer", how="left")
    rows = rows.join(judging.credited(tiers, as_of), on="customer", how="left")
    rows = judging.service(rows, tiers, floor).join(waiting, on="customer", how="left")
    names = {"tier": pl.Int64, "mark": pl.String}
    marks = pl.DataFrame([(one.pk, one.mark) for one in tiers], schema=names, orient="row")
    rows = rows.join(marks, on="tier", how="left").with_columns(pl.col("mark").fill_null(""))
    rows = rows.filter(pl.col("tier").is_not_null() | pl.col("unanswered_on").is_not_null())
    return rows.select(
        "mark", "how", "since", "service", "credit_days", "unanswered_on",
        customer_id="customer", tier_id="tier", ruled_id="ruled",
    ).select(*VALUES)  # fmt: skip
