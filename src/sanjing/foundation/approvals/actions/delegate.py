"""Letting somebody decide in one's place."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.accounts.models import User
from sanjing.foundation.approvals.events import DelegationGiven
from sanjing.foundation.approvals.models import Delegation
from sanjing.foundation.entities.errors import Invalid
from sanjing.foundation.events.publish import About, publish


def delegate(to: User, *, first_date: date, last_date: date, by: Actor, at: datetime) -> Delegation:
    """Give `to` one's say from `first_date` to `last_date`. Nobody passes it on further. Raises Invalid."""
    if by.user_id is None or to.pk == by.user_id or not to.is_active:
        raise Invalid({"to": [_("请选一位在职的同事。")]})
    if last_date < max(first_date, timezone.localdate(at)):
        raise Invalid({"last_date": [_("结束的日子不能早于开始，也不能已经过去。")]})
    with transaction.atomic():
        made = Delegation.objects.create(
            person_id=by.user_id,
            to=to,
            first_date=first_date,
            last_date=last_date,
            created_at=at,
        )
        told = DelegationGiven(
            person=made.person_id,
            to=to.pk,
            first=first_date.isoformat(),
            last=last_date.isoformat(),
        )
        publish(told, about=About("delegation", made.pk, None, to.name), by=by, at=at)
    return made
