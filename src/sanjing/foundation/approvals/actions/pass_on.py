"""What becomes of a step when its time is over."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.accounts.models import User
from sanjing.foundation.accounts.superiors import superiors_of
from sanjing.foundation.approvals.actions.steps import close, due
from sanjing.foundation.approvals.events import ApprovalPassedOn, about
from sanjing.foundation.approvals.models import Approval, ApprovalStep, Needs, OnTimeout, Vote
from sanjing.foundation.approvals.rules import PASSED, REFUSED
from sanjing.foundation.events.publish import publish
from sanjing.foundation.phrases import listed


def pass_on(step: ApprovalStep, *, by: Actor, at: datetime) -> None:
    """Ask those above the silent ones instead; with nobody above, or by the rule, it is refused.

    Where all must agree, each silent one needs somebody above: silence never counts as a yes.
    """
    with transaction.atomic():
        approval = Approval.objects.select_for_update().get(pk=step.approval_id)
        step.refresh_from_db()
        is_due = step.due_at is not None and step.due_at <= at
        if not (approval.is_waiting and step.state == ApprovalStep.State.OPEN and is_due):
            return
        silent = list(step.votes.filter(verdict="").select_related("person__team"))
        above = _above(approval, step, silent)
        for one in silent:
            one.verdict, one.at = PASSED, at
            one.save(update_fields=["verdict", "at"])
        Vote.objects.bulk_create([Vote(step=step, person=person) for person in above])
        if above:
            step.due_at = due(step, at)
            step.save(update_fields=["due_at"])
            _tell(approval, above, by, at)
        else:
            step.state, step.decided_at = REFUSED, at
            step.save(update_fields=["state", "decided_at"])
            names = listed(one.person.name for one in silent)
            comment = _("%(names)s过了时间没有批。") % {"names": names}
            close(approval, REFUSED, comment=comment, by=by, at=at)


def _above(approval: Approval, step: ApprovalStep, silent: list[Vote]) -> list[User]:
    """Those above the people who did not answer, who have no seat in this step yet; nobody, if the
    rule says so or they are too few.
    """
    if step.on_timeout != OnTimeout.ESCALATE:
        return []
    seated = {*step.votes.values_list("person", flat=True)}
    besides = seated | ({approval.asked_by_id} if approval.asked_by_id else set())
    above = [superiors_of(vote.person, besides=besides) for vote in silent]
    if step.needs == Needs.ALL and not all(above):
        return []
    return list({one.pk: one for people in above for one in people}.values())


def _tell(approval: Approval, people: list[User], by: Actor, at: datetime) -> None:
    told = ApprovalPassedOn(
        approval=approval.pk, purpose=approval.purpose, title=approval.title,
        to=[person.name for person in people],
    )  # fmt: skip
    publish(told, about=about(approval), by=by, at=at)
