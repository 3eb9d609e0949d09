"""Not sending it after all."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.entities import records
from sanjing.foundation.entities.actions import action, only_from, reason_form
from sanjing.modules.deliveries.events import DeliveryCancelled
from sanjing.modules.deliveries.models import Delivery


@action(
    entity="delivery",
    verb="cancel",
    label=_("取消送货"),
    icon="ban",
    asks=reason_form(_("为什么不送了"), required=False),
    offered=only_from(Delivery.State.PLANNED),
)
def cancel(delivery: Delivery, *, reason: str = "", by: Actor, at: datetime) -> Delivery:
    """Take back what was planned and not sent yet; it counts for nothing."""
    kept = {"state": Delivery.State.CANCELLED}
    told = DeliveryCancelled(reason=reason)
    return records.change(delivery, {}, kept=kept, by=by, at=at, telling=told)
