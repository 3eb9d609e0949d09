"""What orders say about customers and months."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db.models import (
    BigIntegerField,
    Count,
    DateField,
    IntegerField,
    Max,
    OuterRef,
    Subquery,
    Sum,
)
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.entities import registry
from sanjing.foundation.entities.fields import Field, computed
from sanjing.foundation.entities.kinds import KINDS
from sanjing.modules.customers.models import Customer
from sanjing.modules.orders.models import Order, OrderRows


def of_customer(measure: Any, output: Any) -> Callable[[], Any]:
    """An expression over the orders sold to the customer of the outer row."""

    def expression() -> Any:
        rows = Order.objects.sold().filter(customer=OuterRef("pk")).order_by().values("customer")
        return Subquery(rows.annotate(measured=measure).values("measured"), output_field=output)

    return expression


def or_zero(expression: Callable[[], Any]) -> Callable[[], Any]:
    return lambda: Coalesce(expression(), 0)


def customer_fields() -> list[Field]:
    """What a customer's orders add to the customer: worked out only where it is shown or asked for."""
    count = or_zero(of_customer(Count("pk"), IntegerField()))
    total = or_zero(of_customer(Sum("amount"), BigIntegerField()))
    last = of_customer(Max("ordered_on"), DateField())
    return [
        computed("order_count", _("订单数"), KINDS["number"], count),
        computed("order_total", _("累计消费"), KINDS["money"], total),
        computed("last_ordered_on", _("最近下单"), KINDS["date"], last),
    ]


def totals(rows: OrderRows) -> dict[str, Any]:
    """count, amount (分) and the last day of the orders in `rows` that were sold."""
    return rows.sold().aggregate(
        count=Count("pk"), amount=Sum("amount", default=0), last=Max("ordered_on")
    )


def orders_panel(customer: Customer, actor: Actor) -> dict[str, Any]:
    """The newest orders of one customer with what they come to, and its branches' along with it."""
    entity = registry.get("order")
    if not actor.may(entity.name, "see"):
        return {"hidden": True}
    rows = entity.visible_to(actor)
    own = rows.filter(customer=customer)
    branches = list(customer.branches.filter(removed_at=None).values_list("pk", flat=True)[:1000])
    newest = list(own.order_by("-ordered_on", "-id")[:6])
    return {
        "orders": newest[:5],
        "more": len(newest) > 5,
        "own": totals(own),
        "family": totals(rows.filter(customer_id__in=[customer.pk, *branches]))
        if branches
        else None,
        "may_create": actor.may(entity.name, "create"),
    }
