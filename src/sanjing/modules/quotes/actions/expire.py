"""Quotes and contracts whose time is over."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.entities.sweeping import sweep
from sanjing.modules.quotes.events import ContractEnded, QuoteExpired
from sanjing.modules.quotes.models import Contract, Quote
from sanjing.modules.quotes.queries import over, run_out


def expire(*, by: Actor, at: datetime) -> int:
    """Close what nobody answered in time and what ran its time; returns how many."""
    expired, ended = {"state": Quote.State.EXPIRED}, {"state": Contract.State.ENDED}
    today = timezone.localdate(at)
    quotes = sweep(run_out(today), expired, telling=QuoteExpired(), by=by, at=at)
    return quotes + sweep(over(today), ended, telling=ContractEnded(), by=by, at=at)
