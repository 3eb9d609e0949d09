from __future__ import annotations

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.entities.actions import action, only_from
from sanjing.modules.orders.actions.states import enter
from sanjing.modules.orders.models import Order

State = Order.State


@action(
    entity="order",
    verb="ship",
    label=_("发货"),
    icon="truck-delivery",
    offered=only_from(State.CONFIRMED),
)
def ship(order: Order, *, by: Actor, at: datetime) -> Order:
    """Send the goods off; the day is today unless one stands there already."""
    return enter(
        order, State.SHIPPED, by=by, at=at, shipped_on=order.shipped_on or timezone.localdate(at)
    )
