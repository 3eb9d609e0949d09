"""What promises react to."""

from __future__ import annotations

from sanjing.foundation.approvals.queries import answers_about
from sanjing.foundation.entities import registry
from sanjing.foundation.entities.batches import hand_over
from sanjing.foundation.events.models import Event
from sanjing.foundation.events.subscriptions import doer, on, on_all
from sanjing.modules.customers.queries import handed_on
from sanjing.modules.promises import (
    history,  # noqa: F401
    queries,
)
from sanjing.modules.promises.actions import decide
from sanjing.modules.promises.actions.ask_beyond import ask_beyond
from sanjing.modules.promises.actions.bind import PURPOSE
from sanjing.modules.promises.models import OWED, Promise


@on_all("promise.created")
@on_all("promise.changed")
@on_all("promise.postponed")
def ask_for_those_beyond(events: list[Event]) -> None:
    """A promise beyond the floor waits for approval, however it came in."""
    ids = [event.record_id for event in events]
    ask_beyond(ids, by=doer(events[0]), at=events[0].at)


@on("approval.granted")
@on("approval.refused")
@on("approval.withdrawn")
def decide_promise(event: Event) -> None:
    """Granted it is owed, refused it must not be given, and a request taken back takes it back."""
    if event.data["purpose"] == PURPOSE:
        what = {"approval.granted": decide.opened, "approval.refused": decide.refused}
        become = what.get(event.name, decide.taken_back)
        become(event.record_id, event.data.get("comment", ""), by=doer(event), at=event.at)


@on_all("customer.restored")
def decide_late(events: list[Event]) -> None:
    """What was answered while the customer lay in the bin holds once it is back."""
    waiting = queries.waiting_of([event.record_id for event in events])
    for answer in answers_about("promise", waiting) if waiting else ():
        decide_promise(answer)


@on_all("customer.*")
def hand_over_promises(events: list[Event]) -> None:
    """What a customer's former owner promised is now for the new owner to keep."""
    owed = Promise.objects.filter(state__in=OWED, removed_at=None)
    for to_id, theirs in handed_on(events):
        rows, by = owed.filter(theirs), doer(events[0])
        hand_over(registry.get("promise"), rows, to_id, by=by, at=events[0].at)
