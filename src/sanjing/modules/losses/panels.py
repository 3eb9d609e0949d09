"""What departures add to the page of a customer."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.entities import registry
from sanjing.modules.customers.models import Customer
from sanjing.modules.losses.models import Departure
from sanjing.modules.losses.queries import bought_before, seen_departures
from sanjing.modules.orders.queries import may_know

SHOWN = 3


def customer_panel(customer: Customer, actor: Actor) -> dict[str, Any]:
    """When and why the customer left, and came back; nothing for one that never did."""
    entity = registry.get("departure")
    if not actor.may(entity.name, "see") or not seen_departures(customer):
        return {"hidden": True}
    rows = entity.visible_to(actor).filter(customer=customer).select_related("reason__parent")
    found = list(rows.order_by("-left_on", "-pk")[:SHOWN])
    readable = {name for name in ("reason", "said", "chance") if entity.may_read(name, actor)}
    return {"hidden": not found, "rows": found, "readable": readable}


def bought(departure: Departure, actor: Actor) -> dict[str, Any]:
    """What went with the customer, and where the orders are that make it up."""
    if not may_know(actor):
        return {"hidden": True}
    row = Departure.objects.filter(pk=departure.pk).annotate(sum=bought_before()).get()
    days = {
        "customer": departure.customer_id,
        "ordered_on__after": (departure.counted_from - timedelta(1)).isoformat(),
        "ordered_on__before": (departure.left_on + timedelta(1)).isoformat(),
    }
    return {"amount": row.sum, "url": f"/orders/?{urlencode(days)}"}
