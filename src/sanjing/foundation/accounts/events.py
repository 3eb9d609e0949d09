"""What happens to accounts, told to whoever keeps the record.

This package lies below the event table, so the table's package connects itself here at start.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from sanjing.foundation.accounts.actor import Actor

Listener = Callable[[str, dict[str, Any], Actor, datetime], None]
_listeners: list[Listener] = []


def connect(listener: Listener) -> None:
    """Call `listener(name, data, by, at)` for every account event, in its transaction."""
    if listener not in _listeners:
        _listeners.append(listener)


def disconnect(listener: Listener) -> None:
    _listeners.remove(listener)


def announce(name: str, data: dict[str, Any], by: Actor, at: datetime) -> None:
    """Tell that `name` (past tense, "user_created") happened. `data` holds no secret."""
    for listener in _listeners:
        listener(name, data, by, at)
