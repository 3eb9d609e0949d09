"""The lines of a record on its page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import Model

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.entities.registry import entity_of_model
from sanjing.kernel.money import format_money
from sanjing.kernel.numbers import format_number, plain_number
from sanjing.modules.products.rules import Line, sum_of


def shown_lines(
    record: Model, lines: Sequence[Line], reader: Actor, **totals: int | None
) -> dict[str, Any]:
    """Context of the panel that shows the lines of one record; whom its amount is hidden from sees what
    was sold, and none of the figures that tell the amount.
    """
    entity = entity_of_model(type(record))
    priced = entity.may_read("amount", reader)
    return {
        "hidden": not lines or not entity.may_read("lines", reader),
        "priced": priced,
        "discounted": priced and any(line.discount for line in lines),
        "amount": sum_of(lines),
        **totals,
        "lines": [
            {
                "name": line.product_name,
                "url": f"/products/{line.product_id}/" if line.product_id else "",
                "quantity": format_number(line.quantity),
                "unit_price": "" if line.unit_price is None else format_money(line.unit_price),
                "discount": f"{plain_number(line.discount * 100)}%" if line.discount else "",
                "amount": line.amount,
            }
            for line in lines
        ],
    }
