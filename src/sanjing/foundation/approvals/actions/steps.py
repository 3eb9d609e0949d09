"""Going from step to step until a request is decided."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.approvals.events import (
    ApprovalGranted,
    ApprovalRefused,
    ApprovalVoted,
    about,
)
from sanjing.foundation.approvals.models import Approval, ApprovalStep
from sanjing.foundation.approvals.rules import APPROVED, REFUSED, deadline, outcome
from sanjing.foundation.events.publish import publish
from sanjing.kernel.calendar import is_workday

type Answer = ApprovalGranted | ApprovalRefused | ApprovalVoted


def open_next(approval: Approval, at: datetime) -> bool:
    """Open the first step that was not open yet; False when there is none left."""
    step = approval.steps.filter(state=ApprovalStep.State.LATER).order_by("position").first()
    if step is None:
        return False
    step.state = ApprovalStep.State.OPEN
    step.due_at = due(step, at)
    step.save(update_fields=["state", "due_at"])
    return True


def due(step: ApprovalStep, at: datetime) -> datetime | None:
    """When a step opened `at` runs out; None if it may take as long as it likes."""
    return deadline(timezone.localtime(at), step.hours, is_workday) if step.hours else None


def settle(
    approval: Approval, step: ApprovalStep, *, comment: str, by: Actor, at: datetime
) -> None:
    """Draw the consequences of the votes in the open step."""
    verdict = outcome(step.needs, step.votes.values_list("verdict", flat=True))
    if not verdict:
        _tell(ApprovalVoted, approval, comment, by, at)
        return
    step.state, step.decided_at = verdict, at
    step.save(update_fields=["state", "decided_at"])
    if verdict == APPROVED and open_next(approval, at):
        _tell(ApprovalVoted, approval, comment, by, at)
        return
    close(approval, verdict, comment=comment, by=by, at=at)


def close(approval: Approval, verdict: str, *, comment: str, by: Actor, at: datetime) -> None:
    """End a request and tell the module that waits for it."""
    approval.state, approval.decided_at = verdict, at
    approval.save(update_fields=["state", "decided_at"])
    _tell(ApprovalRefused if verdict == REFUSED else ApprovalGranted, approval, comment, by, at)


def _tell(
    happening: type[Answer], approval: Approval, comment: str, by: Actor, at: datetime
) -> None:
    told = happening(
        approval=approval.pk, purpose=approval.purpose, title=approval.title, comment=comment
    )
    publish(told, about=about(approval), by=by, at=at)
