"""Whom to visit, and in which order (S170)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.entities import registry
from sanjing.kernel import routes
from sanjing.modules.activities.models import Activity, Task
from sanjing.modules.customers import queries as customers
from sanjing.modules.customers.models import Customer

MOST = 200
VISIT = Activity.Kind.VISIT


@dataclass(frozen=True, slots=True)
class Stop:
    """A customer to visit. `over` counts the days beyond what its grade allows; `task` is the plan."""

    customer: Customer
    last: date | None
    over: int = 0
    task: Task | None = None


@dataclass(frozen=True, slots=True)
class District:
    region: str
    stops: list[Stop]


def due(by: Actor, owner: int, at: datetime) -> list[Stop]:
    """The customers of `owner` that `by` may see whose next visit is due and not planned yet.

    A customer never visited is due when its owner has had it for that long. The longest overdue first,
    at most MOST.
    """
    planned = Task.objects.filter(customer=OuterRef("pk"), way=VISIT, done_at=None, removed_at=None)
    rows: QuerySet = registry.get("customer").visible_to(by)
    rows = rows.filter(owner=owner, do_not_contact=False)
    rows = rows.annotate(since=Coalesce(last_visit(), F("owned_since"), F("created_at")))
    every = {
        grade: rule.visit_days for grade, rule in customers.pool_rules().items() if rule.visit_days
    }
    late = Q(pk__in=[])
    for grade, days in every.items():
        late |= Q(grade=grade, since__lt=at - timedelta(days))
    found = with_place(rows.filter(late, ~Exists(planned)).order_by("since", "pk"))[:MOST]
    today = timezone.localdate(at)
    return [Stop(one, day_of(one.visited_at), over(one, every, today)) for one in found]


def over(customer: Customer, every: dict[str, int], today: date) -> int:
    return (today - timezone.localdate(customer.since)).days - every[customer.grade]


def planned(by: Actor, owner: int, day: date) -> list[Stop]:
    """The visits planned for `owner` on `day` that are still to be made."""
    rows = registry.get("task").visible_to(by)
    tasks = rows.filter(owner=owner, way=VISIT, due_date=day, done_at=None, customer__isnull=False)
    by_customer = {task.customer_id: task for task in tasks.order_by("pk")[:MOST]}
    seen = registry.get("customer").visible_among(by, by_customer)
    return [Stop(one, day_of(one.visited_at), task=by_customer[one.pk]) for one in with_place(seen)]


def last_visit() -> Subquery:
    return Subquery(visits_of_row().values("happened_at")[:1])


def visits_of_row() -> QuerySet[Activity]:
    visits = Activity.objects.filter(customer=OuterRef("pk"), kind=VISIT, removed_at=None)
    return visits.order_by("-happened_at")


def with_place(rows: QuerySet[Customer]) -> QuerySet[Customer]:
    """Along with the day of the last visit, and where the last one with a position was."""
    located = visits_of_row().exclude(latitude=None).exclude(longitude=None)
    return rows.annotate(
        visited_at=last_visit(),
        north=Subquery(located.values("latitude")[:1]),
        east=Subquery(located.values("longitude")[:1]),
    )


def day_of(moment: datetime | None) -> date | None:
    return timezone.localdate(moment) if moment else None


def in_route_order(stops: Iterable[Stop]) -> list[District]:
    """District by district; within one, those whose place is known along a short way, then the others by
    their address.
    """
    region = registry.get("customer").fields["region"]
    ranked = sorted(stops, key=lambda stop: stop.customer.region)
    return [
        District(region.cell(first.customer).text, along([first, *rest]))
        for _code, (first, *rest) in groupby(ranked, key=lambda stop: stop.customer.region)
    ]


def along(stops: Sequence[Stop]) -> list[Stop]:
    known = [stop for stop in stops if stop.customer.north is not None]
    points = [(float(stop.customer.north), float(stop.customer.east)) for stop in known]
    rest = [stop for stop in stops if stop.customer.north is None]
    rest.sort(key=lambda stop: (stop.customer.address, stop.customer.pk))
    return [known[n] for n in routes.in_order(points)] + rest
