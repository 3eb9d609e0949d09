"""Sealing events in a hash chain, so that tampering shows without making writers wait."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from django.db import transaction

from sanjing.foundation.events.models import Event, Seal

BATCH = 20_000


def seal(now: datetime) -> int:
    """Seal every event not yet sealed; returns how many. Run by one scheduler at a time."""
    done = 0
    while count := _seal_batch(now):
        done += count
    return done


@transaction.atomic
def _seal_batch(now: datetime) -> int:
    events = list(Event.objects.filter(seal_id=None).order_by("id")[:BATCH])
    if not events:
        return 0
    last = Seal.objects.order_by("-id").first()
    previous = last.digest if last else ""
    link = Seal.objects.create(
        digest=chain(previous, events), previous=previous, count=len(events), sealed_at=now
    )
    ids = [event.pk for event in events]
    for start in range(0, len(ids), 900):
        Event.objects.filter(pk__in=ids[start : start + 900]).update(seal_id=link.pk)
    return len(events)


def chain(previous: str, events: Iterable[Event]) -> str:
    """SHA-256 over the previous digest and every event in order of id."""
    digest = hashlib.sha256(previous.encode())
    for event in events:
        digest.update(canonical(event))
    return digest.hexdigest()


def canonical(event: Event) -> bytes:
    """The bytes of an event that a digest covers: all of it but the seal."""
    at = event.at.astimezone(UTC).isoformat(timespec="microseconds")
    row = [
        event.pk, event.name, event.entity, event.record_id, event.hub_id, event.title,
        event.actor_id, event.actor_name, event.via, at, event.data, event.batch,
    ]  # fmt: skip
    return json.dumps(row, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


@dataclass(frozen=True)
class Verdict:
    seals: int
    events: int
    unsealed: int
    broken: tuple[str, ...]

    @property
    def sound(self) -> bool:
        return not self.broken


def verify() -> Verdict:
    """Walk the chain and name every seal that no longer fits what it sealed."""
    broken: list[str] = []
    previous, seals, events = "", 0, 0
    for link in Seal.objects.order_by("id").iterator():
        rows = list(Event.objects.filter(seal_id=link.pk).order_by("id"))
        seals, events = seals + 1, events + len(rows)
        if link.previous != previous:
            broken.append(f"seal {link.pk}: the seal before it is missing or changed")
        if len(rows) != link.count:
            broken.append(f"seal {link.pk}: sealed {link.count} events, finds {len(rows)}")
        elif chain(link.previous, rows) != link.digest:
            broken.append(f"seal {link.pk}: an event was changed after it was sealed")
        previous = link.digest
    return Verdict(seals, events, Event.objects.filter(seal_id=None).count(), tuple(broken))
