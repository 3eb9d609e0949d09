from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.entities import batches, registry
from sanjing.foundation.entities.errors import Invalid
from sanjing.modules.activities.models import Activity
from sanjing.modules.customers.models import Customer


def plan_visits(
    customers: Collection[Customer], *, day: date, owner: int, by: Actor, at: datetime
) -> int:
    """Make one task for each of `customers`, to visit it on `day`. Returns how many; raises Invalid for a day
    that has gone by.
    """
    if day < timezone.localdate(at):
        raise Invalid({"day": [_("拜访要排在今天或以后。")]})
    rows = [
        {
            "title": _("拜访"),
            "customer": customer,
            "due_date": day,
            "owner": owner,
            "way": Activity.Kind.VISIT,
        }
        for customer in customers
    ]
    return len(batches.create_many(registry.get("task"), rows, by=by, at=at).created)
