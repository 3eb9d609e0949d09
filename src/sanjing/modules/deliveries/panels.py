"""What deliveries add to the pages of orders, and how a standing promise is kept."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.entities import records, registry
from sanjing.modules.deliveries import standing as promised
from sanjing.modules.deliveries.models import OUTSTANDING, StandingPromise
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
    return {
        "hidden": not rows and link is None,
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
