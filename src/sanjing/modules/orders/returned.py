"""What of an order came back or is to come back, and what still may."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from decimal import Decimal

from django.db.models import QuerySet, Sum

from sanjing.modules.orders.models import Order, OrderLine, Return, ReturnLine, ReturnRows
from sanjing.modules.orders.rules import Sold, sold_lines
from sanjing.modules.products.lines import stored_line
from sanjing.modules.products.rules import Line

Returned = dict[int, tuple[Decimal, int]]


def returnable(order: Order, *, besides: int | None = None) -> list[Sold]:
    """The lines of an order with what came back of each, as the database has them now; the return
    `besides` is left out. Hold the order first where it is for more than looking.
    """
    return lines_of([order.pk], besides=besides).get(order.pk, [])


def lines_of(orders: Collection[int], *, besides: int | None = None) -> dict[int, list[Sold]]:
    """The same of many orders, by order."""
    lines: dict[int, list[Line]] = defaultdict(list)
    rows = OrderLine.objects.filter(order__in=orders).order_by("order", "position")
    for row in rows:
        lines[row.order_id].append(stored_line(row))
    discounts = dict(Order.objects.filter(pk__in=orders).values_list("pk", "discount"))
    back = back_of(orders, besides)
    return {
        order: sold_lines(own, discounts[order] or 0, back.get(order, {}))
        for order, own in lines.items()
    }


def back_of(orders: Collection[int], besides: int | None) -> dict[int, Returned]:
    """(quantity, amount) by order and line of what came back, is agreed or asked for."""
    standing = Return.objects.standing().filter(order__in=orders).exclude(pk=besides)
    rows = ReturnLine.objects.filter(returned__in=standing).order_by()
    found: dict[int, Returned] = defaultdict(dict)
    sums = rows.values_list("returned__order", "line").annotate(Sum("quantity"), Sum("amount"))
    for order, line, quantity, amount in sums:
        found[order][line] = quantity, amount
    return found


def returns_of(orders: QuerySet[Order]) -> ReturnRows:
    """What came in of these orders: what they sold for is less by that."""
    return Return.objects.came_in().filter(order__in=orders.order_by().values("pk"))


def given_back(order_id: int) -> int:
    """What an order is less by, in 分."""
    rows = Return.objects.came_in().filter(order=order_id)
    return rows.aggregate(sum=Sum("amount", default=0))["sum"]
