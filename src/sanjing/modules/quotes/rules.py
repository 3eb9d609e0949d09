"""What a quote comes to and how much was taken off. No database."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_UP, Decimal

from sanjing.modules.products.rules import Line, line_amount, sum_of

VALID_DAYS = 30
"""How long a quote is valid unless somebody says otherwise."""

READY_LIMITS = {
    "owner": Decimal(100),
    "sales_manager": Decimal(20),
    "channel_manager": Decimal(15),
    "salesperson": Decimal(10),
}
"""Per cent off by ready role until the company says otherwise; other roles give nothing away."""


@dataclass(frozen=True, slots=True)
class Sums:
    """In 分, `given` what was given away line by line and on the whole; and that in per cent off the
    list, rounded up so that no limit is passed by rounding.
    """

    amount: int
    list_amount: int
    given: int
    rate: Decimal


def sums(lines: Sequence[Line], discount: int, freight: int) -> Sums:
    """What a quote comes to.

    A line above its list price does not make up for another below it: what is taken off is counted
    line by line, and the reduction of the whole is added.

    >>> line = Line(1, "meter", Decimal(10), 90_00, amount=900_00, list_price=100_00)
    >>> sums([line], 0, 0).rate, sums([line], 50_00, 20_00)
    (Decimal('10.00'), Sums(amount=87000, list_amount=100000, given=15000, rate=Decimal('15.00')))
    """
    listed = [list_amount(line) for line in lines]
    given = discount + sum(
        max(0, full - (line.amount or 0)) for full, line in zip(listed, lines, strict=True)
    )
    amount = sum_of(lines) - discount + freight
    return Sums(amount, sum(listed), given, rate_of(given, sum(listed)))


def rate_of(given: int, listed: int) -> Decimal:
    if given <= 0:
        return Decimal("0.00")
    if listed <= 0:
        return Decimal("100.00")
    rate = Decimal(given) * 100 / listed
    return min(rate.quantize(Decimal("0.01"), ROUND_UP), Decimal("100.00"))


def list_amount(line: Line) -> int:
    """What a line costs by the list; goods that are not on it cost what is asked for them."""
    price = line.unit_price if line.list_price is None else line.list_price
    return line.amount or 0 if price is None else line_amount(line.quantity, price)


def title_of(lines: Iterable[Line]) -> str:
    """What to call a quote nobody named: its first product, and how many there are."""
    names = list(dict.fromkeys(line.product_name for line in lines))
    if not names:
        return ""
    return names[0] if len(names) == 1 else f"{names[0]} 等 {len(names)} 项"[:200]
