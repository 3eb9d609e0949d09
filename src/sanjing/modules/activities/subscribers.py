"""What activities react to, and how their events read."""

from __future__ import annotations

from sanjing.foundation.entities import registry
from sanjing.foundation.entities.batches import hand_over
from sanjing.foundation.events.models import Event
from sanjing.foundation.events.subscriptions import doer, on_all
from sanjing.modules.activities import history  # noqa: F401
from sanjing.modules.activities.actions.follow_up import follow_up
from sanjing.modules.activities.models import Activity, Task
from sanjing.modules.customers.queries import handed_on


@on_all("activity.created")
def draw_consequences(events: list[Event]) -> None:
    """A contact concerns the customer and the calendar, however it came in."""
    ids = [event.record_id for event in events]
    made: list[Activity] = []
    for start in range(0, len(ids), 500):
        rows = Activity.objects.select_related("customer", "owner").filter(
            pk__in=ids[start : start + 500]
        )
        made += rows
    follow_up(made, by=doer(events[0]), at=events[0].at)


@on_all("customer.*")
def hand_over_tasks(events: list[Event]) -> None:
    """What a customer's former owner still had to do for it is now for the new owner to do."""
    open_tasks = Task.objects.filter(done_at=None, removed_at=None)
    for to_id, theirs in handed_on(events):
        rows, by = open_tasks.filter(theirs), doer(events[0])
        hand_over(registry.get("task"), rows, to_id, by=by, at=events[0].at)
