"""The lines of an order."""

from __future__ import annotations

from typing import Any

from sanjing.modules.orders.models import Order, OrderLine
from sanjing.modules.products import lines

LINES = lines.lines_field(OrderLine, "order")


def lines_panel(record: Order, _actor: Any) -> dict[str, Any]:
    """Context of the panel that shows the lines of one order."""
    shown = lines.lines_panel(LINES.value(record))
    totals = {"discount": record.discount, "freight": record.freight, "amount": record.amount}
    return shown | totals
