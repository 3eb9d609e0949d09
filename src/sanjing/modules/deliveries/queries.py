"""How the deliveries of orders came out, as expressions over orders."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

from django.db.models import Case, CharField, DateField, F, Q, Value, When
from django.db.models.functions import Coalesce, TruncDate
from django.db.models.lookups import GreaterThan, IsNull, LessThan
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sanjing.foundation.entities.fields import Field, computed
from sanjing.foundation.entities.kinds import KINDS
from sanjing.modules.deliveries.models import Delivery, DeliveryRows, TrackingLink
from sanjing.modules.orders.models import NOT_SOLD, Order

PROBLEMS = [(key, label) for key, label in Delivery.Problem.choices if key != "none"]
OUTCOMES = [
    ("perfect", _("及时准确")),
    ("late", _("晚到")),
    ("missing", _("过期未到")),
    ("refused", _("拒收")),
    *PROBLEMS,
    ("open", _("还没到期")),
]
"""What may be said of an order with a day it is due on; whatever is not perfect or open is a fault."""

KEPT = "kept_delivery__"


def due_day() -> Any:
    """The last day a delivery was promised for, else the day the customer required."""
    return Coalesce(TruncDate(f"{KEPT}due_at"), F("required_on"), output_field=DateField())


def came_day() -> Any:
    """The day the last delivery arrived; an order without deliveries came when it was shipped."""
    own = When(**{f"{KEPT}order__isnull": False}, then=TruncDate(f"{KEPT}came_at"))
    return Case(own, default=F("shipped_on"), output_field=DateField())


def outcome() -> Any:
    """One word of OUTCOMES; None where nothing can be said: not sold, no day due, or closed by hand
    without any day on which it came.
    """
    came, due, kept = came_day(), due_day(), _kept
    not_there = Q(IsNull(came, True))
    return Case(
        When(Q(state__in=NOT_SOLD) | Q(IsNull(due, True)), then=None),
        When(kept(refused=True), then=Value("refused")),
        When(not_there & Q(state=Order.State.DONE) & kept(order__isnull=True), then=None),
        When(not_there & Q(LessThan(due, timezone.localdate())), then=Value("missing")),
        When(not_there, then=Value("open")),
        When(kept(late=True) | Q(GreaterThan(came, due)), then=Value("late")),
        *(When(kept(problem=key), then=Value(key)) for key, _label in PROBLEMS),
        default=Value("perfect"),
        output_field=CharField(),
    )


def _kept(**wanted: Any) -> Q:
    return Q(**{f"{KEPT}{name}": value for name, value in wanted.items()})


def problem() -> Any:
    return Coalesce(F(f"{KEPT}problem"), Value(""), output_field=CharField())


def carrier() -> Any:
    return Coalesce(F(f"{KEPT}carrier"), Value(""), output_field=CharField())


def order_fields() -> list[Field]:
    """What deliveries add to orders, read only where it is shown or asked for."""
    of = "delivery"
    choice, date, text = KINDS["choice"], KINDS["date"], KINDS["text"]
    return [
        computed("due_day", _("应到日期"), date, due_day, of=of),
        computed("came_day", _("送到日期"), date, came_day, of=of),
        replace(
            computed("outcome", _("交付结果"), choice, outcome, of=of), choices=tuple(OUTCOMES)
        ),
        replace(
            computed("delivery_problem", _("交付问题"), choice, problem, of=of),
            choices=tuple(PROBLEMS),
        ),
        computed("delivery_carrier", _("承运"), text, carrier, of=of),
    ]


def link_of(order: Order) -> TrackingLink | None:
    """The address at which the customer follows the order, if there is one now; asked once a page."""
    if "open_link" not in order.__dict__:
        rows = TrackingLink.objects.filter(order=order, withdrawn_at=None)
        order.open_link = rows.first()
    return order.open_link


def overdue(at: datetime) -> DeliveryRows:
    """Deliveries that should have arrived by `at`, of which nobody was told yet; those of a customer
    in the bin wait there.
    """
    rows = Delivery.objects.outstanding().filter(promised_at__lt=at, alerted_at=None)
    return rows.filter(customer__removed_at=None, order__removed_at=None)
