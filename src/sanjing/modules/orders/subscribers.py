"""What orders react to, and how their own events read."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from sanjing.foundation.entities import registry
from sanjing.foundation.entities.batches import hand_over
from sanjing.foundation.events.models import Event
from sanjing.foundation.events.subscriptions import doer, on, on_all
from sanjing.modules.customers.queries import handed_on
from sanjing.modules.orders import history  # noqa: F401
from sanjing.modules.orders.actions.keep_returns import refuse_beyond, refuse_reverting
from sanjing.modules.orders.actions.place_quote import place_quote
from sanjing.modules.orders.actions.sum_customers import sum_customers
from sanjing.modules.orders.models import Return
from sanjing.modules.quotes.models import Quote


@on_all("order.*")
def keep_customer_sums(events: list[Event]) -> None:
    """However an order changes, what its customer bought in all is right in the same transaction."""
    sum_customers({customer for event in events for customer in concerned(event)})


@on_all("return.*")
def keep_returns_within_orders(events: list[Event]) -> None:
    """However a return changes, no more comes back than was sold, and the customer's sums are right."""
    orders = Return.objects.filter(pk__in=[event.record_id for event in events])
    refuse_beyond(set(orders.values_list("order", flat=True)))
    sum_customers({event.hub_id for event in events if event.hub_id})


@on_all("order.changed")
def keep_orders_of_returns(events: list[Event]) -> None:
    """An order is not taken back whose goods come back piece by piece."""
    changed = {e.record_id for e in events if "state" in e.data.get("changes", {})}
    if changed:
        refuse_reverting(changed)


@on_all("customer.*")
def hand_over_returns(events: list[Event]) -> None:
    """The returns that a customer's former owner still has to settle are now for the new owner."""
    for to_id, theirs in handed_on(events):
        rows = Return.objects.filter(theirs, removed_at=None).exclude(state__in=Return.ENDED)
        hand_over(registry.get("return"), rows, to_id, by=doer(events[0]), at=events[0].at)


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
