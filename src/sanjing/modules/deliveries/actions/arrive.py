"""The customer signing for the goods."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import pgettext_lazy

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.entities import records
from sanjing.foundation.entities.actions import action, only_from
from sanjing.modules.deliveries.actions.forms import ArriveForm
from sanjing.modules.deliveries.actions.moments import past
from sanjing.modules.deliveries.events import DeliveryArrived
from sanjing.modules.deliveries.models import OUTSTANDING, Delivery


@action(entity="delivery", verb="arrive", label=pgettext_lazy("动作", "签收"), icon="circle-check", asks=ArriveForm,
        offered=only_from(*OUTSTANDING))  # fmt: skip
def arrive(
    delivery: Delivery, *, arrived_at: datetime | None = None, signed_by: str = "",
    problem: str = "", cause: str = "", by: Actor, at: datetime,
) -> Delivery:  # fmt: skip
    """Say when it arrived, who signed and what was wrong with it. Raises Invalid."""
    when = past("arrived_at", arrived_at, at)
    wrong = problem or Delivery.Problem.NONE
    values = {"arrived_at": when, "signed_by": signed_by, "problem": wrong, "cause": cause}
    told = DeliveryArrived(
        on_time=when <= delivery.promised_at if delivery.promised_at else None,
        signed_by=signed_by,
        problem="" if wrong == Delivery.Problem.NONE else wrong,
        cause=cause,
    )
    return records.change(delivery, values, by=by, at=at, telling=told)
