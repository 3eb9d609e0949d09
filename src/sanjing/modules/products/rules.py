"""What a line comes to, whatever record it stands in. No database."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from decimal import ROUND_HALF_EVEN, Decimal

Key = tuple[int | None, str, Decimal, int | None, Decimal]


@dataclass(frozen=True, slots=True)
class Line:
    """One line as given: `amount` None means "work it out", `unit_price` None "as in the catalogue".

    `of_file` tells a line of a ledger, in which goods that came back stand as negative quantities.
    """

    product_id: int | None
    product_name: str
    quantity: Decimal
    unit_price: int | None = None
    discount: Decimal = Decimal(0)
    amount: int | None = None
    list_price: int | None = field(default=None, compare=False)
    of_file: bool = field(default=False, compare=False)

    @property
    def is_unpriced(self) -> bool:
        return self.unit_price is None and self.amount is None

    @property
    def key(self) -> Key:
        return self.product_id, self.product_name, self.quantity, self.unit_price, self.discount


def line_amount(quantity: Decimal, unit_price: int, discount: Decimal = Decimal(0)) -> int:
    """quantity × unit_price × (1 − discount) in 分, rounded half to even.

    >>> line_amount(Decimal("2.5"), 333), line_amount(Decimal(3), 1000, Decimal("0.05"))
    (832, 2850)
    """
    return int((quantity * unit_price * (1 - discount)).to_integral_value(ROUND_HALF_EVEN))


def settled(lines: Iterable[Line], known: Iterable[Line] = ()) -> list[Line]:
    """Lines with their amounts. One that stood there before keeps the amount it had."""
    amounts = {line.key: line.amount for line in known}
    return [_settled(line, amounts) for line in lines]


def _settled(line: Line, amounts: dict[Key, int | None]) -> Line:
    if line.amount is not None:
        return line
    if line.key in amounts:
        return replace(line, amount=amounts[line.key])
    price = line.list_price if line.unit_price is None else line.unit_price
    if price is None:
        return line
    return replace(line, unit_price=price, amount=line_amount(line.quantity, price, line.discount))


def sum_of(lines: Iterable[Line]) -> int:
    """What the lines come to, in 分."""
    return sum(line.amount or 0 for line in lines)


def squashed(name: str) -> str:
    """The form under which two spellings of a product's name are equal.

    >>> squashed("GTX Pro") == squashed("GTXPro")
    True
    """
    return name.lower().replace(" ", "")
