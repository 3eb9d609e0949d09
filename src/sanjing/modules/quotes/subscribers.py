"""What quotes react to, and how the events of quotes and contracts read."""

from __future__ import annotations

from sanjing.foundation.approvals.queries import answers_about
from sanjing.foundation.entities import registry
from sanjing.foundation.events.models import Event
from sanjing.foundation.events.subscriptions import doer, on, on_all
from sanjing.modules.quotes import history  # noqa: F401
from sanjing.modules.quotes.actions.decide_discount import decide_discount
from sanjing.modules.quotes.actions.send import PURPOSE
from sanjing.modules.quotes.queries import waiting_of


@on("approval.granted")
@on("approval.refused")
@on("approval.withdrawn")
def decide(event: Event) -> None:
    """Granted, the quote is free to be sent; refused or not asked for any more, it is a draft again."""
    if event.data["purpose"] != PURPOSE:
        return
    by = doer(event)
    quote = registry.get("quote").visible_to(by).filter(pk=event.record_id).first()
    if quote is not None:
        decide_discount(quote, granted=event.name == "approval.granted", by=by, at=event.at)


@on_all("customer.restored")
def decide_late(events: list[Event]) -> None:
    """What was answered while the customer lay in the bin holds once it is back."""
    waiting = waiting_of([event.record_id for event in events])
    for answer in answers_about("quote", waiting) if waiting else ():
        decide(answer)
