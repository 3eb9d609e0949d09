"""What must hold between an order and its deliveries."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime

from django.db.models import F, Min
from django.db.models.functions import Coalesce, TruncDate
from django.utils import timezone
from django.utils.translation import gettext as _

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.entities import batches, registry
from sanjing.foundation.entities.errors import Invalid, Refusal
from sanjing.foundation.entities.sweeping import sweep
from sanjing.modules.deliveries.events import DeliveryCancelled
from sanjing.modules.deliveries.models import Delivery
from sanjing.modules.orders.models import Order

AT_ONCE = 500
REACHED = (Delivery.State.ARRIVED, Delivery.State.REFUSED)
LEFT = (Delivery.State.ON_THE_WAY, Delivery.State.ARRIVED)


class NotDelivered(Refusal):
    """An order is not complete while some of it is still to come."""

    code = "not_delivered"


class NotArrived(Refusal):
    """What did not reach the customer cannot come back from there."""

    code = "not_arrived"


def ship_sent(orders: Collection[int], *, by: Actor, at: datetime) -> None:
    """Confirmed orders of which something has left are shipped, on the day the first left."""
    wanted = sorted(orders)
    for start in range(0, len(wanted), AT_ONCE):
        left = Delivery.objects.standing().filter(
            state__in=LEFT, order__in=wanted[start : start + AT_ONCE], order__removed_at=None,
            order__state=Order.State.CONFIRMED,
        )  # fmt: skip
        moments = left.order_by().values_list("order")
        first = moments.annotate(
            first=Min(Coalesce("sent_at", "arrived_at")), own=Min("order__shipped_on")
        )
        rows = [
            (pk, {"state": Order.State.SHIPPED, "shipped_on": own or timezone.localdate(moment)})
            for pk, moment, own in first
        ]
        if rows:
            batches.change_many(registry.get("order"), rows, by=by, at=at)


def cancel_planned(orders: Collection[int], *, by: Actor, at: datetime) -> None:
    """What was planned for orders that are taken back is not sent."""
    rows = Delivery.objects.filter(
        order__in=list(orders), state=Delivery.State.PLANNED, removed_at=None
    )
    told = DeliveryCancelled(reason=_("订单取消了"))
    sweep(rows, {"state": Delivery.State.CANCELLED}, telling=told, by=by, at=at)


def pass_on(customers: Mapping[int, int | None], *, by: Actor, at: datetime) -> None:
    """Deliveries belong to the customer of their order, given as {order: customer}."""
    rows = Delivery.objects.filter(order__in=list(customers), removed_at=None)
    moved = dict(rows.exclude(customer=F("order__customer")).values_list("pk", "order"))
    kept = {pk: {"customer_id": customers[order]} for pk, order in moved.items()}
    batches.change_many(
        registry.get("delivery"), [(pk, {}) for pk in moved], by=by, at=at, kept=kept
    )


def refuse_unfinished(orders: Collection[int]) -> None:
    """Raises NotDelivered for an order of which something is still to come."""
    waiting = Delivery.objects.outstanding().filter(order__in=list(orders)).order_by("pk").first()
    if waiting is not None:
        told = {"delivery": waiting.reference, "state": waiting.get_state_display()}
        raise NotDelivered(
            _("送货 %(delivery)s 还是“%(state)s”，签收或取消后才能完成订单。") % told
        )


def refuse_ordered_after(orders: Collection[int]) -> None:
    """Raises Invalid for an order that would be younger than what was sent of it."""
    rows = Delivery.objects.standing().filter(order__in=list(orders))
    sent = Coalesce("sent_at", "arrived_at")
    early = rows.annotate(left=TruncDate(sent)).filter(left__lt=F("order__ordered_on"))
    if one := early.order_by("pk").first():
        told = {"delivery": one.reference}
        raise Invalid({"ordered_on": [_("送货 %(delivery)s 在这天之前就发出了") % told]})


def refuse_not_arrived(orders: Collection[int]) -> None:
    """Raises NotArrived for an order with deliveries of which none was brought to the customer yet."""
    standing = Delivery.objects.standing().filter(order__in=list(orders))
    reached = standing.filter(state__in=REACHED).values("order")
    waiting = standing.exclude(order__in=reached).select_related("order").order_by("pk").first()
    if waiting is not None:
        told = {"order": waiting.order.reference, "delivery": waiting.reference}
        raise NotArrived(_("订单 %(order)s 的送货 %(delivery)s 还没送到，没有货可退。") % told)
