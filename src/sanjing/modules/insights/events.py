"""What happens to the plans of action, and to customers who are let go."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from sanjing.foundation.events.publish import Happening


@dataclass(frozen=True, kw_only=True)
class PlaybookWritten(Happening):
    """The firm wrote down what it does about a quadrant of customers."""

    name: ClassVar[str] = "playbook.written"
    quadrant: str
    aim: str
    steps: str


@dataclass(frozen=True, kw_only=True)
class RetirementProposed(Happening):
    """It was proposed to spend nothing more on a customer; `outcome` says what becomes of them once agreed."""

    name: ClassVar[str] = "customer.retirement_proposed"
    reason: str
    outcome: str


@dataclass(frozen=True, kw_only=True)
class CustomerRetired(Happening):
    """The proposal was agreed to: the customer is of the lowest grade, and in the pool if so proposed."""

    name: ClassVar[str] = "customer.retired"
    reason: str
    outcome: str
