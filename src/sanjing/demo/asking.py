"""What the demo company was told of its customers' needs, and what its visits cost it."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal
from random import Random

from django.utils import timezone

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.assumptions.actions import set_value
from sanjing.foundation.assumptions.declaring import find
from sanjing.foundation.entities import batches, registry
from sanjing.kernel.money import plain_money
from sanjing.modules.orders.models import CustomerSales

ASKED = 24
SOURCES = ("采购经理说的", "看了他们的进货单", "按门店数估的", "仓库主管说的", "按去年用量估的")
WANTED = (0.9, 1.2, 1.5, 1.5, 2, 2, 3, 4)
"""How many times what they bought from us in a year; below one somebody underrated it."""


def ask(rng: Random, by: Actor, now: datetime) -> None:
    """The channel manager asked dealers and firms how much they buy in a year of everybody."""
    today = timezone.localdate(now)
    largest = CustomerSales.objects.filter(customer__kind="organisation", customer__removed_at=None)
    largest = largest.order_by("-amount", "customer_id").select_related("customer")[:ASKED]
    rows = [
        {"customer": one.customer, "name": "问了一年的进货量", "kind": "other", "heard_from": rng.choice(SOURCES),
         "yearly_need": plain_money(int(one.amount * rng.choice(WANTED) / 2)),
         "noticed_on": (today - timedelta(rng.randrange(5, 420))).isoformat()}
        for one in largest if one.amount >= 10**7
    ]  # fmt: skip
    batches.create_many(registry.get("needsignal"), rows, by=by, at=now)


def price_visits(by: Actor, at: datetime) -> None:
    """The owner reckoned what a visit costs with the car."""
    reason = "工时加油费，按去年的账平均"
    set_value(find("cost_visit"), Decimal(165), since=at.date(), reason=reason, by=by, at=at)
