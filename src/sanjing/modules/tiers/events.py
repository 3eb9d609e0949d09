"""What happens to the tiers of customers, and to the floor under service."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from sanjing.foundation.events.publish import Happening


@dataclass(frozen=True, kw_only=True)
class TierChanged(Happening):
    """By the rules a customer left one tier for another; both by name, "" for none."""

    name: ClassVar[str] = "customer.tier_changed"
    was: str
    now: str
    risen: bool


@dataclass(frozen=True, kw_only=True)
class TierFixed(Happening):
    """Somebody put a customer into a tier by hand."""

    name: ClassVar[str] = "customer.tier_fixed"
    was: str
    now: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class TierFreed(Happening):
    """The tier of a customer goes by the rules again."""

    name: ClassVar[str] = "customer.tier_freed"
    was: str
    now: str


@dataclass(frozen=True, kw_only=True)
class GradeFollowed(Happening):
    """The grade of a customer became that of the tier."""

    name: ClassVar[str] = "customer.grade_followed"
    tier: str


@dataclass(frozen=True, kw_only=True)
class CriteriaTaken(Happening):
    """A tier takes the customers of a list as it was saved."""

    name: ClassVar[str] = "tier.criteria_taken"
    view: str


@dataclass(frozen=True, kw_only=True)
class FloorSet(Happening):
    """The firm said what service every customer gets at least; days by name."""

    name: ClassVar[str] = "service_floor.set"
    values: dict[str, int | str | None]
