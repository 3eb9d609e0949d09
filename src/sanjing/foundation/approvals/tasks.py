"""What happens to requests by the clock."""

from __future__ import annotations

import logging
from datetime import datetime

from django.utils.translation import gettext as _

from sanjing.foundation.accounts.actor import system_actor
from sanjing.foundation.approvals.actions.pass_on import pass_on
from sanjing.foundation.approvals.models import Approval, ApprovalStep
from sanjing.foundation.entities.errors import Refusal
from sanjing.foundation.tasks.schedule import every

log = logging.getLogger(__name__)


@every(minutes=5)
def pass_deadlines(*, at: datetime) -> int:
    """Steps nobody answered in time go to those above, or are refused; how many there were."""
    due = ApprovalStep.objects.filter(
        state=ApprovalStep.State.OPEN, due_at__lte=at, approval__state=Approval.State.WAITING
    )
    steps = list(due.order_by("due_at"))
    for step in steps:
        try:
            pass_on(step, by=system_actor(_("审批时限")), at=at)
        except Refusal as refusal:
            log.warning("An approval could not be passed on: %s %s", step.pk, refusal.code)
    return len(steps)
