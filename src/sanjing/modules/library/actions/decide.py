"""What an answer does to the claim that waited for it."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.entities import records
from sanjing.foundation.events.publish import Happening
from sanjing.modules.library.events import ClaimApproved, ClaimReturned
from sanjing.modules.library.models import ProductClaim

State = ProductClaim.State


def decide(
    claim: ProductClaim, *, granted: bool, comment: str, by: Actor, at: datetime
) -> ProductClaim:
    """Approved, it may be said from that day; otherwise it is a draft again."""
    if claim.state != State.WAITING:
        return claim
    kept: dict = {"state": State.DRAFT}
    told: Happening = ClaimReturned(comment=comment)
    if granted:
        kept = {
            "state": State.APPROVED, "approved_by_id": by.user_id,
            "approved_on": timezone.localdate(at),
        }  # fmt: skip
        told = ClaimApproved()
    return records.change(claim, {}, kept=kept, by=by, at=at, telling=told)
