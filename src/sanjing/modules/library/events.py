"""What happens in the library, besides records being created and changed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from sanjing.foundation.events.publish import Happening


@dataclass(frozen=True, kw_only=True)
class KnowledgeFoundUseful(Happening):
    """Somebody found it useful."""

    name: ClassVar[str] = "knowledge.found_useful"


@dataclass(frozen=True, kw_only=True)
class ConsentWithdrawn(Happening):
    """The customer does not want to be named any more; from here on the case stays inside."""

    name: ClassVar[str] = "referencecase.consent_withdrawn"
    reason: str


@dataclass(frozen=True, kw_only=True)
class ClaimSubmitted(Happening):
    """A claim waits for those who approve it."""

    name: ClassVar[str] = "productclaim.submitted"


@dataclass(frozen=True, kw_only=True)
class ClaimApproved(Happening):
    """The claim may be said."""

    name: ClassVar[str] = "productclaim.approved"


@dataclass(frozen=True, kw_only=True)
class ClaimReturned(Happening):
    """It was not approved, or the request was taken back: it is a draft again."""

    name: ClassVar[str] = "productclaim.returned"
    comment: str = ""


@dataclass(frozen=True, kw_only=True)
class ClaimRetired(Happening):
    """The claim must not be said any more, and why."""

    name: ClassVar[str] = "productclaim.retired"
    reason: str
