"""The lines of an order."""

from __future__ import annotations

from typing import Any

from sanjing.foundation.accounts.actor import Actor
from sanjing.modules.orders.models import Order, OrderLine
from sanjing.modules.products import lines
from sanjing.modules.products.panels import shown_lines

LINES = lines.lines_field(OrderLine, "order")


def lines_panel(record: Order, actor: Actor) -> dict[str, Any]:
    """Context of the panel that shows the lines of one order."""
    totals = {"discount": record.discount, "freight": record.freight, "amount": record.amount}
    return shown_lines(record, LINES.value(record), actor, **totals)
