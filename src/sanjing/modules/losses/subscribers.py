"""What losses react to, and how their events read."""

from __future__ import annotations

from sanjing.foundation.entities import registry
from sanjing.foundation.entities.batches import hand_over
from sanjing.foundation.events.models import Event
from sanjing.foundation.events.subscriptions import doer, on_all
from sanjing.modules.customers.queries import handed_on
from sanjing.modules.losses import history  # noqa: F401
from sanjing.modules.losses.actions.follow_orders import follow_orders
from sanjing.modules.losses.actions.keep_one_open import keep_one_open
from sanjing.modules.losses.actions.plan_win_back import plan_win_back
from sanjing.modules.losses.models import Departure
from sanjing.modules.losses.queries import GONE

WRITTEN = ("created", "changed", "restored")


@on_all("departure.*")
def keep_departures_right(events: list[Event]) -> None:
    """However a departure is written down: one at a time, and not of a customer who bought since."""
    written = [e for e in events if e.name.partition(".")[2] in WRITTEN and e.hub_id]
    if customers := {event.hub_id for event in written if event.hub_id}:
        follow_orders(customers, by=doer(written[0]), at=written[0].at)
        keep_one_open(customers)


@on_all("departure.created")
@on_all("departure.changed")
def plan_by_hand(events: list[Event]) -> None:
    """What comes in by file happened long ago: only plans made here become tasks."""
    ids = [event.record_id for event in events if event.batch is None and plans(event)]
    if ids:
        plan_win_back(ids, by=doer(events[0]), at=events[0].at)


def plans(event: Event) -> bool:
    told = event.data.get("values") or event.data.get("changes", {})
    return bool({"plan", "plan_on"} & told.keys())


@on_all("order.*")
def follow_purchases(events: list[Event]) -> None:
    """Whoever buys again is back, in the transaction of the order."""
    customers = {event.hub_id for event in events if event.hub_id}
    if customers:
        follow_orders(customers, by=doer(events[0]), at=events[0].at)


@on_all("customer.*")
def hand_over_departures(events: list[Event]) -> None:
    """Winning back a customer is for the new owner to do."""
    for to_id, theirs in handed_on(events):
        rows, by = Departure.objects.filter(GONE, theirs), doer(events[0])
        hand_over(registry.get("departure"), rows, to_id, by=by, at=events[0].at)
