"""What an order comes to. No database."""

from __future__ import annotations

from collections.abc import Iterable

from sanjing.modules.products.rules import Line, sum_of


def order_amount(lines: Iterable[Line], discount: int, freight: int) -> int:
    """What the customer owes, in 分."""
    return sum_of(lines) - discount + freight
