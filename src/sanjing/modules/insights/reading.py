"""Whose orders and lines a figure may be made of."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.entities import registry
from sanjing.foundation.entities.errors import Forbidden
from sanjing.modules.orders.models import Order

NEEDED = ("amount", "ordered_on", "customer", "lines")
LARGE = 200_000
CATEGORY = "rows__product__category"


def may_read(actor: Actor) -> bool:
    """Whether this person may know what figures of orders are made of."""
    order = registry.get("order")
    return (
        actor.may("customer", "see")
        and actor.may(order.name, "see")
        and all(order.may_read(name, actor) for name in NEEDED)
        and registry.get("product").may_read("category", actor)
    )


def refuse_hidden(actor: Actor) -> None:
    """Raise Forbidden for whom the figures of orders are hidden from."""
    if not may_read(actor):
        raise Forbidden(_("您的角色看不到订单的金额。"))


def sold(actor: Actor) -> Any:
    """The orders that `actor` may see and that count as business done."""
    rows: Any = registry.get("order").visible_to(actor)
    return rows.sold().order_by()


def is_large() -> bool:
    """Whether there are so many orders that reading them all is not done unasked."""
    return Order.objects.order_by()[: LARGE + 1].count() > LARGE


def customers(actor: Actor) -> Any:
    return registry.get("customer").visible_to(actor)


def categories(actor: Actor) -> list[str]:
    """The product categories there are."""
    rows = registry.get("product").visible_to(actor).exclude(category="")
    return list(rows.order_by("category").values_list("category", flat=True).distinct())
