"""How fast one caller may ask: a token bucket in the memory of each web process.

Kept in the database it would hold across processes, but every read would become a write, and
SQLite has one writer. So the limit is per process: with N of them a caller may get N times as much.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

from django.conf import settings

BURST_SECONDS = 10
MOST_CALLERS = 10_000


class Buckets:
    """One bucket a caller, holding ten seconds' worth of requests."""

    def __init__(self, per_minute: int, clock: Callable[[], float] = time.monotonic):
        self.rate = per_minute / 60
        self.size = max(1.0, self.rate * BURST_SECONDS)
        self.clock = clock
        self.levels: dict[str, tuple[float, float]] = {}
        self.lock = threading.Lock()

    def take(self, key: str) -> float:
        """0 if the request is admitted, otherwise the seconds until one would be."""
        if not self.rate:
            return 0.0
        with self.lock:
            now = self.clock()
            level, before = self.levels.pop(key, (self.size, now))
            level = min(self.size, level + (now - before) * self.rate)
            admitted = level >= 1
            self.levels[key] = (level - 1 if admitted else level, now)
            if len(self.levels) > MOST_CALLERS:
                self.levels.pop(next(iter(self.levels)))
        return 0.0 if admitted else (1 - level) / self.rate


buckets = Buckets(getattr(settings.ENV, "api_rate", 6000))
