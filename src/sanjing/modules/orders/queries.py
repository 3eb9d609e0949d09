"""What orders say about customers and months."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any, cast

from django.db.models import Count, Max, OuterRef, Q, Subquery, Sum
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.entities import registry
from sanjing.foundation.entities.fields import Beside, Field, computed
from sanjing.foundation.entities.kinds import KINDS
from sanjing.modules.customers.models import Customer
from sanjing.modules.orders.models import (
    CustomerSales,
    OrderLine,
    OrderRows,
    Return,
)
from sanjing.modules.products.models import Product

MOST_STOCKED = 30
BOUGHT = ("amount", "ordered_on", "customer")


def may_know(actor: Actor, *more: str) -> bool:
    """Whether this person may know what customers bought, and `more` of an order."""
    order = registry.get("order")
    return (
        actor.may("customer", "see")
        and actor.may(order.name, "see")
        and all(order.may_read(name, actor) for name in (*BOUGHT, *more))
    )


def customer_fields() -> list[Field]:
    """What a customer's orders add to the customer, read only where it is shown or asked for."""
    return [
        computed(
            "order_count",
            _("订单数"),
            KINDS["number"],
            Beside(CustomerSales, "count", 0),
            of="order",
        ),
        computed(
            "order_total",
            _("累计消费"),
            KINDS["money"],
            Beside(CustomerSales, "amount", 0),
            of="order.amount",
        ),
        computed(
            "last_ordered_on",
            _("最近下单"),
            KINDS["date"],
            Beside(CustomerSales, "last_on"),
            of="order.ordered_on",
        ),
    ]


def totals(rows: OrderRows, customer: Customer) -> tuple[dict[str, Any], dict[str, Any]]:
    """count, amount (分) less what came back, that, and the last day of the orders in `rows` that were
    sold: those of one customer, and those of its direct branches.
    """
    came = Return.objects.came_in().filter(order=OuterRef("pk")).order_by().values("order")
    back = Coalesce(Subquery(came.values(sum=Sum("amount"))), 0)
    family = Customer.objects.filter(Q(pk=customer.pk) | Q(parent=customer, removed_at=None))
    sold = rows.sold().filter(customer__in=family.values("pk")).order_by()
    sums = (
        sold.annotate(back=back, own=Q(customer=customer))
        .values("own")
        .annotate(
            count=Count("pk"),
            amount=Sum("amount"),
            returned=Sum("back"),
            last=Max("ordered_on"),
        )
    )
    found = {row["own"]: row | {"amount": row["amount"] - row["returned"]} for row in sums}
    return found.get(True, {}), found.get(False, {})


def orders_panel(customer: Customer, actor: Actor) -> dict[str, Any]:
    """The newest orders of one customer with what they come to, and its branches' along with it
    where those ordered.
    """
    entity = registry.get("order")
    if not actor.may(entity.name, "see"):
        return {"hidden": True}
    rows = cast(OrderRows, entity.visible_to(actor))
    newest = list(rows.filter(customer=customer).order_by("-ordered_on", "-id")[:6])
    own, below = totals(rows, customer)
    return {
        "orders": newest[:5],
        "more": len(newest) > 5,
        "own": own,
        "family": {name: own.get(name, 0) + below[name] for name in ("count", "amount")}
        if below
        else None,
        "shows_amounts": entity.may_read("amount", actor),
        "may_create": actor.may(entity.name, "create"),
    }


def stocked(
    customer: Customer, actor: Actor, *, since: date
) -> list[tuple[Product, Decimal | None]]:
    """The products a customer bought or that were counted there since a day, as far as `actor` sees
    either, with what was counted last.
    """
    counts = registry.get("stockcount").visible_to(actor)
    counts = counts.filter(customer=customer, counted_on__gte=since).order_by("counted_on", "pk")
    last = dict(counts.values_list("product", "quantity"))
    orders = cast(OrderRows, registry.get("order").visible_to(actor)).sold()
    sold = orders.filter(customer=customer, ordered_on__gte=since).order_by().values("pk")
    lines = OrderLine.objects.filter(customer=customer, order__in=sold, product__isnull=False)
    often = lines.order_by().values_list("product").annotate(n=Count("order", distinct=True))
    bought = dict(often.order_by("-n", "product")[:MOST_STOCKED])
    products = Product.objects.filter(pk__in=[*bought, *last], removed_at=None)
    ordered = sorted(products, key=lambda one: (one.pk not in last, -bought.get(one.pk, 0), one.pk))
    return [(one, last.get(one.pk)) for one in ordered[:MOST_STOCKED]]
