"""What holds of departures, apart from the database."""

from __future__ import annotations

from datetime import date

from sanjing.kernel.periods import add_months

FEW = 5
"""Of fewer departures no colleague and no touchpoint is named."""


def counted_from(left_on: date) -> date:
    """The first of the twelve months up to and with the day a customer left.

    >>> counted_from(date(2026, 3, 1)), counted_from(date(2024, 2, 29))
    (datetime.date(2025, 3, 2), datetime.date(2023, 3, 1))
    """
    return date.fromordinal(add_months(left_on, -12).toordinal() + 1)
