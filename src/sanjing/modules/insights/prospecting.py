"""主动拓新: who is still to be won, how far each colleague is with it, and what becomes of new customers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.db.models.functions import TruncDate, TruncMonth
from django.utils import timezone

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.accounts.models import User
from sanjing.foundation.entities import registry
from sanjing.foundation.figures.queries import figure
from sanjing.kernel.periods import add_months
from sanjing.modules.activities.models import Activity
from sanjing.modules.customers.models import Customer
from sanjing.modules.deals.models import Lead
from sanjing.modules.insights.reading import customers, sold
from sanjing.modules.orders.models import Order
from sanjing.modules.quotes.models import Quote

MONTHS = 12
TARGETS = 30
IN_PERSON = (Activity.Kind.VISIT, Activity.Kind.MEETING)
TOLD = (Quote.State.SENT, Quote.State.ACCEPTED, Quote.State.DECLINED, Quote.State.EXPIRED)
STEPS = ("came", "contacted", "visited", "quoted", "ordered")


@dataclass(frozen=True, slots=True)
class Cohort:
    """Who became known in a month, and how many of them got how far by now."""

    month: date
    steps: dict[str, int] = field(default_factory=dict)

    @property
    def came(self) -> int:
        return self.steps.get("came", 0)

    @property
    def percent(self) -> float | None:
        """Of those who came, how many have ordered."""
        return 100 * self.steps.get("ordered", 0) / self.came if self.came else None


def cohorts(actor: Actor, today: date) -> list[Cohort]:
    """The last twelve months, the oldest first: new customers, and leads that are none yet."""

    def reckon(day: date) -> list[Any]:
        return [[one.month, one.steps] for one in reckoned(actor, day)]

    return [Cohort(*one) for one in figure("prospecting.cohorts", actor, today, reckon)]


def reckoned(actor: Actor, today: date) -> list[Cohort]:
    first = add_months(today.replace(day=1), 1 - MONTHS)
    sums: dict[date, Counter[str]] = {add_months(first, n): Counter() for n in range(MONTHS)}
    for rows in (new_customers(actor, first), open_leads(actor, first)):
        for month, *counts in rows:
            if month in sums:
                sums[month].update(dict(zip(STEPS, counts, strict=False)))
    return [Cohort(month, dict(steps)) for month, steps in sums.items()]


def new_customers(actor: Actor, since: date) -> Iterable[Any]:
    """(month, came, contacted, visited, quoted, ordered) of customers who had not bought before."""
    day = TruncDate("created_at")
    rows = customers(actor).filter(created_at__gte=midnight(since)).annotate(day=day)
    placed = Order.objects.sold().filter(customer=OuterRef("pk"))
    rows = rows.filter(~Exists(placed.filter(ordered_on__lt=OuterRef("day"))))
    talks = registry.get("activity").visible_to(actor).filter(customer=OuterRef("pk"))
    quotes = registry.get("quote").visible_to(actor).filter(customer=OuterRef("pk"))
    rows = rows.annotate(
        talked=Exists(talks), met=Exists(talks.filter(kind__in=IN_PERSON)),
        quoted=Exists(quotes.filter(state__in=TOLD)),
        ordered=Exists(sold(actor).filter(customer=OuterRef("pk"))),
    )  # fmt: skip
    asked = (
        Count("pk", filter=Q(**{name: True})) for name in ("talked", "met", "quoted", "ordered")
    )
    return by_month(rows, Count("pk"), *asked)


def open_leads(actor: Actor, since: date) -> Iterable[Any]:
    """(month, came, contacted) of leads that have not become a customer."""
    if not actor.may("lead", "see"):
        return []
    rows = registry.get("lead").visible_to(actor).filter(created_at__gte=midnight(since))
    rows = rows.filter(customer=None).exclude(state=Lead.State.QUALIFIED)
    return by_month(rows, Count("pk"), Count("pk", filter=Q(first_contact_at__isnull=False)))


def by_month(rows: QuerySet[Any, Any], *counts: Any) -> Iterable[Any]:
    named = {f"n{number}": count for number, count in enumerate(counts)}
    months = rows.order_by().annotate(month=TruncMonth("created_at")).values("month")
    for row in months.annotate(**named):
        yield timezone.localdate(row["month"]), *(row[name] for name in named)


def midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))


@dataclass(frozen=True, slots=True)
class Reached:
    """How many prospects one colleague contacted, visited and won in a month, beside the quota."""

    name: str
    contacted: int
    visited: int
    won: int
    contacts: int = 0
    visits: int = 0
    wins: int = 0

    @property
    def pairs(self) -> list[tuple[int, int]]:
        """(done, asked for) of each."""
        return [
            (self.contacted, self.contacts), (self.visited, self.visits), (self.won, self.wins)
        ]  # fmt: skip


def by_person(actor: Actor, month: date) -> list[Reached]:
    """Who has a quota in the month or reached a prospect in it; those with most first orders first."""
    found = reached_in(actor, month)
    quotas = registry.get("quota").visible_to(actor).filter(month=month).order_by("pk")
    for quota in quotas:
        for name in ("contacts", "visits", "wins"):
            found.setdefault(name, Counter())[quota.user_id] += getattr(quota, name)
    people = {pk for counted in found.values() for pk in counted}
    names = dict(User.objects.filter(pk__in=people).values_list("pk", "name"))
    rows = [
        Reached(names[pk], **{name: counted[pk] for name, counted in found.items()}) for pk in names
    ]
    return sorted(rows, key=lambda one: (-one.won, -one.visited, -one.contacted, one.name))


def reached_in(actor: Actor, month: date) -> dict[str, Counter[int]]:
    """By colleague, the customers contacted, visited and won in a month."""

    def reckon(_day: date) -> list[list[tuple[int, int]]]:
        met, visited = prospects_met(actor, month), prospects_met(actor, month, kinds=IN_PERSON)
        return [list(counted.items()) for counted in (met, visited, first_orders(actor, month))]

    kept = figure(f"prospecting.people:{month}", actor, date.max, reckon)
    return {
        name: Counter(dict(pairs))
        for name, pairs in zip(("contacted", "visited", "won"), kept, strict=True)
    }


def prospects_met(
    actor: Actor, month: date, *, kinds: Iterable[str] = Activity.Kind.values
) -> Counter[int]:
    """By colleague, the customers met in the month who had not bought before it."""
    rows = registry.get("activity").visible_to(actor).filter(kind__in=list(kinds))
    rows = rows.filter(
        happened_at__gte=midnight(month), happened_at__lt=midnight(add_months(month, 1))
    )
    bought = Order.objects.sold().filter(customer=OuterRef("customer"), ordered_on__lt=month)
    rows = rows.filter(~Exists(bought), owner__isnull=False).order_by().values_list("owner")
    return Counter(dict(rows.annotate(Count("customer", distinct=True))))


def first_orders(actor: Actor, month: date) -> Counter[int]:
    """By colleague, the customers whose first order fell into the month."""
    rows = sold(actor).filter(ordered_on__gte=month, ordered_on__lt=add_months(month, 1))
    earlier = Order.objects.sold().filter(customer=OuterRef("customer"), ordered_on__lt=month)
    rows = rows.filter(~Exists(earlier), customer__isnull=False, owner__isnull=False)
    return Counter(dict(rows.values_list("owner").annotate(Count("customer", distinct=True))))


def targets(actor: Actor, *, mine: bool) -> list[Customer]:
    """Whom to go to next: potential customers, longest without contact first."""
    rows = customers(actor).filter(stage=Customer.Stage.POTENTIAL, do_not_contact=False)
    rows = rows.filter(owner=actor.user_id) if mine else rows
    never = list(
        rows.filter(last_contacted_at=None).select_related("owner").order_by("pk")[:TARGETS]
    )
    rest = rows.filter(last_contacted_at__isnull=False).order_by("last_contacted_at", "pk")
    return never + list(rest.select_related("owner")[: TARGETS - len(never)])
