"""Whose orders and lines a figure may be made of."""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, OuterRef, Subquery, Sum
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.entities import registry
from sanjing.foundation.entities.errors import Forbidden
from sanjing.modules.orders.models import Order, Return, ReturnLine
from sanjing.modules.orders.queries import may_know

LARGE = 200_000
CATEGORY = "rows__product__category"
BACK = "returned__order__"
"""From a line that came back to its order."""


def may_read(actor: Actor) -> bool:
    """Whether this person may know what figures of orders are made of."""
    return may_know(actor, "lines") and registry.get("product").may_read("category", actor)


def refuse_hidden(actor: Actor) -> None:
    """Raise Forbidden for whom the figures of orders are hidden from."""
    if not may_read(actor):
        raise Forbidden(_("您的角色看不到订单的金额。"))


def sold(actor: Actor) -> Any:
    """The orders that `actor` may see and that count as business done."""
    rows: Any = registry.get("order").visible_to(actor)
    return rows.sold().order_by()


def came_back(orders: Any) -> Any:
    """What came in of these orders, whenever: each order is less by that, on the day it was placed."""
    mine = orders.order_by().filter(pk=OuterRef("order"))
    return Return.objects.came_in().filter(Exists(mine)).order_by()


def lines_back(orders: Any, category: str = "") -> Any:
    """The lines of that, of one category or of any."""
    came = came_back(orders).filter(pk=OuterRef("returned"))
    rows = ReturnLine.objects.filter(Exists(came)).order_by()
    return rows.filter(product__category=category) if category else rows


def spent(orders: Any, category: str = "") -> Any:
    """What a customer spent on these orders less what came back: for rows grouped by `customer`."""
    back = lines_back(orders, category) if category else came_back(orders)
    theirs = back.filter(customer=OuterRef("customer")).values("customer")
    less = Subquery(theirs.annotate(less=Sum("amount")).values("less"))
    return Sum("rows__amount" if category else "amount") - Coalesce(less, 0)


def is_large() -> bool:
    """Whether there are so many orders that reading them all is not done unasked."""
    return Order.objects.order_by()[: LARGE + 1].count() > LARGE


def customers(actor: Actor) -> Any:
    return registry.get("customer").visible_to(actor)


def of_seen(actor: Actor) -> Exists:
    """That the customer of an order is one `actor` may see; asked of each order, it leaves the way to it free."""
    return Exists(customers(actor).order_by().filter(pk=OuterRef("customer")))


def categories(actor: Actor) -> list[str]:
    """The product categories there are."""
    rows = registry.get("product").visible_to(actor).exclude(category="")
    return list(rows.order_by("category").values_list("category", flat=True).distinct())
