"""Splitting, matching and ageing of money, exact to the 分. No database."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

AGES: tuple[tuple[str, int | None, int | None], ...] = (
    ("not_due", None, 0),
    ("days_30", 1, 30),
    ("days_60", 31, 60),
    ("days_90", 61, 90),
    ("days_180", 91, 180),
    ("older", 181, None),
)
"""Parts of what is owed: name, and the least and most days past the due day."""


@dataclass(frozen=True, slots=True)
class Owed:
    """An open invoice, as matching sees it."""

    id: int
    balance: int
    due_on: date


def split(amount: int, shares: Sequence[Decimal | int]) -> list[int]:
    """`amount` divided like `shares`, in whole 分 that add up to it exactly.

    Each part is cut towards zero; the 分 left over go to the parts that lost most, the first of
    equals first.

    >>> split(100, [1, 1, 1]), split(-100, [1, 1, 1]), split(999, [30, 60, 10])
    ([34, 33, 33], [-34, -33, -33], [300, 599, 100])
    """
    whole = sum(Fraction(share) for share in shares)
    if not shares or whole <= 0 or any(share < 0 for share in shares):
        raise ValueError("shares must be positive")
    exact = [abs(amount) * Fraction(share) / whole for share in shares]
    parts = [int(part) for part in exact]
    lost = sorted(range(len(parts)), key=lambda n: (parts[n] - exact[n], n))
    for place in lost[: abs(amount) - sum(parts)]:
        parts[place] += 1
    return [part if amount >= 0 else -part for part in parts]


def to_credit(amount: int, back: int, charged: int, given: int, net: int) -> int:
    """What has to be credited of an order over `amount` of which goods for `back` came back.

    `charged` was billed and `given` credited for returns before; `net` is what was billed less all
    credit notes. What nobody billed yet is used up first, and nothing is credited beyond `net`.

    >>> to_credit(1000, 300, 1000, 0, 1000), to_credit(1000, 300, 800, 0, 800)
    (300, 100)
    >>> to_credit(1000, 1000, 800, 100, 700), to_credit(1000, 300, 1000, 0, 200)
    (700, 200)
    """
    wanted = max(back - max(amount - charged, 0), 0) - given
    return max(min(wanted, net), 0)


def spread(money: int, owed: Iterable[Owed]) -> list[tuple[int, int]]:
    """(invoice, amount) for `money`, the longest due first, as far as it reaches.

    >>> day = date(2026, 3, 1)
    >>> spread(70, [Owed(2, 50, day), Owed(1, 40, day)])
    [(1, 40), (2, 30)]
    """
    shares = []
    for one in sorted(owed, key=lambda one: (one.due_on, one.id)):
        share = min(money, one.balance)
        if share > 0:
            shares.append((one.id, share))
            money -= share
    return shares


def suggest(money: int, owed: Sequence[Owed]) -> list[tuple[int, int]]:
    """What a payment most likely settles: one invoice of the same amount, else the oldest first.

    >>> day = date(2026, 3, 1)
    >>> suggest(50, [Owed(1, 40, day), Owed(2, 50, day)])
    [(2, 50)]
    """
    same = [one for one in owed if one.balance == money]
    oldest = min(same, key=lambda one: (one.due_on, one.id), default=None)
    return [(oldest.id, money)] if oldest else spread(money, owed)


def bounds(name: str, as_of: date) -> tuple[date | None, date | None]:
    """The first and the last due day of a part of what is owed on `as_of`.

    >>> bounds("days_30", date(2026, 3, 31))
    (datetime.date(2026, 3, 1), datetime.date(2026, 3, 30))
    """
    least, most = next((least, most) for known, least, most in AGES if known == name)
    first = None if most is None else as_of - timedelta(most)
    last = None if least is None else as_of - timedelta(least)
    return first, last


def age_of(due_on: date, as_of: date) -> str:
    """The part of what is owed that something due on `due_on` belongs to."""
    late = (as_of - due_on).days
    return next(
        name
        for name, least, most in AGES
        if (least is None or late >= least) and (most is None or late <= most)
    )


KEPT, PENDING, LATE, BROKEN = "kept", "pending", "late", "broken"


@dataclass(frozen=True, slots=True)
class ToPay:
    """What a customer said on `said_on` to pay by `promised`; None is any amount."""

    id: int
    said_on: date
    promised: date
    amount: int | None


@dataclass(slots=True)
class Came:
    """Money of one payment that counts for no promise yet."""

    on: date
    left: int


def judge(
    promises: Iterable[ToPay], payments: Iterable[Came], on: date
) -> dict[int, tuple[int, str]]:
    """(what came in time, verdict on the day `on`) by promise. No money counts for two promises.

    A payment counts for the promise it is in time for, of several for the one of the earlier day;
    what no promise needed in time can still make an earlier one late instead of broken. Where no
    amount was said, the first payment keeps the promise and counts for it whole.

    >>> day = [date(2026, 3, n) for n in range(10)[1:]]
    >>> judge([ToPay(1, day[0], day[3], 50), ToPay(2, day[4], day[6], 50)], [Came(day[5], 50)], day[8])
    {1: (0, 'broken'), 2: (50, 'kept')}
    """
    ordered = sorted(promises, key=lambda one: (one.promised, one.said_on, one.id))
    purse = sorted(payments, key=lambda one: one.on)
    came = {one.id: take(purse, one.said_on, one.promised, one.amount) for one in ordered}
    return {one.id: (came[one.id], verdict(one, came[one.id], purse, on)) for one in ordered}


def verdict(one: ToPay, came: int, purse: Sequence[Came], on: date) -> str:
    """What becomes of a promise for which `came` in time; takes what came late from `purse`."""
    missing = None if one.amount is None else one.amount - came
    if came and (missing is None or missing <= 0):
        return KEPT
    if on <= one.promised:
        return PENDING
    after = one.promised + timedelta(1)
    there = sum(money.left for money in purse if after <= money.on <= on)
    if there < (missing or 1):
        return BROKEN
    take(purse, after, on, missing)
    return LATE


def take(purse: Iterable[Came], first: date, last: date, amount: int | None) -> int:
    """Take up to `amount` of what came between two days, or the first payment whole; what was got."""
    got = 0
    for money in purse:
        if first <= money.on <= last and money.left > 0:
            part = money.left if amount is None else min(money.left, amount - got)
            money.left -= part
            got += part
            if amount is None or got == amount:
                break
    return got
