"""Which warehouse and vehicle brings what on which day, and where there is still room."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet, Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.entities import registry
from sanjing.kernel.numbers import format_number
from sanjing.modules.deliveries.models import Delivery, Vehicle, Warehouse
from sanjing.modules.deliveries.rules import Loads, Room, Van, first_room, room_on, serving
from sanjing.modules.deliveries.vehicles import van_of
from sanjing.modules.orders.models import Order, OrderLine

AHEAD = 60
"""Days that are searched for room."""
ONE = Decimal(1)


def in_use() -> QuerySet[Warehouse]:
    return Warehouse.objects.filter(removed_at=None, active=True)


def warehouse_for(region: str) -> Warehouse | None:
    """The one whose regions say most exactly that it serves this place."""
    if not region:
        return None
    rows = {one.pk: one for one in in_use().exclude(regions="").order_by("pk")}
    found = serving(((pk, one.regions.split("|")) for pk, one in rows.items()), region)
    return rows[found] if found else None


def vehicles_of(warehouse: int) -> list[Van]:
    return [van_of(row) for row in Vehicle.objects.filter(warehouse=warehouse).order_by("position")]


def load_of(order: Order, *, besides: int | None = None) -> Decimal:
    """How many there still are to bring: the quantities of the order less what its other deliveries
    bring; one where nothing is known.
    """
    lines = OrderLine.objects.filter(order=order, quantity__gt=0)
    whole = lines.aggregate(sum=Sum("quantity"))["sum"] or Decimal(0)
    others = Delivery.objects.standing().filter(order=order).exclude(pk=besides)
    left = whole - (others.aggregate(sum=Sum("load"))["sum"] or 0)
    return left.quantize(Decimal("0.01")) if left > 0 else ONE


def loads(warehouse: int, since: date, end: date, *, besides: int | None = None) -> Loads:
    """What is to go in every vehicle of a warehouse by day. All deliveries count, whoever may see them:
    a vehicle is full for everybody.
    """
    rows = Delivery.objects.standing().filter(
        warehouse=warehouse, planned_on__gte=since, planned_on__lte=end
    )
    sums = rows.exclude(vehicle="").exclude(pk=besides).order_by()
    found = sums.values_list("vehicle", "planned_on").annotate(Sum("load"))
    return {(plate, day): load or Decimal(0) for plate, day, load in found if day}


@dataclass(frozen=True, slots=True)
class Feasible:
    """Whether `load` can go on `day` in a vehicle of `warehouse`: `there` is the room on that day,
    `first` the first room from today on.
    """

    warehouse: Warehouse
    load: Decimal
    day: date | None
    there: Room | None
    first: Room | None

    @property
    def tone(self) -> str:
        return "green" if self.there else "yellow" if self.first and not self.day else "red"

    def says(self) -> str:
        """One sentence for whoever promises a day."""
        first = self.first
        told: dict[str, Any] = {
            "name": self.warehouse.name, "load": format_number(self.load), "most": AHEAD,
            "day": self.day.isoformat() if self.day else "",
            "plate": self.there.plate if self.there else first.plate if first else "",
            "left": format_number(self.there.left) if self.there else "",
            "first": first.day.isoformat() if first else "",
        }  # fmt: skip
        if self.there:
            return _("%(name)s：%(day)s 车辆 %(plate)s 装得下 %(load)s，还剩 %(left)s") % told
        if first is None:
            return _("%(name)s：%(most)s 天内没有车装得下 %(load)s") % told
        if not self.day:
            return _("%(name)s：最早 %(first)s 有车（%(plate)s）装得下 %(load)s") % told
        return _("%(name)s：%(day)s 没有车装得下 %(load)s，最早 %(first)s 有车（%(plate)s）") % told


def feasible(
    warehouse: Warehouse,
    load: Decimal,
    day: date | None,
    *,
    today: date,
    besides: int | None = None,
) -> Feasible:
    """Whether so much can go on `day`, and when at the earliest."""
    vans, end = vehicles_of(warehouse.pk), today + timedelta(AHEAD)
    known = loads(warehouse.pk, today, max(end, day or end), besides=besides)
    wanted = day if day and day >= today else None
    there = room_on(vans, known, load, wanted) if wanted else None
    return Feasible(warehouse, load, day, there, first_room(vans, known, load, today, AHEAD))


def feasible_for(delivery: Delivery, *, today: date) -> Feasible | None:
    """The same of a delivery that has a warehouse and was not sent yet."""
    if delivery.state != Delivery.State.PLANNED or delivery.warehouse is None:
        return None
    load = delivery.load or ONE
    return feasible(delivery.warehouse, load, delivery.planned_on, today=today, besides=delivery.pk)


def feasible_order(order: Order, day: date | None, *, today: date) -> Feasible | None:
    """The same of an order of which nothing is planned yet, for the day that is promised of it."""
    warehouse = warehouse_for(order.customer.region if order.customer else "")
    return feasible(warehouse, load_of(order), day, today=today) if warehouse else None


@dataclass(frozen=True, slots=True)
class Trip:
    """A vehicle on a day: what goes in it, as far as the reader sees it, and `load`, all of it."""

    van: Van
    load: Decimal
    deliveries: list[Delivery]

    @property
    def left(self) -> Decimal:
        return self.van.capacity - self.load

    @property
    def over(self) -> Decimal:
        return max(-self.left, Decimal(0))


@dataclass(frozen=True, slots=True)
class DayPlan:
    """`waiting` has no vehicle yet; `before` should have left on an earlier day than both this and today."""

    trips: list[Trip]
    waiting: list[Delivery]
    before: list[Delivery]

    @property
    def planned(self) -> int:
        return sum(len(trip.deliveries) for trip in self.trips)


def day_plan(actor: Actor, warehouse: Warehouse, day: date, *, today: date) -> DayPlan:
    """What leaves this warehouse on a day, vehicle by vehicle."""
    seen: Any = registry.get("delivery").visible_to(actor)
    rows = seen.standing().filter(warehouse=warehouse).select_related("order", "customer")
    of_day = list(rows.filter(planned_on=day).order_by("promised_at", "pk"))
    late = rows.filter(planned_on__lt=min(day, today), state=Delivery.State.PLANNED)
    known = loads(warehouse.pk, day, day)
    vans = vehicles_of(warehouse.pk)
    plates = {van.plate for van in vans}
    gone = {one.vehicle for one in of_day if one.vehicle} - plates
    vans += [Van(plate, Decimal(0)) for plate in sorted(gone)]
    return DayPlan(
        [Trip(van, known.get((van.plate, day), Decimal(0)), within(of_day, van.plate)) for van in vans],
        within((one for one in of_day if one.state == Delivery.State.PLANNED), ""),
        list(late.order_by("planned_on", "pk")[:AHEAD]),
    )  # fmt: skip


def within(rows: Iterable[Delivery], plate: str) -> list[Delivery]:
    return [one for one in rows if one.vehicle == plate]


def homeless(actor: Actor) -> int:
    """How many planned deliveries no warehouse serves."""
    rows: Any = registry.get("delivery").visible_to(actor)
    return rows.filter(state=Delivery.State.PLANNED, warehouse=None).count()


def planned_day(moment: datetime | None) -> date | None:
    return timezone.localdate(moment) if moment else None
