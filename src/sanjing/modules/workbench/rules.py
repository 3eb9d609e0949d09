"""What the figures say in words. Plain Python."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sanjing.modules.orders.sales import Month

LEAST_TO_COMPARE = 13


@dataclass(frozen=True, slots=True)
class Finding:
    """The last whole month, and how it compares in whole per cent; `percent` is None without a base."""

    month: Month
    percent: int | None
    against: str


def finding(months: Sequence[Month]) -> Finding | None:
    """Compare the last whole month with the same one a year before, else with the one before it.

    `months` end with the present one. None if nothing was sold in any of them.
    """
    if len(months) < 2 or not any(month.count for month in months):
        return None
    last, earlier = months[-2], months[:-2]
    year_before = months[-14] if len(months) >= LEAST_TO_COMPARE + 1 else None
    if year_before and year_before.amount > 0:
        return Finding(last, change(year_before.amount, last.amount), "year")
    if earlier and earlier[-1].amount > 0:
        return Finding(last, change(earlier[-1].amount, last.amount), "month")
    return Finding(last, None, "")


def change(before: int, after: int) -> int:
    """By how many per cent `after` differs from `before`, rounded.

    >>> change(200, 250), change(300, 100)
    (25, -67)
    """
    return round((after - before) * 100 / before)
