"""What orders react to, and how their own events read."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from sanjing.foundation.events.models import Event
from sanjing.foundation.events.subscriptions import doer, on, on_all
from sanjing.modules.orders import history  # noqa: F401
from sanjing.modules.orders.actions.place_quote import place_quote
from sanjing.modules.orders.actions.sum_customers import sum_customers
from sanjing.modules.quotes.models import Quote


@on_all("order.*")
def keep_customer_sums(events: list[Event]) -> None:
    """However an order changes, what its customer bought in all is right in the same transaction."""
    sum_customers({customer for event in events for customer in concerned(event)})


@on("quote.accepted")
def place_accepted(event: Event) -> None:
    """What the customer accepted is ordered, in the transaction of the acceptance."""
    required = event.data["required_on"]
    place_quote(
        Quote.objects.get(pk=event.record_id),
        ordered_on=date.fromisoformat(event.data["accepted_on"]),
        required_on=date.fromisoformat(required) if required else None,
        by=doer(event),
        at=event.at,
    )


def concerned(event: Event) -> Iterator[int]:
    """The customer of the order, and the one it had before."""
    if event.hub_id:
        yield event.hub_id
    before, _after = event.data.get("changes", {}).get("customer", (None, None))
    if before:
        yield before["id"]
