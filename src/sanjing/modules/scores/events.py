"""What happens to scores."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from sanjing.foundation.events.publish import Happening


@dataclass(frozen=True, kw_only=True)
class ScoresReckoned(Happening):
    """Everybody's scores were reckoned anew as of a day, and are the present ones; `changed` rows were written."""

    name: ClassVar[str] = "score.reckoned"
    as_of: str
    customers: int
    changed: int
