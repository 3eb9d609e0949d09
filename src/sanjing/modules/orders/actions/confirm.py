from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.entities.actions import action, only_from
from sanjing.modules.orders.actions.states import enter
from sanjing.modules.orders.models import Order

State = Order.State


@action(
    entity="order", verb="confirm", label=_("确认"), icon="check", offered=only_from(State.DRAFT)
)
def confirm(order: Order, *, by: Actor, at: datetime) -> Order:
    """Confirm a draft: it now counts as sold."""
    return enter(order, State.CONFIRMED, by=by, at=at)
