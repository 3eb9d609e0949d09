"""The step every verb of a return takes."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.entities import records
from sanjing.foundation.events.publish import Happening
from sanjing.modules.orders.models import Return


def enter(
    returned: Return, state: str, *, telling: Happening, by: Actor, at: datetime, **kept: Any
) -> Return:
    """Take a return to its next state. Raises Invalid."""
    kept = {"state": state, **kept}
    return records.change(returned, {}, kept=kept, by=by, at=at, telling=telling)
