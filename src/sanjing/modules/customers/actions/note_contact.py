"""Keeping in mind when a customer was last in touch and is next due."""

from __future__ import annotations

from datetime import date, datetime

from django.db.models import F, Q, Value
from django.db.models.functions import Coalesce, Greatest
from django.utils import timezone

from sanjing.foundation.accounts.actor import Actor
from sanjing.modules.customers.models import Customer


def note_contact(
    customer_id: int, *, happened_at: datetime, next_date: date | None, by: Actor, at: datetime
) -> None:
    """Move "last contact" forward, and "next contact" to `next_date` or, once kept, to none.

    Call it inside the transaction of the contact itself: the contact's event is the event of this
    change too, and `by` may be a colleague who may log a call here without changing the archive.
    """
    latest = Greatest(Coalesce(F("last_contacted_at"), Value(happened_at)), Value(happened_at))
    rows = Customer.objects.filter(pk=customer_id)
    rows.update(last_contacted_at=latest, changed_at=at, version=F("version") + 1)
    day = timezone.localdate(happened_at)
    newest = rows.filter(Q(last_contacted_at__lte=happened_at))
    if next_date and next_date >= day:
        newest.update(next_contact_date=next_date)
    else:
        newest.filter(next_contact_date__lte=day).update(next_contact_date=None)
