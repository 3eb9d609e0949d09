"""Sending the goods off."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.entities import records
from sanjing.foundation.entities.actions import action, only_from
from sanjing.modules.deliveries.actions.forms import SendForm
from sanjing.modules.deliveries.actions.moments import past
from sanjing.modules.deliveries.events import DeliverySent
from sanjing.modules.deliveries.models import Delivery


@action(entity="delivery", verb="send", label=_("发车"), icon="truck", asks=SendForm,
        offered=only_from(Delivery.State.PLANNED))  # fmt: skip
def send(
    delivery: Delivery, *, sent_at: datetime | None = None, carrier: str = "",
    tracking_number: str = "", by: Actor, at: datetime,
) -> Delivery:  # fmt: skip
    """The goods are on their way; a confirmed order is shipped by that. Raises Invalid."""
    by_whom = {
        "carrier": carrier or delivery.carrier,
        "tracking_number": tracking_number or delivery.tracking_number,
    }
    values = {"sent_at": past("sent_at", sent_at, at), **by_whom}
    return records.change(delivery, values, by=by, at=at, telling=DeliverySent(**by_whom))
