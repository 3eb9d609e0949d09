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
    verb="cancel",
    label=_("取消订单"),
    icon="ban",
    offered=only_from(State.DRAFT, State.CONFIRMED, State.SHIPPED),
)
def cancel(order: Order, *, by: Actor, at: datetime) -> Order:
    """Take an order back: it no longer counts as sold."""
    return enter(order, State.CANCELLED, by=by, at=at)
