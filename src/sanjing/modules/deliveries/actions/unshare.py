from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.entities import records, registry
from sanjing.foundation.entities.actions import action
from sanjing.foundation.events.publish import publish
from sanjing.modules.deliveries.events import TrackingWithdrawn
from sanjing.modules.deliveries.models import TrackingLink
from sanjing.modules.deliveries.queries import link_of
from sanjing.modules.orders.models import Order


@action(entity="order", verb="unshare", label=_("收回进度链接"), icon="unlink", bulk=False,
        offered=lambda order, _by: link_of(order) is not None)  # fmt: skip
def unshare(order: Order, *, by: Actor, at: datetime) -> Order:
    """Close the page; its address never works again."""
    with transaction.atomic():
        open_ones = TrackingLink.objects.filter(order=order.pk, withdrawn_at=None)
        if open_ones.update(withdrawn_at=at):
            about = records.about(registry.get("order"), order)
            publish(TrackingWithdrawn(), about=about, by=by, at=at)
    return order
