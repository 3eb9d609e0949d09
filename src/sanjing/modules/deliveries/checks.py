"""What speaks against a delivery or a standing promise as it would stand."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext as _

from sanjing.modules.deliveries import dispatching
from sanjing.modules.deliveries.models import Delivery, StandingPromise
from sanjing.modules.orders.models import NOT_SOLD

Errors = dict[str, list[str]]


def delivery_errors(delivery: Delivery) -> Errors:
    """Moments out of order, and goods for an order that is not one."""
    order = delivery.order
    if (
        delivery._state.adding
        and delivery.state == Delivery.State.PLANNED
        and order.state in NOT_SOLD
    ):
        told = {"state": order.get_state_display()}
        return {"order": [_("订单是“%(state)s”，不能安排送货") % told]}
    sent, arrived = delivery.sent_at, delivery.arrived_at
    if sent and arrived and arrived < sent:
        return {"arrived_at": [_("签收不能早于发车")]}
    moments = {
        "sent_at": (sent, _("发车不能早于下单日期（%(day)s）")),
        "arrived_at": (arrived, _("签收不能早于下单日期（%(day)s）")),
        "promised_at": (delivery.promised_at, _("答应的时间不能早于下单日期（%(day)s）")),
    }
    day = {"day": order.ordered_on.isoformat()}
    found = {
        name: [sentence % day]
        for name, (moment, sentence) in moments.items()
        if moment and timezone.localdate(moment) < order.ordered_on
    }
    return found or dispatching.errors(delivery)


def standing_errors(promise: StandingPromise) -> Errors:
    by_day = promise.start == StandingPromise.Start.REQUIRED
    if by_day and promise.unit == StandingPromise.Unit.HOURS:
        return {"unit": [_("要求交货日期没有钟点，请按天写")]}
    if promise.valid_until and promise.valid_until < promise.valid_from:
        return {"valid_until": [_("失效不能早于生效")]}
    return {}
