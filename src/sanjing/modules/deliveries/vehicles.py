"""The vehicles of a warehouse as one field of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l
from django.utils.translation import pgettext_lazy

from sanjing.foundation.entities.fields import Field
from sanjing.modules.deliveries.kinds import Vehicles
from sanjing.modules.deliveries.models import Vehicle, Warehouse
from sanjing.modules.deliveries.rules import Van


class VehiclesField(Field):
    """Reads the vehicles of a warehouse and keeps those given until it is saved."""

    def value(self, record: Any) -> list[Van]:
        held = record.__dict__
        if "held_vehicles" not in held:
            rows = [] if record._state.adding else record.vehicles.all()
            held["held_vehicles"] = [
                van_of(row) for row in sorted(rows, key=lambda row: row.position)
            ]
        return held["held_vehicles"]

    def set(self, record: Any, value: list[Van]) -> None:
        record.__dict__ |= {"held_vehicles": value, "vehicles_given": True}


VEHICLES = VehiclesField(
    name="vehicles",
    label=pgettext_lazy("复数", "车辆"),
    kind=Vehicles(),
    path="vehicles",
    source="parts",
    help=_l("一行一辆，如“鄂A12345 × 80”，80 是一天能装多少，与送货的装载量同一个单位"),
    prefetch=("vehicles",),
)


def van_of(row: Vehicle) -> Van:
    return Van(row.plate, row.capacity.normalize() + 0)


def save_vehicles(warehouses: Sequence[Warehouse]) -> None:
    """Write the vehicles that were given."""
    given = [one for one in warehouses if one.__dict__.pop("vehicles_given", False)]
    Vehicle.objects.filter(warehouse__in=given).delete()
    Vehicle.objects.bulk_create(
        Vehicle(warehouse=one, position=n, plate=van.plate, capacity=van.capacity)
        for one in given
        for n, van in enumerate(VEHICLES.value(one), 1)
    )


def elsewhere(warehouse: Warehouse) -> list[str]:
    """Why these vehicles cannot be here: one stands at another warehouse."""
    if "vehicles_given" not in warehouse.__dict__:
        return []
    plates = [van.plate for van in VEHICLES.value(warehouse)]
    rows = Vehicle.objects.filter(plate__in=plates, warehouse__removed_at=None)
    taken = rows.exclude(warehouse=warehouse.pk).select_related("warehouse").first()
    told = {"plate": taken.plate, "name": taken.warehouse.name} if taken else {}
    return [_("车辆“%(plate)s”在仓库“%(name)s”") % told] if told else []
