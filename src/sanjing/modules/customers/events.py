"""What happens to customers, besides being created and changed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from sanjing.foundation.events.publish import Happening


@dataclass(frozen=True, kw_only=True)
class CustomerClaimed(Happening):
    """Somebody took a customer out of the pool."""

    name: ClassVar[str] = "customer.claimed"


@dataclass(frozen=True, kw_only=True)
class CustomerReleased(Happening):
    """The owner gave a customer back to the pool, and why."""

    name: ClassVar[str] = "customer.released"
    reason: str


@dataclass(frozen=True, kw_only=True)
class CustomerRecalled(Happening):
    """The pool rule took a customer from an owner who was not in touch for so many days."""

    name: ClassVar[str] = "customer.recalled"
    days: int


@dataclass(frozen=True, kw_only=True)
class CustomerAssigned(Happening):
    """A customer was handed to a colleague."""

    name: ClassVar[str] = "customer.assigned"
    to_id: int
    to_name: str
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class StageAdvanced(Happening):
    """A customer went a step up the ladder."""

    name: ClassVar[str] = "customer.advanced"
    stage: str


@dataclass(frozen=True, kw_only=True)
class PoolRulesChanged(Happening):
    """The rules of the pool are different now: {grade: {field: value}}."""

    name: ClassVar[str] = "pool_rule.changed"
    rules: dict
