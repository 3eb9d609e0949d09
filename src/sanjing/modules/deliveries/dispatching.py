"""From which warehouse and in which vehicle a delivery goes, as it is written down."""

from __future__ import annotations

from django.utils.translation import gettext as _

from sanjing.modules.deliveries.models import Delivery, Vehicle
from sanjing.modules.deliveries.plan import load_of, planned_day, warehouse_for

Errors = dict[str, list[str]]


def derive(delivery: Delivery) -> None:
    """Fill in what follows: a vehicle stands at its warehouse, else the customer's region says which
    serves; the day is the promised one. What has left already needs no plan.
    """
    stood = delivery.stood
    if delivery.vehicle and delivery.vehicle != stood.get("vehicle"):
        own = Vehicle.objects.filter(plate=delivery.vehicle, warehouse__removed_at=None)
        if delivery.warehouse_id in (None, stood.get("warehouse_id")) and (row := own.first()):
            delivery.warehouse_id = row.warehouse_id
    if delivery._state.adding and not (delivery.sent_at or delivery.arrived_at):
        begin(delivery)
    elif follows_promise(delivery):
        delivery.planned_on = planned_day(delivery.promised_at)


def begin(delivery: Delivery) -> None:
    customer = delivery.order.customer
    if delivery.warehouse_id is None and customer:
        delivery.warehouse = warehouse_for(customer.region)
    if delivery.warehouse_id is not None:
        delivery.planned_on = delivery.planned_on or planned_day(delivery.promised_at)
        if delivery.load is None:
            delivery.load = load_of(delivery.order)


def follows_promise(delivery: Delivery) -> bool:
    """Whether only another moment was promised of one that still waits for a vehicle."""
    stood = delivery.stood
    return bool(
        stood
        and delivery.state == Delivery.State.PLANNED
        and not delivery.vehicle
        and delivery.planned_on is not None
        and delivery.planned_on == stood.get("planned_on") == planned_day(stood.get("promised_at"))
        and delivery.promised_at is not None
    )


def errors(delivery: Delivery) -> Errors:
    """A vehicle that is not there, a load of nothing, a day before the order."""
    if delivery.load is not None and delivery.load <= 0:
        return {"load": [_("装载量要大于零")]}
    if delivery.planned_on and delivery.planned_on < delivery.order.ordered_on:
        day = {"day": delivery.order.ordered_on.isoformat()}
        return {"planned_on": [_("不能排在下单日期（%(day)s）之前") % day]}
    if not delivery.vehicle or not moved(delivery):
        return {}
    if delivery.planned_on is None:
        return {"planned_on": [_("请填写排在哪天")]}
    told = {"plate": delivery.vehicle}
    if delivery.warehouse_id is None:
        return {"vehicle": [_("没有车辆“%(plate)s”") % told]}
    rows = Vehicle.objects.filter(warehouse=delivery.warehouse_id, plate=delivery.vehicle)
    if not rows.exists():
        told["name"] = str(delivery.warehouse)
        return {"vehicle": [_("车辆“%(plate)s”不在仓库“%(name)s”") % told]}
    return {}


def moved(delivery: Delivery) -> bool:
    """Whether this is another vehicle, warehouse or day than before."""
    names = ("vehicle", "warehouse_id", "planned_on")
    return not delivery.stood or any(getattr(delivery, n) != delivery.stood.get(n) for n in names)
