"""What orders react to, and how their own events read."""

from __future__ import annotations

from collections.abc import Iterator

from sanjing.foundation.events.models import Event
from sanjing.foundation.events.subscriptions import on_all
from sanjing.modules.orders import history  # noqa: F401
from sanjing.modules.orders.actions.sum_customers import sum_customers


@on_all("order.*")
def keep_customer_sums(events: list[Event]) -> None:
    """However an order changes, what its customer bought in all is right in the same transaction."""
    sum_customers({customer for event in events for customer in concerned(event)})


def concerned(event: Event) -> Iterator[int]:
    """The customer of the order, and the one it had before."""
    if event.hub_id:
        yield event.hub_id
    before, _after = event.data.get("changes", {}).get("customer", (None, None))
    if before:
        yield before["id"]
