"""What insights react to."""

from __future__ import annotations

from datetime import date

from sanjing.foundation.approvals.queries import answers_about
from sanjing.foundation.events.models import Event
from sanjing.foundation.events.subscriptions import after, doer, on, on_all
from sanjing.foundation.figures.actions import fill, turn
from sanjing.modules.customers.models import Customer
from sanjing.modules.insights.actions.propose_retirement import PURPOSE
from sanjing.modules.insights.actions.retire import retire
from sanjing.modules.insights.events import CustomerRetired

MANY = 5_000
"""From so many scored customers on sums are reckoned once a night; of fewer they are summed when asked for."""


@on("score.reckoned")
def begin_anew(event: Event) -> None:
    """Sums stand for the day of the scores."""
    turn(date.fromisoformat(event.data["as_of"]), keeps=event.data["customers"] >= MANY)


@after("score.reckoned")
def sum_up(_event: Event) -> None:
    """Reckon the sums of who sees everything before anybody asks."""
    fill()


@on("approval.granted")
def let_go(event: Event) -> None:
    """Only an agreement lets a customer go; refused or taken back, all stays as it was."""
    if event.data["purpose"] != PURPOSE:
        return
    customer = Customer.objects.filter(pk=event.record_id, removed_at=None).first()
    if customer is not None:
        retire(customer, by=doer(event), at=event.at)


@on_all("customer.restored")
def let_go_late(events: list[Event]) -> None:
    """What was agreed to while the customer lay in the bin holds once it is back."""
    for answer in answers_about("customer", [event.record_id for event in events]):
        done = Event.objects.filter(
            entity="customer",
            record_id=answer.record_id,
            name=CustomerRetired.name,
            pk__gt=answer.pk,
        )
        if answer.name == "approval.granted" and not done.exists():
            let_go(answer)
