"""Arranging that an order is delivered."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.entities import records, registry
from sanjing.foundation.entities.actions import action
from sanjing.modules.deliveries.actions.forms import moment_field, shown
from sanjing.modules.deliveries.plan import feasible_order, planned_day
from sanjing.modules.deliveries.standing import due_at
from sanjing.modules.orders.models import Order


class DeliverForm(forms.Form):
    promised_at = moment_field(_("答应送到"))
    carrier = forms.CharField(label=_("承运"), max_length=60, required=False)
    address = forms.CharField(
        label=_("送到哪里"), max_length=200, required=False,
        help_text=_("地址、收货人和电话不填就用订单上的"),
    )  # fmt: skip
    contact_name = forms.CharField(label=_("收货人"), max_length=60, required=False)
    contact_phone = forms.CharField(label=_("收货电话"), max_length=32, required=False)

    def __init__(self, *args: Any, by: Actor, record: Order | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if record:
            due = due_at(record)
            self.initial = {"promised_at": shown(due)}
            if by.may("warehouse", "see"):
                found = feasible_order(record, planned_day(due), today=timezone.localdate())
                self.fields["promised_at"].help_text = found.says() if found else ""


def may_be_delivered(order: Order, by: Actor) -> bool:
    ready = order.state in (Order.State.CONFIRMED, Order.State.SHIPPED)
    return ready and by.may("delivery", "create")


@action(entity="order", verb="deliver", label=_("安排送货"), icon="truck-delivery",
        asks=DeliverForm, needs="see", offered=may_be_delivered)  # fmt: skip
def deliver(order: Order, *, by: Actor, at: datetime, **told: Any) -> Order:
    """Plan one delivery of this order, by when it was promised. Raises Invalid, Forbidden."""
    values = {name: value for name, value in told.items() if value}
    records.create(registry.get("delivery"), {"order": order} | values, by=by, at=at)
    return order
