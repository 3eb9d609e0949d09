"""What an order comes to, what is given back of it, and how long goods last. No database."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from math import ceil, floor

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


WINDOW = 90
"""Days before a count over which sales are averaged; a count older than that says nothing."""
FEW_ORDERS = 2
LEAD_DAYS = 7
FURTHEST = 3650


@dataclass(frozen=True, slots=True)
class Move:
    """So much went to a customer on a day for so many 分, less than nothing where goods came back.
    `ordered` tells days with an order.
    """

    day: date
    quantity: Decimal
    amount: int = 0
    ordered: bool = True


@dataclass(frozen=True, slots=True)
class Outlook:
    """How long what was counted lasts. `why` says what is missing: "old", "few" or "back"; then only
    `orders` and `since`, what went there after the count, are told.

    `money` is what one order of it comes to, in 分; `order_by` the day by which it has to be ordered.
    """

    orders: int
    since: Decimal
    why: str = ""
    daily: Decimal = Decimal(0)
    cover: int = 0
    runs_out_on: date | None = None
    order_by: date | None = None
    rhythm: int = 0
    money: int = 0
    due: bool = False


def outlook(
    quantity: Decimal, counted_on: date, moves: Iterable[Move], *, lead: int, today: date
) -> Outlook:
    """How long `quantity`, and what went there since, lasts at the pace of the 90 days before the count.

    It is `due` when it runs out before another order would come by their rhythm and arrive.
    """
    known, start = list(moves), counted_on - timedelta(WINDOW)
    window = [one for one in known if start <= one.day < counted_on]
    since = sum((one.quantity for one in known if one.day >= counted_on), Decimal(0))
    days = sorted({one.day for one in window if one.ordered})
    sold = sum((one.quantity for one in window), Decimal(0))
    if why := missing((today - counted_on).days, len(days), sold):
        return Outlook(len(days), since, why)
    daily = sold / WINDOW
    there = max(quantity + since, Decimal(0))
    cover = min(floor(Fraction(there) * WINDOW / Fraction(sold)), FURTHEST)
    runs_out_on = counted_on + timedelta(cover)
    rhythm = ceil((days[-1] - days[0]).days / (len(days) - 1))
    money = max(sum(one.amount for one in window), 0) // len(days)
    return Outlook(
        len(days), since, "", daily, cover, runs_out_on, runs_out_on - timedelta(lead), rhythm, money,
        due=runs_out_on <= today + timedelta(lead + rhythm),
    )  # fmt: skip


def missing(age: int, orders: int, sold: Decimal) -> str:
    """Why nothing can be said, or nothing."""
    if age > WINDOW:
        return "old"
    if orders < FEW_ORDERS:
        return "few"
    return "back" if sold <= 0 else ""
