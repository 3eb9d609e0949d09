"""What a team's shares, a stage's exit and a figure of many deals come to. No database."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

WHOLE = Decimal(100)
CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Share:
    """One colleague on a deal and their share in per cent."""

    user_id: int
    name: str
    role: str
    share: Decimal


def shares_fault(shares: Sequence[Share]) -> str:
    """What is wrong with the shares of a team, in a sentence; nothing if they come to exactly 100."""
    if not shares:
        return ""
    if len({one.user_id for one in shares}) < len(shares):
        return _("同一位同事在团队里写了两次")
    if any(not one.share.is_finite() or not 0 <= one.share <= WHOLE for one in shares):
        return _("业绩占比应在 0 到 100 之间")
    if any(one.share != one.share.quantize(CENT) for one in shares):
        return _("业绩占比最多两位小数")
    total = sum(one.share for one in shares)
    return "" if total == WHOLE else _("业绩占比合计 %(sum)s%%，应正好 100%%") % {"sum": total}


def split(amount: int, shares: Sequence[Share]) -> dict[int, int]:
    """`amount` in 分 by user; what rounding leaves over goes to the largest share.

    >>> split(100, [Share(1, "a", "", Decimal("33.33")), Share(2, "b", "", Decimal("66.67"))])
    {1: 33, 2: 67}
    """
    parts = {one.user_id: int(amount * one.share / WHOLE) for one in shares}
    if parts:
        largest = max(shares, key=lambda one: one.share).user_id
        parts[largest] += amount - sum(parts.values())
    return parts


def weighted(amount: int, probability: int) -> int:
    """`amount` × `probability` % in 分, rounded half up.

    >>> weighted(105, 30)
    32
    """
    return (amount * probability * 2 + 100) // 200
