"""The step every state verb takes."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.entities import records
from sanjing.modules.orders.models import Order


def enter(order: Order, state: str, *, by: Actor, at: datetime, **values: Any) -> Order:
    return records.change(order, {"state": state, **values}, by=by, at=at)
