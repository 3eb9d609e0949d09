"""What happens to the numbers that others are reckoned with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from sanjing.foundation.events.publish import Happening


@dataclass(frozen=True, kw_only=True)
class AssumptionSet(Happening):
    """The firm set a number of its own from a day on; without one it took its own back."""

    name: ClassVar[str] = "assumption.set"
    key: str
    number: str | None
    since: str
    reason: str
