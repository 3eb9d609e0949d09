"""By when something has to be there, from where it goes and what still fits in a vehicle. Plain Python; days and
moments are those of the company.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from decimal import Decimal
from math import ceil

LAST = time(23, 59)


def end_of(day: date, zone: tzinfo | None) -> datetime:
    """The last minute of a day.

    >>> end_of(date(2026, 3, 2), UTC).isoformat()
    '2026-03-02T23:59:00+00:00'
    """
    return datetime.combine(day, LAST, tzinfo=zone)


def whole_days(hours: int) -> int:
    """Days that hours come to where only the day is known.

    >>> whole_days(24), whole_days(25), whole_days(0)
    (1, 2, 0)
    """
    return ceil(hours / 24)


def due_after_order(
    ordered_on: date, written_at: datetime, *, hours: int | None, days: int
) -> datetime:
    """When it has to be there: so many hours after the order, or by the end of so many days.

    `written_at` is the moment the order was written down, in company time. An order written down
    on another day than its own has no hour, so whole days count for it.
    """
    if hours is not None and written_at.date() == ordered_on:
        return written_at.astimezone(UTC) + timedelta(hours=hours)
    ahead = days if hours is None else whole_days(hours)
    return end_of(ordered_on + timedelta(ahead), written_at.tzinfo)


@dataclass(frozen=True, slots=True)
class Van:
    """A vehicle and what it takes in a day."""

    plate: str
    capacity: Decimal


@dataclass(frozen=True, slots=True)
class Room:
    """A vehicle that still takes something on a day, and how much of it stays free afterwards."""

    day: date
    plate: str
    left: Decimal


Loads = Mapping[tuple[str, date], Decimal]
"""What goes in a vehicle on a day."""


def serving(regions: Iterable[tuple[int, Iterable[str]]], place: str) -> int | None:
    """Who serves a place, of (id, codes of the regions): the longest code the place lies in wins, of
    equals the first.

    >>> serving([(1, ["42"]), (2, ["4201", "44"]), (3, ["4201"])], "420106")
    2
    >>> serving([(1, ["42"])], "440305"), serving([(1, ["42"])], "")
    (None, None)
    """
    fitting = [
        (len(code), one)
        for one, codes in regions
        for code in codes
        if code and place.startswith(code)
    ]
    longest = max((size for size, _one in fitting), default=0)
    return next((one for size, one in fitting if size == longest), None)


def room_on(vans: Iterable[Van], loads: Loads, load: Decimal, day: date) -> Room | None:
    """The vehicle that is left fullest by `load` on a day, so that big loads still find room; None where
    none takes it.

    >>> vans, day = [Van("A", Decimal(10)), Van("B", Decimal(6))], date(2026, 3, 2)
    >>> room_on(vans, {("A", day): Decimal(5)}, Decimal(4), day)
    Room(day=datetime.date(2026, 3, 2), plate='A', left=Decimal('1'))
    >>> room_on(vans, {}, Decimal(11), day) is None
    True
    """
    left = [
        Room(day, van.plate, van.capacity - loads.get((van.plate, day), Decimal(0)) - load)
        for van in vans
    ]
    return min((one for one in left if one.left >= 0), key=lambda one: one.left, default=None)


def first_room(
    vans: Iterable[Van], loads: Loads, load: Decimal, start: date, days: int
) -> Room | None:
    """The first of so many days from `start` on that has room."""
    known = list(vans)
    if not any(van.capacity >= load for van in known):
        return None
    found = (room_on(known, loads, load, start + timedelta(n)) for n in range(days))
    return next((one for one in found if one), None)
