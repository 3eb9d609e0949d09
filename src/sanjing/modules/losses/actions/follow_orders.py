"""Departures follow what customers buy: who buys again is back, whatever was written down."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime

from django.db.models import Min, Q

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.entities import records
from sanjing.foundation.entities.id_lists import among
from sanjing.modules.losses.events import DepartureReopened, DepartureReturned
from sanjing.modules.losses.models import Departure
from sanjing.modules.orders.models import Order

Way = Departure.Way
FOLLOWS = Q(came_back_on=None) | Q(way_back=Way.ITSELF)


def follow_orders(customers: Collection[int], *, by: Actor, at: datetime) -> None:
    """Close the departures of those who bought after leaving, and open them again where that order
    no longer counts. Those won back stay as they are.
    """
    rows = Departure.objects.filter(FOLLOWS, removed_at=None, customer__in=among(customers))
    for one in list(rows.order_by("pk")):
        day = first_order_after(one)
        if day == one.came_back_on or (day is None and left_again(one)):
            continue
        told = (
            DepartureReturned(came_back_on=day.isoformat(), won=False)
            if day
            else DepartureReopened()
        )
        kept = {"came_back_on": day, "way_back": Way.ITSELF if day else ""}
        records.change(one, {}, kept=kept, telling=told, by=by, at=at)


def left_again(one: Departure) -> bool:
    later = Departure.objects.filter(customer=one.customer_id, left_on__gt=one.left_on)
    return later.filter(removed_at=None).exists()


def first_order_after(one: Departure) -> date | None:
    sold = Order.objects.sold().filter(customer=one.customer_id, ordered_on__gt=one.left_on)
    return sold.aggregate(first=Min("ordered_on"))["first"]
