"""Tiers by scores, which nobody loses by a hair: up at the threshold, down only clearly below it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import narwhals as nw
import polars as pl
from narwhals.typing import IntoDataFrame

from sanjing.analytics.schemas import KEY, NUMBER, TEXT, checked

SLACK = 0.1


@dataclass(frozen=True, slots=True)
class Tier:
    """A name, and the score from which on a customer belongs to it.

    `by` is the column of that score, `slack` how much lower it may become, None for that of all tiers.
    """

    name: str
    at_least: float
    by: str = "score"
    slack: float | None = None


def assigned(
    customers: IntoDataFrame,
    tiers: Sequence[Tier],
    *,
    slack: float = SLACK,
    unknown: frozenset[str] = frozenset(),
) -> pl.DataFrame:
    """The tier of each customer, and why.

    `tiers` are the highest first; the last takes everybody. Who holds a tier keeps it until the score is lower than
    its threshold by more than the part `slack`, and then falls to the tier of the score. *Grain* a row a customer.
    *Needs* customer, the scores that tiers go by, held (the name of the tier until now, empty for none). *Gives* these,
    tier, reason: new, same, risen, kept (by the slack), fallen. A tier that is no more counts as none. Who lacks
    a score that may be `unknown` does not reach its tiers.
    """
    in_order(tiers, slack)
    scores = list(dict.fromkeys(tier.by for tier in tiers))
    table = checked(
        customers, "customers", empty=unknown | {"held"}, customer=KEY, held=TEXT,
        **dict.fromkeys(scores, NUMBER),
    )  # fmt: skip
    table = table.with_columns(
        reached=reached(tiers), place=place(tiers), enough=enough(tiers, slack)
    )
    keeps = (nw.col("place") < nw.col("reached")) & nw.col("enough")
    table = table.with_columns(keeps=keeps.fill_null(False))
    now = nw.when(nw.col("keeps")).then(nw.col("place")).otherwise(nw.col("reached"))
    named = nw.col("now").replace_strict(
        list(range(len(tiers))), [tier.name for tier in tiers], return_dtype=nw.String
    )
    table = table.with_columns(now=now).with_columns(tier=named, reason=reason())
    return table.select("customer", *scores, "held", "tier", "reason").to_native()


def reached(tiers: Sequence[Tier]) -> nw.Expr:
    """The place of the tier of the scores alone."""
    last = len(tiers) - 1
    found: nw.Expr = nw.lit(last, dtype=nw.Int64)
    for n in range(last - 1, -1, -1):
        there = nw.col(tiers[n].by) >= tiers[n].at_least
        found = nw.when(there).then(nw.lit(n, dtype=nw.Int64)).otherwise(found)
    return found


def place(tiers: Sequence[Tier]) -> nw.Expr:
    """The place of the tier held until now."""
    found: nw.Expr = nw.lit(None, dtype=nw.Int64)
    for n, tier in enumerate(tiers):
        held = nw.col("held") == tier.name
        found = nw.when(held).then(nw.lit(n, dtype=nw.Int64)).otherwise(found)
    return found


def enough(tiers: Sequence[Tier], slack: float) -> nw.Expr:
    """Whether the score is still enough for the tier held until now."""
    found: nw.Expr = nw.lit(None, dtype=nw.Boolean)
    for tier in tiers:
        part = slack if tier.slack is None else tier.slack
        lowest = tier.at_least - abs(tier.at_least) * part
        held = nw.col("held") == tier.name
        found = nw.when(held).then(nw.col(tier.by) >= lowest).otherwise(found)
    return found


def reason() -> nw.Expr:
    was, now = nw.col("place"), nw.col("now")
    moved = nw.when(now < was).then(nw.lit("risen")).otherwise(nw.lit("fallen"))
    told = nw.when(now == was).then(nw.lit("same")).otherwise(moved)
    told = nw.when(nw.col("keeps")).then(nw.lit("kept")).otherwise(told)
    return nw.when(was.is_null()).then(nw.lit("new")).otherwise(told)


def in_order(tiers: Sequence[Tier], slack: float) -> None:
    """Refuse tiers of which one could never be reached."""
    thresholds = [
        [one.at_least for one in tiers if one.by == by] for by in {one.by for one in tiers}
    ]
    if not tiers or any(high <= low for each in thresholds for high, low in pairwise(each)):
        raise ValueError("tiers go from the highest threshold to the lowest")
    if len({tier.name for tier in tiers}) != len(tiers):
        raise ValueError("two tiers have one name")
    slacks = (slack, *(tier.slack for tier in tiers if tier.slack is not None))
    if not all(0 <= one < 1 for one in slacks):
        raise ValueError("the slack is a part: at least 0 and below 1")
