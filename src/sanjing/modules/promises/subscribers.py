"""What promises react to."""

from __future__ import annotations

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.events.models import Event
from sanjing.foundation.events.subscriptions import on, on_all
from sanjing.modules.promises import history  # noqa: F401
from sanjing.modules.promises.actions import decide
from sanjing.modules.promises.actions.ask_beyond import ask_beyond
from sanjing.modules.promises.actions.bind import PURPOSE
from sanjing.modules.promises.actions.hand_over import hand_over


@on_all("promise.created")
@on_all("promise.changed")
@on_all("promise.postponed")
def ask_for_those_beyond(events: list[Event]) -> None:
    """A promise beyond the floor waits for approval, however it came in."""
    ids = [event.record_id for event in events]
    ask_beyond(ids, by=doer(events[0]), at=events[0].at)


@on("approval.granted")
def open_promise(event: Event) -> None:
    if event.data["purpose"] == PURPOSE:
        decide.opened(event.record_id, by=doer(event), at=event.at)


@on("approval.refused")
def refuse_promise(event: Event) -> None:
    if event.data["purpose"] == PURPOSE:
        decide.refused(event.record_id, reason=event.data["comment"], by=doer(event), at=event.at)


@on("approval.withdrawn")
def take_promise_back(event: Event) -> None:
    if event.data["purpose"] == PURPOSE:
        decide.taken_back(event.record_id, reason=event.data["title"], by=doer(event), at=event.at)


@on_all("customer.*")
def hand_over_promises(events: list[Event]) -> None:
    """What a customer's former owner promised is now for the new owner to keep."""
    for event in events:
        before, after = event.data.get("changes", {}).get("owner", (None, None))
        if before and after:
            hand_over(event.record_id, before["id"], after["id"], by=doer(event), at=event.at)


def doer(event: Event) -> Actor:
    """Who caused an event, with the right to what follows from it."""
    return Actor(user_id=event.actor_id, name=event.actor_name, is_system=True, via=event.via)
