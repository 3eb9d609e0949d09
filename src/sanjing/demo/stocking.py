"""What stands on the shelves of the demo company's dealers."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime, timedelta
from random import Random
from typing import Any

from django.utils import timezone

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.entities import batches, registry
from sanjing.modules.orders.models import Order, OrderLine

LOOKS_BACK = timedelta(110)
NOTES = ("", "", "", "老板娘报的数", "样机没算", "后仓也看了", "有两台开了箱")
SHARES = (0, 0.1, 0.2, 0.3, 0.5, 0.8)
"""How much is left of what came in the last months."""


def count_shelves(rng: Random, by: Actor, now: datetime) -> None:
    """The channel manager went round the dealers; at some of them a month before as well."""
    today = timezone.localdate(now)
    sold = Order.objects.sold().filter(
        customer__tags__contains="经销商", ordered_on__gte=today - LOOKS_BACK
    )
    lines = OrderLine.objects.filter(order__in=sold, product__isnull=False).order_by(
        "customer", "pk"
    )
    shelves: dict[tuple[int | None, int | None], list[OrderLine]] = defaultdict(list)
    for line in lines.select_related("product", "customer"):
        shelves[line.customer_id, line.product_id].append(line)
    ages: dict[int | None, int] = {}
    rows: list[dict[str, Any]] = []
    for (customer, _product), bought in shelves.items():
        if len({one.order_id for one in bought}) == 1 and rng.random() < 0.8:
            continue
        age = ages.setdefault(customer, rng.randrange(2, 26))
        whole = sum(one.quantity for one in bought)
        for ago in (age + 30, age) if rng.random() < 0.2 else (age,):
            rows.append({
                "customer": bought[0].customer, "product": bought[0].product,
                "counted_on": (today - timedelta(ago)).isoformat(),
                "quantity": int(float(whole) * rng.choice(SHARES)),
                "note": rng.choice(NOTES),
            })  # fmt: skip
    batches.create_many(registry.get("stockcount"), rows, by=by, at=now)
