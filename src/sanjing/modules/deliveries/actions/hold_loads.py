"""No vehicle takes more than it can."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal

from django.utils import timezone
from django.utils.translation import gettext as _

from sanjing.foundation.entities.errors import Refusal
from sanjing.foundation.events.models import Event
from sanjing.kernel.numbers import format_number
from sanjing.modules.deliveries.models import OUTSTANDING, Delivery, Warehouse
from sanjing.modules.deliveries.plan import AHEAD, loads, vehicles_of
from sanjing.modules.deliveries.rules import first_room

Trip = tuple[str, date]
WATCHED = {"warehouse", "vehicle", "planned_on", "load"}
AT_ONCE = 500


class VehicleFull(Refusal):
    """A vehicle would carry more than it takes; `first_day` in the data is the first with room."""

    code = "vehicle_full"


def refuse_overloads(events: Iterable[Event]) -> None:
    """Raises VehicleFull where one of these changes overloads a vehicle today or later.

    The warehouses are held first, so that of two people who fill the last place the second waits,
    and then sees it taken.
    """
    told = list(events)
    ids = [event.record_id for event in told if fills(event)]
    today = timezone.localdate(told[0].at)
    wanted: dict[int, dict[Trip, Delivery]] = {}
    for start in range(0, len(ids), AT_ONCE):
        rows = Delivery.objects.filter(
            pk__in=ids[start : start + AT_ONCE], state__in=OUTSTANDING, planned_on__gte=today,
            removed_at=None, warehouse__isnull=False,
        )  # fmt: skip
        for one in rows.exclude(vehicle="").order_by("pk"):
            if one.warehouse_id and one.planned_on:
                wanted.setdefault(one.warehouse_id, {})[one.vehicle, one.planned_on] = one
    held = Warehouse.objects.filter(pk__in=wanted).order_by("pk").values_list("pk", flat=True)
    list(held.select_for_update(no_key=True))
    for warehouse, trips in sorted(wanted.items()):
        refuse_over(warehouse, trips, today)


def fills(event: Event) -> bool:
    """Whether a vehicle may be fuller by this."""
    if event.name in ("delivery.created", "delivery.restored"):
        return True
    return bool(WATCHED & set(event.data.get("changes", {})))


def refuse_over(warehouse: int, trips: dict[Trip, Delivery], today: date) -> None:
    days = [day for _plate, day in trips]
    known = loads(warehouse, min(days), max(days))
    capacity = {van.plate: van.capacity for van in vehicles_of(warehouse)}
    for (plate, day), delivery in trips.items():
        over = known.get((plate, day), Decimal(0)) - capacity.get(plate, Decimal(0))
        if over > 0:
            raise full(delivery, over, today)


def full(delivery: Delivery, over: Decimal, today: date) -> VehicleFull:
    """The refusal, with the first day that has room for this delivery."""
    warehouse, load = delivery.warehouse_id or 0, delivery.load or Decimal(0)
    known = loads(warehouse, today, today + timedelta(AHEAD), besides=delivery.pk)
    first = first_room(vehicles_of(warehouse), known, load, today, AHEAD)
    told = {
        "plate": delivery.vehicle,
        "day": delivery.planned_on,
        "load": format_number(load),
        "over": format_number(over),
        "first": first.day.isoformat() if first else "",
        "other": first.plate if first else "",
    }
    words = (
        _("%(plate)s %(day)s 装不下 %(load)s，超出 %(over)s；最早 %(first)s 有车（%(other)s）。")
        if first
        else _("%(plate)s %(day)s 装不下 %(load)s，超出 %(over)s；近期都没有车装得下。")
    )
    return VehicleFull(words % told, first_day=told["first"])
