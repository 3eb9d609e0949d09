"""What deliveries react to: rules that hold in the transaction of the change itself."""

from __future__ import annotations

from collections.abc import Iterable

from sanjing.foundation.entities import registry
from sanjing.foundation.entities.batches import hand_over
from sanjing.foundation.events.models import Event
from sanjing.foundation.events.subscriptions import doer, on_all
from sanjing.modules.customers.queries import handed_on
from sanjing.modules.deliveries import history  # noqa: F401
from sanjing.modules.deliveries.actions import follow
from sanjing.modules.deliveries.actions.hold_loads import refuse_overloads
from sanjing.modules.deliveries.actions.keep_fulfilment import AT_ONCE, keep_fulfilment
from sanjing.modules.deliveries.models import Delivery
from sanjing.modules.orders.models import Order, Return


@on_all("delivery.*")
def follow_deliveries(events: list[Event]) -> None:
    """However a delivery changes, what its order came to is right, and what left is shipped."""
    orders = concerned(events)
    keep_fulfilment(orders)
    follow.ship_sent(orders, by=doer(events[0]), at=events[0].at)


@on_all("delivery.created")
@on_all("delivery.changed")
@on_all("delivery.restored")
def keep_within_vehicles(events: list[Event]) -> None:
    """However a delivery is planned, no vehicle takes more than it can."""
    refuse_overloads(events)


@on_all("order.*")
def follow_orders(events: list[Event]) -> None:
    """Deliveries go with the customer of their order, and nothing is sent of what was taken back."""
    changes = {e.record_id: e.data["changes"] for e in events if "changes" in e.data}
    moved = {pk: id_of(told["customer"][1]) for pk, told in changes.items() if "customer" in told}
    gone = {
        pk
        for pk, told in changes.items()
        if "state" in told and told["state"][1] == Order.State.CANCELLED
    }
    gone |= {event.record_id for event in events if event.name == "order.removed"}
    by, at = doer(events[0]), events[0].at
    if moved:
        follow.pass_on(moved, by=by, at=at)
    if gone:
        follow.cancel_planned(gone, by=by, at=at)


@on_all("order.changed")
def hold_orders_back(events: list[Event]) -> None:
    """Orders that come in by file happened already: only those changed here are held back."""
    here = [event for event in events if event.batch is None]
    told = {event.record_id: event.data["changes"] for event in here}
    done = {
        pk for pk, one in told.items() if "state" in one and one["state"][1] == Order.State.DONE
    }
    later = {pk for pk, one in told.items() if "ordered_on" in one}
    if done:
        follow.refuse_unfinished(done)
    if later:
        follow.refuse_ordered_after(later)


@on_all("return.created")
@on_all("return.changed")
@on_all("return.restored")
def hold_returns_back(events: list[Event]) -> None:
    """Nothing comes back that did not arrive."""
    rows = Return.objects.filter(pk__in=[event.record_id for event in events], rows__isnull=False)
    follow.refuse_not_arrived(set(rows.values_list("order", flat=True)))


@on_all("customer.*")
def hand_over_deliveries(events: list[Event]) -> None:
    """What a customer's former owner still has to bring is now for the new owner to look after."""
    for to_id, theirs in handed_on(events):
        rows = Delivery.objects.outstanding().filter(theirs)
        hand_over(registry.get("delivery"), rows, to_id, by=doer(events[0]), at=events[0].at)


def concerned(events: Iterable[Event]) -> set[int]:
    """The orders of these deliveries, and those they had before."""
    ids, orders = [], set()
    for event in events:
        ids.append(event.record_id)
        before, _after = event.data.get("changes", {}).get("order", (None, None))
        if before:
            orders.add(before["id"])
    for start in range(0, len(ids), AT_ONCE):
        rows = Delivery.objects.filter(pk__in=ids[start : start + AT_ONCE])
        orders.update(rows.values_list("order", flat=True))
    return orders


def id_of(link: dict | None) -> int | None:
    return link["id"] if link else None
