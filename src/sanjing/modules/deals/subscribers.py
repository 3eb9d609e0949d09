"""What deals react to, and how their own events read."""

from __future__ import annotations

from django.db.models import Q

from sanjing.foundation.entities import registry
from sanjing.foundation.entities.batches import hand_over
from sanjing.foundation.events.models import Event
from sanjing.foundation.events.subscriptions import doer, on, on_all
from sanjing.modules.customers.queries import handed_on
from sanjing.modules.deals import history, lead_history  # noqa: F401
from sanjing.modules.deals.actions.distribute import distribute
from sanjing.modules.deals.actions.keep_stages import refuse_in_use
from sanjing.modules.deals.models import Deal, Outcome


@on_all("lead.created")
def give_to_somebody(events: list[Event]) -> None:
    """A lead that comes in without an owner is given to one by the rules, in the same transaction."""
    if waiting := [event for event in events if not event.data["values"].get("owner")]:
        distribute([event.record_id for event in waiting], at=waiting[0].at)


@on_all("customer.*")
def hand_over_deals(events: list[Event]) -> None:
    """What a customer's former owner was about to sell there is now the new owner's deal."""
    going_on = Deal.objects.filter(outcome=Outcome.OPEN, removed_at=None)
    for to_id, theirs in handed_on(events):
        rows, by = going_on.filter(theirs), doer(events[0])
        hand_over(registry.get("deal"), rows, to_id, by=by, at=events[0].at)


@on("stage.removed")
def keep_stage_in_use(event: Event) -> None:
    refuse_in_use(Q(stage=event.record_id))


@on("pipeline.removed")
def keep_pipeline_in_use(event: Event) -> None:
    refuse_in_use(Q(pipeline=event.record_id))
