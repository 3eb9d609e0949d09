"""Quotes and contracts whose time is over."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

from django.db.models import QuerySet
from django.utils import timezone

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.entities import batches, registry
from sanjing.foundation.events.publish import Happening
from sanjing.modules.quotes.events import ContractEnded, QuoteExpired
from sanjing.modules.quotes.models import Contract, Quote
from sanjing.modules.quotes.queries import over, run_out

AT_ONCE = 500


def expire(*, by: Actor, at: datetime) -> int:
    """Close what nobody answered in time and what ran its time; returns how many."""
    quotes = close("quote", run_out, Quote.State.EXPIRED, QuoteExpired(), by=by, at=at)
    return quotes + close("contract", over, Contract.State.ENDED, ContractEnded(), by=by, at=at)


def close(
    entity: str,
    due: Callable[[date], QuerySet],
    state: str,
    telling: Happening,
    *,
    by: Actor,
    at: datetime,
) -> int:
    total, today = 0, timezone.localdate(at)
    while ids := list(due(today).values_list("pk", flat=True)[:AT_ONCE]):
        rows, kept = [(pk, {}) for pk in ids], {pk: {"state": state} for pk in ids}
        outcome = batches.change_many(
            registry.get(entity), rows, by=by, at=at, telling=telling, kept=kept
        )
        total += len(outcome.changed)
        if not outcome.changed:
            break
    return total
