from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.entities import batches, registry
from sanjing.modules.customers.models import Customer
from sanjing.modules.insights.models import SeasonTask
from sanjing.modules.insights.seasons import Season, planned


@dataclass(frozen=True, slots=True)
class Planned:
    """How many tasks were made, how many customers had theirs, and how many may not be given one."""

    made: int
    had: int
    refused: int


@transaction.atomic
def plan_season(
    ids: Collection[int], season: Season, *, days_before: int, by: Actor, at: datetime
) -> Planned:
    """One task for each of these customers that `by` sees, due some days before the season begins.

    The customers are held first, so that of two people at once the second finds the task of the first.
    Raises Forbidden for whom tasks are not theirs to make.
    """
    wanted = sorted(registry.get("customer").visible_among(by, ids).values_list("pk", flat=True))
    held = Customer.objects.filter(pk__in=wanted).order_by("pk").values_list("pk", flat=True)
    list(held.select_for_update(no_key=True))
    had = planned(season, wanted)
    rest = Customer.objects.filter(pk__in=set(wanted) - set(had)).select_related("owner")
    customers = list(rest.order_by("pk"))
    due = max(season.starts_on - timedelta(days_before), timezone.localdate(at))
    rows = [task_for(one, season, due, by) for one in customers]
    made = batches.create_many(registry.get("task"), rows, by=by, at=at).created
    SeasonTask.objects.bulk_create(
        SeasonTask(
            customer=customers[n], category=season.category, starts_on=season.starts_on,
            ends_on=season.ends_on, task=task,
        )
        for n, task in made.items()
    )  # fmt: skip
    return Planned(len(made), len(had), len(rows) - len(made))


def task_for(customer: Any, season: Season, due: date, by: Actor) -> dict[str, Any]:
    """For whoever owns the customer; for whoever asks where nobody does."""
    owner = customer.owner if customer.owner and customer.owner.is_active else by.user_id
    told = {"month": f"{season.starts_on:%Y-%m}", "what": season.category or _("要货")}
    return {
        "title": _("旺季前联系：%(month)s %(what)s") % told,
        "note": _("往年这个季节买过，今年还没下单。"),
        "customer": customer,
        "owner": owner,
        "due_date": due,
    }
