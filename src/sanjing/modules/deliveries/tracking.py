"""What a customer sees of an order, and nothing else of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from sanjing.foundation.accounts.client import household
from sanjing.foundation.entities.errors import Refusal
from sanjing.foundation.events.models import Event
from sanjing.modules.deliveries.models import Delivery, TrackingLink, TrackingLook
from sanjing.modules.deliveries.standing import due_at
from sanjing.modules.orders.models import Order

WINDOW = timedelta(hours=1)
KEPT = timedelta(days=1)
MOST = 120
READ = 200


class TooManyLooks(Refusal):
    """One address asked too often within an hour."""

    code = "too_many"
    status = 429


@dataclass(frozen=True, slots=True)
class Stage:
    """A step of an order; `at` is a moment or, where nobody knows more, a day. None is still to come."""

    label: str
    at: datetime | date | None
    reached: bool


@dataclass(frozen=True, slots=True)
class Trip:
    """One delivery as the customer sees it."""

    state: str
    label: str
    carrier: str
    tracking_number: str
    promised_at: datetime | None
    sent_at: datetime | None
    arrived_at: datetime | None


@dataclass(frozen=True, slots=True)
class Progress:
    """`promised` is the last moment or day that was promised."""

    number: str
    cancelled: bool
    stages: list[Stage]
    promised: datetime | date | None
    trips: list[Trip]


def count_look(address: str, at: datetime) -> None:
    """Count a look before anything is looked up. Raises TooManyLooks; a refused one is not counted.

    Of the address a digest is kept for a day.
    """
    sender = salted_hmac("sanjing.tracking", household(address), algorithm="sha256").hexdigest()
    recent = TrackingLook.objects.filter(address=sender, at__gt=at - WINDOW)
    if recent.order_by()[:MOST].count() >= MOST:
        raise TooManyLooks(_("看得太频繁了，请过一个小时再来。"))
    TrackingLook.objects.create(address=sender, at=at)


def forget_looks(*, at: datetime) -> int:
    count, _by_model = TrackingLook.objects.filter(at__lte=at - KEPT).delete()
    return count


def progress_of(token: str) -> Progress | None:
    """The progress behind an address; None where it leads nowhere (any more)."""
    links = TrackingLink.objects.filter(token=token, withdrawn_at=None, order__removed_at=None)
    link = links.filter(order__customer__removed_at=None).select_related("order").first()
    if link is None:
        return None
    order = link.order
    trips = [trip(row) for row in Delivery.objects.standing().filter(order=order).order_by("pk")]
    moments = [one.promised_at for one in trips if one.promised_at]
    return Progress(
        number=order.reference,
        cancelled=order.state == Order.State.CANCELLED,
        stages=stages(order, trips),
        promised=max(moments, default=None) or due_at(order),
        trips=trips,
    )


def trip(row: Delivery) -> Trip:
    return Trip(
        row.state, str(row.get_state_display()), row.carrier, row.tracking_number, row.promised_at,
        row.sent_at, row.arrived_at,
    )  # fmt: skip


def stages(order: Order, trips: list[Trip]) -> list[Stage]:
    """Ordered, confirmed, sent, signed for: the first three as soon as they happened, the last once all is there."""
    confirmed = order.state != Order.State.DRAFT
    sent = min((one.sent_at for one in trips if one.sent_at), default=None) or order.shipped_on
    open_ones = [one for one in trips if one.state in ("planned", "on_the_way")]
    arrived = (
        None if open_ones else max((t.arrived_at for t in trips if t.arrived_at), default=None)
    )
    shipped = bool(sent) or order.state in (Order.State.SHIPPED, Order.State.DONE)
    return [
        Stage(_("下单"), order.ordered_on, True),
        Stage(_("订单确认"), confirmed_at(order) if confirmed else None, confirmed),
        Stage(_("货物发出"), sent, shipped),
        Stage(_("签收"), arrived, bool(arrived) or (order.state == Order.State.DONE and not trips)),
    ]


def confirmed_at(order: Order) -> datetime | date:
    """When a draft was confirmed; an order that never was one counted from its day."""
    own = Event.objects.filter(entity="order", record_id=order.pk).order_by("id")
    for event in own[:READ]:
        before, after = event.data.get("changes", {}).get("state", (None, None))
        if before == Order.State.DRAFT and after != Order.State.CANCELLED:
            return event.at
    return order.ordered_on
