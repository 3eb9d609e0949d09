"""Whether customers paid when they said they would (S022)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import date, datetime

from django.utils import timezone

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.entities import batches, registry
from sanjing.modules.receivables.events import PromiseJudged
from sanjing.modules.receivables.models import CollectionNote, Receipt
from sanjing.modules.receivables.rules import Came, ToPay, judge

AT_ONCE = 500
MOST = 5000
Promise = CollectionNote.Promise


def judge_due(*, by: Actor, at: datetime) -> int:
    """Look at the promises whose day has passed. Returns how many there were."""
    due = CollectionNote.objects.filter(
        promise=Promise.PENDING, promised_on__lt=timezone.localdate(at),
        removed_at=None, customer__removed_at=None,
    )  # fmt: skip
    customers = list(due.order_by("promised_on", "pk").values_list("customer", flat=True)[:MOST])
    judge_customers(set(customers), by=by, at=at)
    return len(customers)


def judge_customers(ids: Collection[int], *, by: Actor, at: datetime) -> None:
    """Look again at every promise of these customers: money came or went, or somebody said more.

    Those in the bin wait there. Only a note whose verdict is another one now is written.
    """
    for start in range(0, len(wanted := sorted(ids)), AT_ONCE):
        notes = promises_of(wanted[start : start + AT_ONCE])
        if notes:
            write_verdicts(notes, by=by, at=at)


def promises_of(customers: Collection[int]) -> list[CollectionNote]:
    rows = CollectionNote.objects.filter(
        customer__in=customers,
        customer__removed_at=None,
        removed_at=None,
        promised_on__isnull=False,
    )
    return list(rows.exclude(promise="").order_by("customer", "pk"))


def write_verdicts(notes: Collection[CollectionNote], *, by: Actor, at: datetime) -> None:
    promises: dict[int, list[ToPay]] = defaultdict(list)
    for note in notes:
        if note.promised_on:
            said = ToPay(note.pk, note.happened_on, note.promised_on, note.promised_amount)
            promises[note.customer_id].append(said)
    came, today, found = payments_of(promises), timezone.localdate(at), {}
    for customer, said_by_one in promises.items():
        found |= judge(said_by_one, came[customer], today)
    for day, kept in changed(notes, found).items():
        batches.change_many(
            registry.get("collectionnote"), [(pk, {}) for pk in kept], kept=kept, by=by, at=at,
            telling=PromiseJudged(promised_on=day.isoformat()),
        )  # fmt: skip


def changed(
    notes: Collection[CollectionNote], found: Mapping[int, tuple[int, str]]
) -> dict[date, dict[int, dict]]:
    """What to keep of the notes whose verdict is another one now, by the promised day and id."""
    days: dict[date, dict[int, dict]] = defaultdict(dict)
    for note in notes:
        in_time, promise = found[note.pk]
        if note.promised_on and (note.promise, note.came or 0) != (promise, in_time):
            days[note.promised_on][note.pk] = {"promise": promise, "came": in_time or None}
    return days


def payments_of(customers: Collection[int]) -> dict[int, list[Came]]:
    """What these customers paid and did not get back."""
    found: dict[int, list[Came]] = defaultdict(list)
    rows = Receipt.objects.filter(customer__in=list(customers), removed_at=None)
    values = rows.order_by("received_on", "pk")
    for customer, on, amount, back in values.values_list(
        "customer", "received_on", "amount", "refunded"
    ):
        found[customer].append(Came(on, amount - back))
    return found
