"""Put everybody into the tier of the rules, after their scores were reckoned."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

import polars as pl
from django.db import transaction
from django.utils.translation import gettext as _

from sanjing.foundation.accounts.actor import Actor, system_actor
from sanjing.foundation.entities import batches, registry
from sanjing.foundation.events.publish import About, make_event, publish_many
from sanjing.foundation.inserts import upsert_columns
from sanjing.modules.customers.models import Customer
from sanjing.modules.tiers import placing, queries
from sanjing.modules.tiers.events import TierChanged
from sanjing.modules.tiers.models import CustomerTier, PastTier, ServiceFloor, Tier, TierFix

AT_ONCE = 20_000
"""Rows written in one transaction: others write in between."""


def assign_everybody(*, as_of: date, at: datetime) -> int:
    """Write only what changed, and tell of everybody who moved; returns how many rows were written.

    The first time nobody moved: what the rules would have said at the ends of earlier months is kept as history.
    """
    tiers, floor, before = queries.tiers(), queries.floor(), placing.kept()
    first = before.is_empty() and not PastTier.objects.exists()
    if first:
        state, after, ended = placing.begun(tiers, floor, as_of)
    else:
        state, ended = placing.state_of(before), placing.no_stays()
        after = placing.placed(state, tiers, floor, as_of)
    changed = after.join(before, on=placing.VALUES, how="anti", nulls_equal=True)
    gone = before.join(after, on="customer_id", how="anti")
    now = placing.state_of(after)
    ended = pl.concat([ended, placing.stays(state, now, as_of)])
    run = Run(tiers, floor, as_of, at, tell=not first)
    for part in slices(changed, gone, ended, moves(state, now)):
        run.write(*part)
    put_right()
    return len(changed) + len(gone)


def moves(state: pl.DataFrame, now: pl.DataFrame) -> pl.DataFrame:
    """Who stands elsewhere than before: customer_id, was, now."""
    both = state.select("customer", was="tier").join(
        now.select("customer", now="tier"), on="customer", how="full", coalesce=True
    )
    return both.filter(pl.col("was").ne_missing(pl.col("now"))).rename({"customer": "customer_id"})


def slices(*tables: pl.DataFrame) -> Iterable[tuple[pl.DataFrame, ...]]:
    """The tables cut alike by customer, so that all that is written of one is written together."""
    ids = pl.concat([one.select("customer_id") for one in tables]).unique().sort("customer_id")
    for part in ids.iter_slices(AT_ONCE):
        yield tuple(one.join(part, on="customer_id", how="semi") for one in tables)


class Run:
    """One reckoning: the tiers it goes by, its day, and whether those who moved are told of."""

    def __init__(
        self, tiers: Sequence[Tier], floor: ServiceFloor, as_of: date, at: datetime, *, tell: bool
    ) -> None:
        self.tiers = {tier.pk: tier for tier in tiers}
        self.places = {tier.pk: n for n, tier in enumerate(tiers)}
        self.floor, self.as_of, self.at, self.tell = floor, as_of, at, tell
        self.by: Actor = system_actor(_("分级规则"))

    def write(
        self, changed: pl.DataFrame, gone: pl.DataFrame, left: pl.DataFrame, moved: pl.DataFrame
    ) -> None:
        names = {tier.pk: tier.name for tier in Tier.objects.all()}
        with transaction.atomic():
            day = pl.lit(self.as_of).alias("scored_on")
            put(CustomerTier, changed.with_columns(day), ("customer_id",))
            CustomerTier.objects.filter(pk__in=gone["customer_id"].to_list()).delete()
            put(PastTier, left, ("customer_id", "until"))
            rows = list(moved.iter_rows()) if self.tell else []
            titles = titles_of([pk for pk, _was, _now in rows])
            publish_many(
                make_event(
                    TierChanged.name,
                    TierChanged(was=names.get(was, ""), now=names.get(now, ""), risen=self.risen(was, now)).data(),
                    about=About("customer", pk, pk, titles[pk]), by=self.by, at=self.at,
                )
                for pk, was, now in rows
                if pk in titles
            )  # fmt: skip
            if self.floor.follows == ServiceFloor.Follows.RAISED:
                self.raise_grades([(pk, now) for pk, was, now in rows if self.risen(was, now)])

    def risen(self, was: int | None, now: int | None) -> bool:
        last = len(self.places)
        return self.places.get(now or 0, last) < self.places.get(was or 0, last)

    def raise_grades(self, risen: Sequence[tuple[int, int]]) -> None:
        """Give who rose the grade of the tier, unless theirs is as good; nobody is lowered without being looked at."""
        held = dict(
            Customer.objects.filter(pk__in=[pk for pk, _now in risen]).values_list("pk", "grade")
        )
        wanted = [(pk, str(self.tiers[now].grade)) for pk, now in risen if pk in held]
        rows = [
            (pk, {"grade": grade})
            for pk, grade in wanted
            if grade and queries.better(grade, held[pk])
        ]
        batches.change_many(registry.get("customer"), rows, by=self.by, at=self.at)


def put(model: Any, rows: pl.DataFrame, conflict: tuple[str, ...]) -> None:
    days = [name for name, kind in rows.schema.items() if kind == pl.Date]
    rows = rows.sort("customer_id").with_columns(pl.col(name).dt.to_string() for name in days)
    if len(rows):
        upsert_columns(model, rows.columns, rows.rows(), conflict=conflict)


def titles_of(ids: Sequence[int]) -> dict[int, str]:
    rows = Customer.objects.filter(pk__in=ids, removed_at=None)
    return dict(rows.values_list("pk", "name"))


def put_right() -> None:
    """What somebody decided by hand while all of it was reckoned holds."""
    for fix in TierFix.objects.filter(tier__removed_at=None).select_related("tier"):
        rows = CustomerTier.objects.filter(pk=fix.pk).exclude(tier=fix.tier_id)
        rows.update(tier=fix.tier_id, mark=fix.tier.mark, how=CustomerTier.How.FIXED)
