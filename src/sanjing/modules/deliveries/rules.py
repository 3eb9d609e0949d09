"""By when something has to be there. Plain Python; days and moments are those of the company."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta, tzinfo
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
