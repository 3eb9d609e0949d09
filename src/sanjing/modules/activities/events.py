"""What happens to tasks, besides being created and changed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from sanjing.foundation.events.publish import Happening


@dataclass(frozen=True, kw_only=True)
class TaskCompleted(Happening):
    """Somebody did what was to be done."""

    name: ClassVar[str] = "task.completed"


@dataclass(frozen=True, kw_only=True)
class TaskReopened(Happening):
    """What seemed done is not."""

    name: ClassVar[str] = "task.reopened"


@dataclass(frozen=True, kw_only=True)
class TaskPostponed(Happening):
    """The day moved, and why."""

    name: ClassVar[str] = "task.postponed"
    to: date
    reason: str = ""

    def data(self) -> dict[str, Any]:
        return {"to": self.to.isoformat(), "reason": self.reason}
