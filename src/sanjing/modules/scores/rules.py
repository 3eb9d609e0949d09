"""Which days scores are kept of."""

from __future__ import annotations

from datetime import date, timedelta

from sanjing.kernel.periods import add_months


def month_ends(since: date, until: date) -> list[date]:
    """The last days of months from `since` up to, without, the day `until`.

    >>> month_ends(date(2026, 1, 31), date(2026, 3, 31))
    [datetime.date(2026, 1, 31), datetime.date(2026, 2, 28)]
    """
    ends, first = [], since.replace(day=1)
    while (end := add_months(first, 1) - timedelta(1)) < until:
        ends.append(end)
        first = add_months(first, 1)
    return [end for end in ends if end >= since]
