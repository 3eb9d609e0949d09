"""Taking one's say back."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.approvals.events import DelegationEnded
from sanjing.foundation.approvals.models import Delegation
from sanjing.foundation.entities.errors import Forbidden
from sanjing.foundation.events.publish import About, publish


def end_delegation(delegation: Delegation, *, by: Actor, at: datetime) -> None:
    """End it now. Raises Forbidden for what somebody else gave."""
    if delegation.person_id != by.user_id:
        raise Forbidden(_("只有本人能收回代批。"))
    with transaction.atomic():
        if Delegation.objects.filter(pk=delegation.pk, ended_at=None).update(ended_at=at):
            told = DelegationEnded(person=delegation.person_id, to=delegation.to_id)
            publish(
                told,
                about=About("delegation", delegation.pk, None, str(delegation.to)),
                by=by,
                at=at,
            )
