"""What quotes react to, and how the events of quotes and contracts read."""

from __future__ import annotations

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.events.models import Event
from sanjing.foundation.events.subscriptions import on
from sanjing.modules.quotes import history  # noqa: F401
from sanjing.modules.quotes.actions.decide_discount import decide_discount
from sanjing.modules.quotes.actions.send import PURPOSE
from sanjing.modules.quotes.models import Quote


@on("approval.granted")
def discount_granted(event: Event) -> None:
    """The discount may be given: the quote is free to be sent."""
    decided(event, granted=True)


@on("approval.refused")
def discount_refused(event: Event) -> None:
    """The discount may not be given: the quote is a draft again."""
    decided(event, granted=False)


@on("approval.withdrawn")
def discount_withdrawn(event: Event) -> None:
    """Nobody asks any more: the quote is a draft again."""
    decided(event, granted=False)


def decided(event: Event, *, granted: bool) -> None:
    if event.data["purpose"] != PURPOSE:
        return
    by = Actor(user_id=event.actor_id, name=event.actor_name, is_system=True, via=event.via)
    quote = Quote.objects.get(pk=event.record_id)
    decide_discount(quote, granted=granted, by=by, at=event.at)
