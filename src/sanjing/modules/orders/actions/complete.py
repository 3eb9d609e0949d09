from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.entities.actions import action, only_from
from sanjing.modules.orders.actions.states import enter
from sanjing.modules.orders.models import Order

State = Order.State


@action(
    entity="order",
    verb="complete",
    label=_("完成"),
    icon="circle-check",
    offered=only_from(State.CONFIRMED, State.SHIPPED),
)
def complete(order: Order, *, by: Actor, at: datetime) -> Order:
    """Close an order whose goods have arrived."""
    return enter(order, State.DONE, by=by, at=at)
