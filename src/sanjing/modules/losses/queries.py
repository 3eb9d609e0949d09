"""What customers who left had bought, and which of them are gone."""

from __future__ import annotations

from typing import Any

from django.db.models import OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from sanjing.foundation.entities.fields import Field, computed
from sanjing.foundation.entities.kinds import KINDS
from sanjing.modules.customers.models import Customer
from sanjing.modules.losses.models import Departure
from sanjing.modules.orders.models import Order, Return

MOST_SEEN = 100
GONE = Q(came_back_on=None, removed_at=None)


def open_departure(customer: Customer) -> Departure | None:
    """The departure of a customer that is gone; None of one that is not."""
    return Departure.objects.filter(GONE, customer=customer).order_by("-left_on", "-pk").first()


def seen_departures(customer: Customer) -> list[Departure]:
    """The departures of a customer that is looked at, asked once for its page; a verb asks again."""
    if "departures_seen" not in customer.__dict__:
        rows = Departure.objects.filter(customer=customer, removed_at=None)
        customer.__dict__["departures_seen"] = list(rows.order_by("-left_on", "-pk")[:MOST_SEEN])
    return customer.__dict__["departures_seen"]


def seen_gone(customer: Customer) -> bool:
    """Whether a customer that is looked at is gone."""
    return any(one.came_back_on is None for one in seen_departures(customer))


def bought_before() -> Any:
    """What the customer bought in the twelve months before leaving, less what came back of it (分)."""
    customer, day = OuterRef("customer"), "ordered_on"
    within = {
        f"{day}__gte": OuterRef("counted_from"),
        f"{day}__lte": OuterRef("left_on"),
    }
    sold = Order.objects.sold().filter(customer=customer, **within).order_by()
    came = Return.objects.came_in().filter(
        customer=customer, **{f"order__{key}": value for key, value in within.items()}
    )
    return Coalesce(_sum(sold), 0) - Coalesce(_sum(came.order_by()), 0)


def _sum(rows: QuerySet) -> Subquery:
    return Subquery(rows.values("customer").annotate(whole=Sum("amount")).values("whole"))


def departure_fields() -> list[Field]:
    label = _("离开前 12 个月买了")
    return [computed("bought_before", label, KINDS["money"], bought_before, of="order.amount")]


def lost_on() -> Any:
    """Since when a customer is gone; nothing for one that is not."""
    gone = Departure.objects.filter(GONE, customer=OuterRef("pk")).order_by("-left_on")
    return Subquery(gone.values("left_on")[:1])


def customer_fields() -> list[Field]:
    return [computed("lost_on", _("流失日期"), KINDS["date"], lost_on, of="departure.left_on")]
