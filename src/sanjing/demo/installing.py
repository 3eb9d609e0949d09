"""Two fields the demo company added to its orders: who installs what was bought, and who sees to it."""

from __future__ import annotations

from datetime import datetime
from random import Random

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.accounts.models import User
from sanjing.foundation.customization.actions.define_field import define_field
from sanjing.foundation.entities import batches, registry
from sanjing.modules.customers.models import Customer
from sanjing.modules.orders.models import Order

LATELY = 60
ASKED = (
    "x_an_zhuang_gong_si__filled=&columns=reference,customer,ordered_on,"
    "x_an_zhuang_gong_si,x_fu_ze_gong_cheng_shi"
)
HELP = "上门安装的那一家，多半是经销商"


def assign(
    rng: Random, users: dict[str, User], actors: dict[str, Actor], opened: datetime, at: datetime
) -> None:
    """Dealers install what industrial customers bought lately, and a colleague sees to it."""
    order, admin = registry.get("order"), actors["admin"]
    company = define_field(
        order, label="安装公司", kind="link", target="customer", help=HELP, by=admin, at=opened
    )
    engineer = define_field(order, label="负责工程师", kind="user", by=admin, at=opened)
    dealers = list(Customer.objects.filter(tags__contains="|经销商|").order_by("pk")[:6])
    bought = Order.objects.sold().filter(customer__tags__contains="|工业|")
    chosen = [
        (one.pk, {company.key: rng.choice(dealers), engineer.key: users[rng.choice(("service", "channel"))]})
        for one in (bought.order_by("-ordered_on", "-pk")[:LATELY] if dealers else ())
    ]  # fmt: skip
    batches.change_many(order, chosen, by=actors["boss"], at=at)
