"""When a consent covers a use, how old a score is, and how sure a share. Plain Python."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sanjing.modules.promises.rules import LEAST_TO_RANK, interval

STALE_DAYS = 365
"""A score older than this says little about what somebody can do today."""


def covers(
    given: int | None, wanted: int, lasts: tuple[date | None, date | None], day: date
) -> bool:
    """Whether a consent of rank `given`, None without any, covers a use of rank `wanted` on a day.

    Rank 0 is a use within the company, which needs no consent; a higher rank includes the lower.

    >>> march, may = date(2026, 3, 1), date(2026, 5, 1)
    >>> covers(2, 1, (march, may), may), covers(1, 2, (march, may), may), covers(None, 0, (None, None), may)
    (True, False, True)
    >>> covers(1, 1, (march, None), may), covers(1, 1, (may, None), march), covers(1, 1, (None, may), may)
    (True, False, False)
    """
    if wanted == 0:
        return True
    start, end = lasts
    if given is None or given < wanted or start is None:
        return False
    return start <= day and (end is None or day <= end)


@dataclass(frozen=True, slots=True)
class Gap:
    """Of the customers who said how a claim holds, how many found it not so."""

    kept: int = 0
    not_so: int = 0

    @property
    def said(self) -> int:
        return self.kept + self.not_so

    @property
    def percent(self) -> int | None:
        return round(100 * self.not_so / self.said) if self.said else None

    @property
    def range(self) -> tuple[int, int]:
        """Where the true share lies with 95 % confidence, in per cent."""
        low, high = interval(self.not_so, self.said)
        return round(low * 100), round(high * 100)

    @property
    def may_rank(self) -> bool:
        return self.said >= LEAST_TO_RANK


@dataclass(frozen=True, slots=True)
class Level:
    """The latest score of one person in one skill; None where the course had no score."""

    score: int | None
    on: date
    days: int

    @property
    def is_stale(self) -> bool:
        return self.days > STALE_DAYS

    @property
    def tone(self) -> str:
        """Green from 80, yellow from 60, else red.

        >>> [Level(score, date(2026, 3, 1), 3).tone for score in (80, 79, 59, None)]
        ['green', 'yellow', 'red', 'secondary']
        """
        if self.score is None:
            return "secondary"
        return "green" if self.score >= 80 else "yellow" if self.score >= 60 else "red"
