"""What happens to deliveries, besides being created and changed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from sanjing.foundation.events.publish import Happening


@dataclass(frozen=True, kw_only=True)
class DeliverySent(Happening):
    """The goods left us."""

    name: ClassVar[str] = "delivery.sent"
    carrier: str = ""
    tracking_number: str = ""


@dataclass(frozen=True, kw_only=True)
class DeliveryArrived(Happening):
    """The customer signed for it: whether in time (None where nothing was promised), what was wrong."""

    name: ClassVar[str] = "delivery.arrived"
    on_time: bool | None
    signed_by: str = ""
    problem: str = ""
    cause: str = ""


@dataclass(frozen=True, kw_only=True)
class DeliveryRefused(Happening):
    """The customer did not take it, and why."""

    name: ClassVar[str] = "delivery.refused"
    cause: str


@dataclass(frozen=True, kw_only=True)
class DeliveryCancelled(Happening):
    """It will not be sent, and why."""

    name: ClassVar[str] = "delivery.cancelled"
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class DeliveryOverdue(Happening):
    """The time it was promised for went by, and it is not there."""

    name: ClassVar[str] = "delivery.overdue"


@dataclass(frozen=True, kw_only=True)
class TrackingShared(Happening):
    """A page was opened on which the customer can follow the order."""

    name: ClassVar[str] = "order.shared"


@dataclass(frozen=True, kw_only=True)
class TrackingWithdrawn(Happening):
    """The page on which the customer could follow the order is closed."""

    name: ClassVar[str] = "order.unshared"
