"""The customer not taking the goods."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import pgettext_lazy

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.entities import records
from sanjing.foundation.entities.actions import action, only_from
from sanjing.modules.deliveries.actions.forms import RefuseForm
from sanjing.modules.deliveries.events import DeliveryRefused
from sanjing.modules.deliveries.models import OUTSTANDING, Delivery


@action(entity="delivery", verb="refuse", label=pgettext_lazy("动作", "拒收"), icon="hand-stop", asks=RefuseForm,
        offered=only_from(*OUTSTANDING))  # fmt: skip
def refuse(
    delivery: Delivery, *, cause: str, problem: str = "", by: Actor, at: datetime
) -> Delivery:
    """The customer sent it back; what is sent again is another delivery."""
    values = {"cause": cause, "problem": problem or delivery.problem}
    kept = {"state": Delivery.State.REFUSED}
    return records.change(
        delivery, values, kept=kept, by=by, at=at, telling=DeliveryRefused(cause=cause)
    )
