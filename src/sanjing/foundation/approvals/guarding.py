"""Nothing can be changed under review, by anybody and through any surface."""

from __future__ import annotations

from django.utils.translation import gettext as _

from sanjing.foundation.approvals import purposes, queries
from sanjing.foundation.approvals.rules import freezes
from sanjing.foundation.entities.guards import Wanted


def under_review(entity: str, wanted: Wanted) -> dict[int, str]:
    """The guard of the write path: which of these records wait for a decision."""
    found: dict[int, str] = {}
    for approval in queries.waiting_about(entity, wanted):
        purpose = purposes.find(approval.purpose)
        if freezes(purpose.freezes if purpose else (), wanted[approval.record_id]):
            found[approval.record_id] = _("“%(title)s”正在审批，批完或撤回之前不能改动。") % {
                "title": approval.title
            }
    return found
