"""What an order comes to, and what is given back of it. No database."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from math import floor

from sanjing.modules.products.rules import Line, squashed, sum_of


def order_amount(lines: Iterable[Line], discount: int, freight: int) -> int:
    """What the customer owes, in 分."""
    return sum_of(lines) - discount + freight


@dataclass(frozen=True, slots=True)
class Sold:
    """One line of an order as it may come back: `quantity` for `paid` 分, of which `back` came back
    already, for `given`. `line` is its place in the order.
    """

    line: int
    product_id: int | None
    product_name: str
    quantity: Decimal
    paid: int
    back: Decimal = Decimal(0)
    given: int = 0

    @property
    def left(self) -> Decimal:
        return self.quantity - self.back

    def worth(self, quantity: Decimal) -> int:
        """What is given back for so many more. Whatever the parts, all together come to `paid`.

        >>> one = Sold(1, None, "阀", Decimal(3), 100)
        >>> first = one.less(Decimal(1))
        >>> first.given, first.less(Decimal(1)).given, first.less(Decimal(2)).given
        (33, 67, 100)
        """
        return max(share(self.paid, self.back + quantity, self.quantity) - self.given, 0)

    def less(self, quantity: Decimal, amount: int | None = None) -> Sold:
        """After so many came back, for `amount` if it is known."""
        worth = self.worth(quantity) if amount is None else amount
        return replace(self, back=self.back + quantity, given=self.given + worth)


def share(amount: int, part: Decimal | int, whole: Decimal | int) -> int:
    """`amount` × part ÷ whole, to the nearest 分, half up: a longer part never gets less.

    >>> share(100, Decimal(1), Decimal(3)), share(100, Decimal(3), Decimal(3)), share(1, 1, 2)
    (33, 100, 1)
    """
    return floor(Fraction(amount) * Fraction(part) / Fraction(whole) + Fraction(1, 2))


def paid_for(lines: Sequence[Line], discount: int) -> list[int]:
    """What was paid for each line: its amount less its share of what was taken off the whole order.

    >>> line = Line(None, "阀", Decimal(1), amount=50)
    >>> paid_for([line, line, line], 10)
    [47, 46, 47]
    """
    amounts = [max(line.amount or 0, 0) for line in lines]
    whole = sum(amounts)
    taken_off, sums = min(discount, whole), [0]
    for amount in amounts:
        sums.append(sums[-1] + amount)
    off = [share(taken_off, upto, whole) if whole else 0 for upto in sums]
    return [
        amount - (after - before)
        for amount, before, after in zip(amounts, off, off[1:], strict=False)
    ]


def sold_lines(
    lines: Sequence[Line], discount: int, returned: Mapping[int, tuple[Decimal, int]]
) -> list[Sold]:
    """The lines of an order that something can come back of, `returned` being (quantity, amount) by
    line. Goods that a file already brought back as a negative line are gone from the first of them.
    """
    found = [
        Sold(n, line.product_id, line.product_name, line.quantity, paid)
        for n, (line, paid) in enumerate(zip(lines, paid_for(lines, discount), strict=True), 1)
        if line.quantity > 0
    ]
    for line in lines:
        if line.quantity < 0:
            found = brought_back(found, line)
    return [one.less(*returned[one.line]) if one.line in returned else one for one in found]


def brought_back(found: Sequence[Sold], line: Line) -> list[Sold]:
    """`found` less what a negative line of the same product takes back."""
    left, rest = -line.quantity, []
    for one in found:
        taken = (
            min(one.left, left)
            if squashed(one.product_name) == squashed(line.product_name)
            else Decimal(0)
        )
        left -= taken
        rest.append(one.less(taken) if taken else one)
    return rest
