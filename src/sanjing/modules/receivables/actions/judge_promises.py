"""Whether customers paid when they said they would (S022)."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date, datetime

from django.db.models import Sum
from django.utils import timezone

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.entities import records
from sanjing.modules.receivables.events import PromiseJudged
from sanjing.modules.receivables.models import CollectionNote, Receipt

Promise = CollectionNote.Promise


def judge_customers(ids: Collection[int], *, by: Actor, at: datetime) -> None:
    """Look again at every promise of these customers: money came, or went from the books."""
    for start in range(0, len(wanted := sorted(ids)), 500):
        rows = CollectionNote.objects.filter(customer__in=wanted[start : start + 500])
        judge(rows.exclude(promise=""), by=by, at=at)


def judge_due(*, by: Actor, at: datetime) -> int:
    """Look at the promises whose day has passed. Returns how many there were."""
    due = CollectionNote.objects.filter(
        promise=Promise.PENDING, promised_on__lt=timezone.localdate(at), removed_at=None
    )
    found = list(due[:5000])
    judge(found, by=by, at=at)
    return len(found)


def judge(notes: Iterable[CollectionNote], *, by: Actor, at: datetime) -> None:
    for note in notes:
        if note.removed_at is None and note.promised_on:
            came, promise = verdict(note, note.promised_on, timezone.localdate(at))
            records.change(
                note, {}, kept={"promise": promise, "came": came or None}, by=by, at=at,
                telling=PromiseJudged(promised_on=note.promised_on),
            )  # fmt: skip


def verdict(note: CollectionNote, promised: date, on: date) -> tuple[int, str]:
    """What came by the promised day, and what that makes of the promise on the day `on`."""
    wanted = note.promised_amount or 1
    in_time = received(note, promised)
    if in_time >= wanted:
        return in_time, Promise.KEPT
    if on <= promised:
        return in_time, Promise.PENDING
    return in_time, Promise.LATE if received(note, on) >= wanted else Promise.BROKEN


def received(note: CollectionNote, until: date) -> int:
    """What the customer paid from the day of the promise on."""
    rows = Receipt.objects.filter(
        customer=note.customer_id, removed_at=None,
        received_on__gte=note.happened_on, received_on__lte=until,
    )  # fmt: skip
    return rows.aggregate(sum=Sum("amount", default=0))["sum"]
