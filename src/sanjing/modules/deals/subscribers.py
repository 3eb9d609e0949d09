"""What deals react to, and how their own events read."""

from __future__ import annotations

from sanjing.foundation.events.models import Event
from sanjing.foundation.events.subscriptions import on_all
from sanjing.modules.deals import history, lead_history  # noqa: F401
from sanjing.modules.deals.actions.distribute import distribute


@on_all("lead.created")
def give_to_somebody(events: list[Event]) -> None:
    """A lead that comes in without an owner is given to one by the rules, in the same transaction."""
    if waiting := [event for event in events if not event.data["values"].get("owner")]:
        distribute([event.record_id for event in waiting], at=waiting[0].at)
