"""Timing one piece of work beside the same work done by hand, in turns, so that both meet the same machine."""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext

Work = Callable[[], Any]
WARM = 3


@dataclass
class Timing:
    """Milliseconds. `busy` is the median of this thread's processor time, SQLite included."""

    median: float
    p95: float
    best: float
    busy: float | None = None

    @classmethod
    def of(cls, seconds: list[float], busy: list[float] | None = None) -> Timing:
        ordered = sorted(one * 1000 for one in seconds)
        place = min(len(ordered) - 1, round(0.95 * (len(ordered) - 1)))
        held = statistics.median(busy) * 1000 if busy else None
        return cls(statistics.median(ordered), ordered[place], ordered[0], held)


class Refused(Exception):
    """What was to be measured was not answered with 200."""


RELAY = """
import json, os, subprocess, sys
process = subprocess.Popen(sys.argv[1:], stdout=subprocess.DEVNULL)
_pid, status, used = os.wait4(process.pid, 0)
print(json.dumps([os.waitstatus_to_exitcode(status), used.ru_utime + used.ru_stime, used.ru_maxrss // 1024]))
"""
"""Starts a process from a small one: Linux counts the memory of who starts a process as that process's own at first."""


def child(arguments: Sequence[str]) -> tuple[float, float, int]:
    """`sanjing` with these arguments in a process of its own: seconds, seconds of processors, megabytes at the most."""
    start = time.perf_counter()
    command = [sys.executable, "-c", RELAY, sys.executable, "-m", "sanjing", *arguments]
    told = subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout
    took = time.perf_counter() - start
    code, busy, most = json.loads(told)
    if code:
        raise Refused(f"sanjing {arguments[0]} ended with {code}")
    return took, busy, most


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
    for _ in range(min(WARM, runs)):
        work()
        if by_hand:
            by_hand()
    counted = count_queries(work) if queries else None
    mine, theirs = Stopwatch(work), Stopwatch(by_hand) if by_hand else None
    for _ in range(runs):
        mine.run()
        if theirs:
            theirs.run()
    hand = theirs.timing() if theirs else None
    return Row(group, name, runs, mine.timing(), counted, hand, target, ratio_target)


class Stopwatch:
    """How long a piece of work takes, run by run."""

    def __init__(self, work: Work) -> None:
        self.work = work
        self.passed: list[float] = []
        self.busy: list[float] = []

    def run(self) -> None:
        passed, busy = time.perf_counter(), time.thread_time()
        self.work()
        self.busy.append(time.thread_time() - busy)
        self.passed.append(time.perf_counter() - passed)

    def timing(self) -> Timing:
        return Timing.of(self.passed, self.busy)


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
