"""Putting a delivery on a vehicle for a day."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.entities import records
from sanjing.foundation.entities.actions import action, only_from
from sanjing.kernel.numbers import format_number
from sanjing.modules.deliveries.models import Delivery, Vehicle
from sanjing.modules.deliveries.plan import loads


class PlanForm(forms.Form):
    """Every vehicle, those of the delivery's warehouse first, with what it still takes on its day."""

    planned_on = forms.DateField(
        label=_l("排在哪天"), required=False, widget=forms.DateInput(attrs={"type": "date"}),
        help_text=_l("不填就不改日期"),
    )  # fmt: skip
    vehicle = forms.ChoiceField(label=_l("车辆"), required=False, help_text=_l("不选就还不排车"))
    load = forms.DecimalField(
        label=_l("装载量"), required=False, min_value=0, max_digits=12, decimal_places=2,
        help_text=_l("不填就不改"),
    )  # fmt: skip

    def __init__(self, *args: Any, record: Delivery | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", _("（还不排）")), *vehicle_choices(record)]
        self.fields["vehicle"].choices = choices
        if record:
            day = record.planned_on or timezone.localdate()
            self.initial = {"planned_on": day.isoformat(), "vehicle": record.vehicle, "load": record.load}  # fmt: skip


def vehicle_choices(delivery: Delivery | None) -> list[tuple[str, str]]:
    own = delivery.warehouse_id if delivery else None
    day = delivery.planned_on if delivery else None
    known = loads(own, day, day, besides=delivery.pk) if own and day and delivery else {}
    rows = Vehicle.objects.filter(warehouse__removed_at=None, warehouse__active=True)
    ordered = sorted(
        rows.select_related("warehouse"),
        key=lambda row: (row.warehouse_id != own, row.warehouse_id, row.position),
    )
    found = []
    for row in ordered:
        told = {"name": row.warehouse.name, "plate": row.plate}
        if day and row.warehouse_id == own:
            told["left"] = format_number(row.capacity - known.get((row.plate, day), 0))
            words = _("%(name)s · %(plate)s · 那天还剩 %(left)s")
        else:
            told["left"] = format_number(row.capacity)
            words = _("%(name)s · %(plate)s · 载量 %(left)s")
        found.append((row.plate, words % told))
    return found


@action(entity="delivery", verb="plan", label=_l("排车"), icon="calendar-plus", asks=PlanForm,
        offered=only_from(Delivery.State.PLANNED))  # fmt: skip
def plan(
    delivery: Delivery, *, planned_on: date | None = None, vehicle: str = "", load: Any = None,
    by: Actor, at: datetime,
) -> Delivery:  # fmt: skip
    """Say on which day and in which vehicle it goes. Raises Invalid, VehicleFull."""
    values: dict[str, Any] = {"vehicle": vehicle}
    values |= {"planned_on": planned_on} if planned_on else {}
    values |= {"load": load} if load else {}
    return records.change(delivery, values, by=by, at=at)
