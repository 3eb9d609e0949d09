"""What deliveries add to the pages of orders, and how a standing promise is kept."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.entities import records, registry
from sanjing.foundation.phrases import unbroken
from sanjing.modules.deliveries import plan
from sanjing.modules.deliveries import standing as promised
from sanjing.modules.deliveries.models import OUTSTANDING, Delivery, StandingPromise
from sanjing.modules.deliveries.queries import link_of
from sanjing.modules.orders.models import Order

Context = dict[str, Any]
SHOWN = 12
LOOKS_BACK = timedelta(365)


def of_order(order: Order, actor: Actor) -> Context:
    """The deliveries of an order with the next step of each, and the page the customer follows."""
    entity = registry.get("delivery")
    if not actor.may(entity.name, "see"):
        return {"hidden": True}
    rows = list(entity.visible_to(actor).filter(order=order).order_by("pk")[: SHOWN + 1])
    link = link_of(order)
    now = timezone.now()
    ahead = None if rows else to_promise(order, actor)
    return {
        "hidden": not rows and link is None and ahead is None,
        "ahead": ahead,
        "says": ahead.says() if ahead else "",
        "rows": [(row, row.state in OUTSTANDING, is_late(row, now)) for row in rows[:SHOWN]],
        "more": len(rows) > SHOWN,
        "all_there": order.state == Order.State.SHIPPED and all_there(rows),
        "may_change": actor.may(entity.name, "change"),
        "link": link,
    }


def is_late(delivery: Any, now: Any) -> bool:
    promised_at = delivery.promised_at
    return bool(promised_at) and (delivery.arrived_at or now) > promised_at


def all_there(rows: list[Any]) -> bool:
    """Whether nothing is still to come and something has arrived."""
    return any(r.arrived_at for r in rows) and not any(r.state in OUTSTANDING for r in rows)


def of_plan(delivery: Delivery, actor: Actor) -> Context:
    """Whether a vehicle has room for a delivery on its day, and when at the earliest."""
    if delivery.state != Delivery.State.PLANNED or not actor.may("warehouse", "see"):
        return {"hidden": True}
    found = plan.feasible_for(delivery, today=timezone.localdate())
    if found is None and not plan.in_use().exists():
        return {"hidden": True}
    may_plan = records.entity_of(delivery).visible_to(actor, "change").filter(pk=delivery.pk)
    late = planned_late(delivery)
    return {
        "found": found,
        "tone": "red"
        if late
        else "green"
        if delivery.vehicle
        else found.tone
        if found
        else "yellow",
        "says": on_vehicle(delivery) if delivery.vehicle else found.says() if found else "",
        "late": late,
        "may_plan": may_plan.exists(),
    }


def planned_late(delivery: Delivery) -> bool:
    day, promised_at = delivery.planned_on, plan.planned_day(delivery.promised_at)
    return bool(day and promised_at and day > promised_at)


def on_vehicle(delivery: Delivery) -> str:
    plate = unbroken(delivery.vehicle)
    told = {"name": delivery.warehouse, "day": delivery.planned_on, "plate": plate}
    return _("%(name)s：排在 %(day)s，车辆 %(plate)s") % told


def to_promise(order: Order, actor: Actor) -> plan.Feasible | None:
    """Whether what is promised of an order can be kept, while nothing of it is planned yet."""
    if order.state != Order.State.CONFIRMED or not actor.may("warehouse", "see"):
        return None
    today = timezone.localdate()
    return plan.feasible_order(order, plan.planned_day(promised.due_at(order)), today=today)


SAID = ("start", "allowed", "unit", "region", "category", "grade")


def may_read_all(promise: StandingPromise, actor: Actor) -> bool:
    return all(records.entity_of(promise).may_read(name, actor) for name in SAID)


def standing(promise: StandingPromise, actor: Actor) -> Context:
    """How it was kept within a year, and the orders that were not."""
    if not actor.may("order", "see"):
        return {"hidden": True}
    since = timezone.localdate() - LOOKS_BACK
    late = promised.exceptions(promise, actor, since)
    return {
        "says": promise.says if may_read_all(promise, actor) else "",
        "since": since,
        "found": promised.measure(promise, actor, since),
        "few": promised.FEW,
        "late": late[: promised.SHOWN],
        "more": len(late) > promised.SHOWN,
    }
