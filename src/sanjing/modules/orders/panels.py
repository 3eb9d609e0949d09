"""What returns show on pages besides plain fields."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.entities import registry
from sanjing.kernel.numbers import format_number
from sanjing.modules.customers.models import Customer
from sanjing.modules.orders.actions.count_stock import may_count
from sanjing.modules.orders.models import Order, Return, StockCount
from sanjing.modules.orders.return_field import LINES
from sanjing.modules.orders.returned import given_back
from sanjing.modules.orders.stock import latest, looked_ahead, may_look_ahead

Context = dict[str, Any]
SHOWN = 12
NEXT = {
    Return.State.REQUESTED: ("agree", "reject"),
    Return.State.AGREED: ("receive",),
    Return.State.RECEIVED: ("settle",),
}


def returns_of_order(order: Order, actor: Actor) -> Context:
    """The returns of an order with the next step of each, and what is left of the amount."""
    entity = registry.get("return")
    if not actor.may(entity.name, "see"):
        return {"hidden": True}
    rows = list(entity.visible_to(actor).filter(order=order).order_by("pk")[: SHOWN + 1])
    back = given_back(order.pk) if rows else 0
    priced = entity.may_read("amount", actor) and registry.get("order").may_read("amount", actor)
    may_change = actor.may(entity.name, "change")
    return {
        "hidden": not rows,
        "rows": [(row, steps(row) if may_change else []) for row in rows[:SHOWN]],
        "more": len(rows) > SHOWN,
        "priced": priced,
        "back": back,
        "net": order.amount - back,
    }


def steps(returned: Return) -> list[tuple[str, Any]]:
    """(word in the address, label) of what comes next."""
    actions = registry.get("return").actions
    return [(verb, actions[verb].label) for verb in NEXT.get(Return.State(returned.state), ())]


def lines_of_return(returned: Return, actor: Actor) -> Context:
    """What comes back, and what the customer gets for it."""
    entity = registry.get("return")
    lines = LINES.value(returned)
    return {
        "hidden": not lines or not entity.may_read("lines", actor),
        "priced": entity.may_read("amount", actor),
        "amount": returned.amount,
        "lines": [
            {
                "name": line.product_name,
                "url": f"/products/{line.product_id}/" if line.product_id else "",
                "place": line.line,
                "quantity": format_number(line.quantity or 0),
                "amount": line.amount,
            }
            for line in lines
        ],
    }


def stock_of_customer(customer: Customer, actor: Actor) -> Context:
    """What was counted at a customer last, product by product, and how long it lasts."""
    if not may_look_ahead(actor):
        return {"hidden": True}
    rows = latest(actor).filter(customer=customer).order_by("-counted_on", "-pk")
    today = timezone.localdate()
    found = list(looked_ahead(rows, actor, today=today))
    found.sort(key=lambda one: (not one.outlook.due, -one.outlook.money))
    able = may_count(customer, actor)
    return {
        "hidden": not found and not able,
        "rows": found[:SHOWN],
        "more": len(found) > SHOWN,
        "whole": True,
        "may_count": able,
        "today": today,
    }


def stock_of_count(count: StockCount, actor: Actor) -> Context:
    """How long one count lasts."""
    if not may_look_ahead(actor):
        return {"hidden": True}
    today, rows = timezone.localdate(), StockCount.objects.filter(pk=count.pk)
    return {"rows": list(looked_ahead(rows, actor, today=today)), "today": today}
