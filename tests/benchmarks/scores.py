"""The nightly scores of everybody: a night later than the last, in a process of its own."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

from sanjing.modules.scores.queries import last_run
from tests.benchmarks.clock import Refused, Row, Timing, child

TARGET = 60_000
"""For a million customers; a smaller firm only has to stay below it."""
NIGHTS = 3


def rows(data: Path, runs: int) -> Iterator[Row]:
    """Each night reads every purchase and writes what a day has changed."""
    told = [night(data) for _ in range(min(NIGHTS, runs))]
    last = last_run()
    assert last is not None
    yield Row(
        "scores", "all scores of everybody, nightly", len(told),
        Timing.of([took for took, *_rest in told], [busy for _took, busy, _peak in told]),
        target=TARGET,
        more={"customers scored": last.customers, "changed": last.changed, "model": last.facts.get("model"),
              "peak MB": max(peak for *_rest, peak in told), "target MB": 4096},
    )  # fmt: skip


def night(data: Path) -> tuple[float, float, int]:
    """Seconds, seconds of processors, and megabytes at the most."""
    last = last_run()
    if last is None:
        raise Refused("the company has no scores")
    day = last.as_of + timedelta(1)
    return child(["score", "--as-of", day.isoformat(), "--data", str(data)])
