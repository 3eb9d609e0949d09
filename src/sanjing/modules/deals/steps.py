"""What is kept of how deals move, with every write, set by set."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sanjing.foundation.entities.id_lists import among
from sanjing.foundation.inserts import insert
from sanjing.modules.deals.models import Deal, ForecastEntry, Stage, StageEntry


def keep_history(deals: Sequence[Deal]) -> None:
    """Write the steps between stages, and what the forecast counts from now on."""
    keep_steps([deal for deal in deals if deal.stage_id != deal.stood.get("stage_id")])
    keep_closing_days([deal for deal in deals if deal.stage_id == deal.stood.get("stage_id")])
    keep_forecasts(deals)


def keep_steps(moved: Sequence[Deal]) -> None:
    known = [deal for deal in moved if deal.stood]
    for at, ids in grouped((deal.changed_at, deal.pk) for deal in known).items():
        StageEntry.objects.filter(deal__in=among(ids), left_at=None).update(left_at=at)
    insert([
        StageEntry(
            deal_id=deal.pk, customer_id=deal.customer_id, stage_id=deal.stage_id,
            entered_at=deal.stage_changed_at or deal.changed_at, closed_on=deal.closed_on,
            by_id=deal.__dict__.get("moved_by"),
        )
        for deal in moved
    ])  # fmt: skip


def keep_closing_days(stayed: Sequence[Deal]) -> None:
    """The day on which a deal was closed is mended where it is read for figures too."""
    mended = [deal for deal in stayed if deal.closed_on != deal.stood.get("closed_on")]
    for day, ids in grouped((deal.closed_on, deal.pk) for deal in mended).items():
        StageEntry.objects.filter(deal__in=among(ids), left_at=None).update(closed_on=day)


def grouped[K](pairs: Iterable[tuple[K, int]]) -> dict[K, list[int]]:
    found: dict[K, list[int]] = defaultdict(list)
    for key, pk in pairs:
        found[key].append(pk)
    return found


def keep_forecasts(deals: Sequence[Deal]) -> None:
    standing = ForecastEntry.objects.filter(until_at=None)
    known = standing.filter(deal__in=among([deal.pk for deal in deals if deal.stood]))
    held = {one.deal_id: one for one in known}
    chances = probabilities({deal.stage_id for deal in deals if deal.is_open})
    fresh, over = [], []
    for deal in deals:
        before, now = held.get(deal.pk), counted(deal, chances)
        if before and now and told(before) == told(now):
            continue
        over += [before.pk] if before else []
        fresh += [now] if now else []
    if over:
        standing.filter(pk__in=among(over)).update(until_at=deals[0].changed_at)
    insert(fresh)


def probabilities(stages: Iterable[int]) -> dict[int, int]:
    """As they stand now: one that changed while the deal was waited for counts."""
    return dict(Stage.objects.filter(pk__in=stages).values_list("pk", "probability"))


def counted(deal: Deal, chances: dict[int, int]) -> ForecastEntry | None:
    if not deal.is_open:
        return None
    return ForecastEntry(
        deal_id=deal.pk, customer_id=deal.customer_id, amount=deal.amount,
        probability=chances[deal.stage_id], category=deal.category,
        expected_close_date=deal.expected_close_date, from_at=deal.changed_at,
    )  # fmt: skip


def told(one: ForecastEntry) -> tuple[Any, ...]:
    return one.amount, one.probability, one.category, one.expected_close_date


def reweigh(stage: Stage, *, at: datetime) -> None:
    """Count the open deals of a stage with its probability of now, from `at` on.

    Its deals are held meanwhile, so that none of them is written with the probability of before.
    """
    held = Deal.objects.select_for_update().filter(stage=stage).order_by("pk")
    ids = list(held.values_list("pk", flat=True))
    standing = ForecastEntry.objects.filter(until_at=None, deal__in=among(ids))
    fresh = list(standing)
    standing.update(until_at=at)
    for one in fresh:
        one.pk, one.probability, one.from_at = None, stage.probability, at
    insert(fresh)
