"""Timing one piece of work beside the same work done by hand, in turns, so that both meet the same machine."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext

Work = Callable[[], Any]
WARM = 3


@dataclass
class Timing:
    """Milliseconds."""

    median: float
    p95: float
    best: float

    @classmethod
    def of(cls, seconds: list[float]) -> Timing:
        ordered = sorted(one * 1000 for one in seconds)
        place = min(len(ordered) - 1, round(0.95 * (len(ordered) - 1)))
        return cls(statistics.median(ordered), ordered[place], ordered[0])


@dataclass
class Row:
    """One line of the report. `key` names it across sizes; targets are those of the design."""

    group: str
    name: str
    runs: int
    work: Timing
    queries: int | None = None
    by_hand: Timing | None = None
    target: float | None = None
    ratio_target: float | None = None
    more: dict[str, Any] = field(default_factory=dict)

    @property
    def ratio(self) -> float | None:
        return self.work.median / self.by_hand.median if self.by_hand else None

    def told(self) -> dict[str, Any]:
        return asdict(self) | {"ratio": self.ratio}


def measure(
    group: str,
    name: str,
    work: Work,
    *,
    runs: int,
    by_hand: Work | None = None,
    target: float | None = None,
    ratio_target: float | None = None,
    queries: bool = True,
) -> Row:
    """Time `work` and `by_hand` in turns; queries are counted in a run that is not timed."""
    for _ in range(WARM):
        work()
        if by_hand:
            by_hand()
    counted = count_queries(work) if queries else None
    mine, theirs = [], []
    for _ in range(runs):
        mine.append(seconds(work))
        if by_hand:
            theirs.append(seconds(by_hand))
    hand = Timing.of(theirs) if theirs else None
    return Row(group, name, runs, Timing.of(mine), counted, hand, target, ratio_target)


def seconds(work: Work) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def count_queries(work: Work) -> int:
    """Statements sent, BEGIN, COMMIT and SAVEPOINT not counted."""
    with CaptureQueriesContext(connection) as captured:
        work()
    words = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE", "ROLLBACK")
    return sum(not query["sql"].lstrip().upper().startswith(words) for query in captured)
