"""Letting a customer follow an order."""

from __future__ import annotations

from datetime import datetime
from secrets import token_urlsafe

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.entities import records, registry
from sanjing.foundation.entities.actions import action
from sanjing.foundation.events.publish import publish
from sanjing.modules.deliveries.events import TrackingShared
from sanjing.modules.deliveries.models import TrackingLink
from sanjing.modules.deliveries.queries import link_of
from sanjing.modules.orders.models import Order

LENGTH = 24


def may_share(order: Order, _by: Actor) -> bool:
    return order.state != Order.State.DRAFT and link_of(order) is None


@action(entity="order", verb="share", label=_("给客户看进度"), icon="share", bulk=False,
        offered=may_share)  # fmt: skip
def share(order: Order, *, by: Actor, at: datetime) -> Order:
    """Open a page of this order's progress to whoever is given its address."""
    with transaction.atomic():
        order = records.lock(registry.get("order"), order.pk, by=by, verb="change")
        if link_of(order) is None:
            TrackingLink.objects.create(
                order=order, token=token_urlsafe(LENGTH), made_by_id=by.user_id, made_at=at
            )
            publish(
                TrackingShared(), about=records.about(registry.get("order"), order), by=by, at=at
            )
    return order
