from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.entities import batches, registry
from sanjing.modules.automation import queries
from sanjing.modules.automation.messages import messages_for
from sanjing.modules.automation.models import StageRule, StageTask
from sanjing.modules.customers.models import Customer

AT_ONCE = 500


def start_tasks(*, by: Actor, at: datetime, changed_since: datetime | None = None) -> int:
    """Make the tasks that stage rules call for and that are not there yet; how many were made.

    Running it again makes none. With `changed_since` it looks only at customers changed from then on.
    """
    rules = StageRule.objects.filter(removed_at=None, active=True).order_by("pk")
    return sum(start(rule, by=by, at=at, changed_since=changed_since) for rule in rules)


def start(rule: StageRule, *, by: Actor, at: datetime, changed_since: datetime | None) -> int:
    last, made = 0, 0
    while True:
        rows = queries.waiting(rule, at).filter(pk__gt=last)
        rows = rows.filter(changed_at__gte=changed_since) if changed_since else rows
        part = list(rows.order_by("pk").values_list("pk", flat=True)[:AT_ONCE])
        if not part:
            return made
        last = part[-1]
        made += start_for(rule, part, by=by, at=at)


@transaction.atomic
def start_for(rule: StageRule, ids: list[int], *, by: Actor, at: datetime) -> int:
    """One task each. The customers are held first, so that of two workers one finds nothing to do."""
    held = Customer.objects.filter(pk__in=ids).order_by("pk").values_list("pk", flat=True)
    list(held.select_for_update(no_key=True))
    rows = queries.waiting(rule, at).filter(pk__in=ids).select_related("owner").order_by("pk")
    customers = list(rows)
    written = messages_for(rule, customers)
    tasks = [task_for(rule, one, at) | written.get(one.pk, {}) for one in customers]
    made = batches.create_many(registry.get("task"), tasks, by=by, at=at).created
    StageTask.objects.bulk_create(
        StageTask(rule=rule, customer=customers[n], entered_at=customers[n].entered, task=task)
        for n, task in made.items()
    )
    return len(made)


def task_for(rule: StageRule, customer: Any, at: datetime) -> dict[str, Any]:
    return {
        "title": rule.name,
        "customer": customer,
        "owner": customer.owner,
        "due_date": timezone.localdate(at) + timedelta(rule.due_in_days),
        "way": rule.way,
        "priority": rule.priority,
        "note": rule.note,
    }
