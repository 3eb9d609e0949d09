"""What service a tier may give, and how what was given compares with it. Plain Python."""

from __future__ import annotations

from collections.abc import Mapping

SERVICES = ("contact_days", "visit_days", "answer_days")
"""Days until something happens at the latest: fewer are more service."""
YEAR = 365
HALF, TWICE = 0.5, 2
"""Less than half of what a tier is due is too little, more than twice as much is too much."""


def less_than_floor(given: Mapping[str, int | None], floor: Mapping[str, int | None]) -> list[str]:
    """The services of which a tier gives less than everybody gets; one it does not name is that of the floor.

    >>> less_than_floor({"contact_days": 120, "visit_days": None}, {"contact_days": 90, "visit_days": 60})
    ['contact_days']
    """
    return [
        name
        for name in SERVICES
        if (days := given.get(name)) is not None
        and (most := floor.get(name)) is not None
        and days > most
    ]


def at_most(own: int | None, floor: int | None) -> int | None:
    """The days that count for a tier: its own, and never more than those of the floor.

    >>> at_most(30, 90), at_most(None, 90), at_most(120, 90), at_most(30, None)
    (30, 90, 90, 30)
    """
    known = [days for days in (own, floor) if days is not None]
    return min(known, default=None)
