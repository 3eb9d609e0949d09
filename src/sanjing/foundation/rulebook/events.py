"""What happens to rules, besides what their own records tell."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from sanjing.foundation.events.publish import Happening


@dataclass(frozen=True, kw_only=True)
class RuleAssigned(Happening):
    """Somebody else answers for a rule now; None, and nobody does."""

    name: ClassVar[str] = "rulebook.assigned"
    kind: str
    key: str
    person: int | None
