"""The company's name, as every page shows it."""

from __future__ import annotations

import time

from sanjing.foundation.accounts.models import Company

LOOK_AGAIN = 10.0


class _Kept:
    """The name, read again every few seconds: another process may have changed it."""

    def __init__(self) -> None:
        self.name = ""
        self.looked_at = float("-inf")

    def get(self) -> str:
        now = time.monotonic()
        if now - self.looked_at > LOOK_AGAIN:
            self.name = Company.objects.values_list("name", flat=True).order_by("pk").first() or ""
            self.looked_at = now
        return self.name

    def forget(self) -> None:
        self.looked_at = float("-inf")


kept = _Kept()


def company_name() -> str:
    """What the company calls itself; empty until somebody said so."""
    return kept.get()
