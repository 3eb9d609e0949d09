"""What an answer about a discount does to the quote that waited for it."""

from __future__ import annotations

from datetime import datetime

from sanjing.foundation.accounts.actor import Actor
from sanjing.modules.quotes.actions.states import enter
from sanjing.modules.quotes.models import Quote

State = Quote.State


def decide_discount(quote: Quote, *, granted: bool, by: Actor, at: datetime) -> Quote:
    """Approved, it can be sent as it stands; refused or withdrawn, it is a draft again."""
    if quote.state != State.WAITING:
        return quote
    return enter(quote, State.APPROVED if granted else State.DRAFT, by=by, at=at)
