"""The step every state verb takes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.entities import records
from sanjing.modules.orders.models import Order


def only_from(*states: str) -> Callable[[Order, Actor], bool]:
    """Offered while the order is in one of `states`."""
    return lambda order, _actor: order.state in states


def enter(order: Order, state: str, *, by: Actor, at: datetime, **values: Any) -> Order:
    return records.change(order, {"state": state, **values}, by=by, at=at)
