"""One person's say in a request."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.approvals import queries
from sanjing.foundation.approvals.actions.steps import settle
from sanjing.foundation.approvals.errors import AlreadyDecided, NotAsked
from sanjing.foundation.approvals.models import Approval


def vote(approval: Approval, verdict: str, *, comment: str, by: Actor, at: datetime) -> Approval:
    """Give a verdict, one's own and for those one stands in for; of two people at once one wins.

    Raises AlreadyDecided or NotAsked.
    """
    with transaction.atomic():
        approval = hold(approval)
        owed = queries.owed_votes(by.user_id, timezone.localdate(at)).filter(
            step__approval=approval
        )
        mine = list(owed.select_related("step"))
        if not mine:
            raise NotAsked(_("这件事没有请您批。"))
        for one in mine:
            one.verdict, one.by_id, one.at, one.comment = verdict, by.user_id, at, comment[:400]
            one.save(update_fields=["verdict", "by", "at", "comment"])
        settle(approval, mine[0].step, comment=comment, by=by, at=at)
    return approval


def hold(approval: Approval) -> Approval:
    """The request as it stands, held until the transaction ends. Raises AlreadyDecided."""
    held = Approval.objects.select_for_update().get(pk=approval.pk)
    if not held.is_waiting:
        told = {"title": held.title, "state": held.get_state_display()}
        raise AlreadyDecided(_("“%(title)s”已有结果：%(state)s。") % told)
    return held
