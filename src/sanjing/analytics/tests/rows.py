"""Purchases as a firm has them: several on a day, given back, free, later than today."""

from __future__ import annotations

from datetime import date, timedelta

import polars as pl
from hypothesis import strategies as st

AS_OF = date(2026, 3, 31)
Row = tuple[int, date, int]
ROWS = st.lists(
    st.tuples(
        st.integers(1, 5),
        st.integers(-200, 20).map(lambda days: AS_OF + timedelta(days)),
        st.sampled_from([-900, -300, -50, 0, 50, 50, 300, 300, 900, 5_000]),
    ),
    max_size=40,
)


def frame(rows: list[Row]) -> pl.DataFrame:
    schema = {"customer": pl.Int64, "on": pl.Date, "amount": pl.Int64}
    return pl.DataFrame(rows, schema=schema, orient="row")


def standing(rows: list[Row], as_of: date = AS_OF) -> dict[int, dict[date, int]]:
    """What is left of each day of purchase, written as one would explain it."""
    days: dict[int, dict[date, int]] = {}
    back: dict[tuple[int, date], int] = {}
    for who, on, amount in rows:
        if on <= as_of and amount >= 0:
            held = days.setdefault(who, {})
            held[on] = held.get(on, 0) + amount
    for who, on, amount in rows:
        if on <= as_of and amount < 0:
            home = max((day for day in days.get(who, {}) if day <= on), default=None)
            if home:
                back[who, home] = back.get((who, home), 0) - amount
    for (who, day), taken in back.items():
        days[who][day] -= taken
        if days[who][day] <= 0:
            del days[who][day]
    return {who: held for who, held in days.items() if held}
