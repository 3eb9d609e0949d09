"""Volume × loyalty: how many and how much in each quadrant, who moved, and the large ones to watch."""

from __future__ import annotations

from dataclasses import astuple, dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, F, Max, OuterRef, QuerySet, Subquery, Sum

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.entities import registry
from sanjing.foundation.figures.queries import figure
from sanjing.modules.activities.models import Task
from sanjing.modules.customers.models import Customer
from sanjing.modules.receivables.models import CustomerOwes
from sanjing.modules.scores.grouping import Sums, summed
from sanjing.modules.scores.models import CustomerScore, PastScore, Quadrant
from sanjing.modules.scores.queries import visible

POINTS, WATCHED, MOVED, DAYS = 200, 50, 50, 13
YEAR = timedelta(365)


@dataclass(frozen=True, slots=True)
class Part:
    """One quadrant of the customers somebody sees; amounts in 分."""

    quadrant: Quadrant
    customers: int = 0
    sales: int = 0
    margin: int = 0
    stake: int | None = None


@dataclass(frozen=True, slots=True)
class Flow:
    """Those who moved from one quadrant to another, and their year's sales before and after (分)."""

    was: Quadrant
    now: Quadrant
    customers: int
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class Watched:
    """A large customer who is not loyal. Amounts in 分, None where the reader may not know them."""

    score: CustomerScore
    owed: int | None
    overdue: int | None
    conceded: int | None
    task: Task | None

    @property
    def customer(self) -> Customer:
        return self.score.customer


def parts(actor: Actor) -> list[Part]:
    """All four, the most valuable first."""
    rows = figure("quadrants.parts", actor, date.max, lambda _day: reckoned_parts(actor))
    found = {name: Sums(*sums) for name, *sums in rows}
    sums = [(key, found.get(key.value, Sums())) for key in Quadrant]
    return [
        Part(key, one.customers, one.year_sales, one.year_margin, one.stake) for key, one in sums
    ]


def reckoned_parts(actor: Actor) -> list[list[Any]]:
    found = summed(visible(actor), "quadrant")
    return [[quadrant, *astuple(sums)] for (quadrant,), sums in found.items()]


def largest(actor: Actor) -> list[CustomerScore]:
    """The customers that the chart shows: those who bought most in the last year."""
    rows = visible(actor).exclude(quadrant="").filter(year_sales__gt=0, loyalty__isnull=False)
    return list(rows.select_related("customer").order_by("-year_sales", "pk")[:POINTS])


def days() -> list[date]:
    """The days of which earlier scores are kept, newest first; each is looked up by the index."""
    found: list[date] = []
    rows = PastScore.objects.order_by()
    while len(found) < DAYS:
        earlier = rows.filter(as_of__lt=found[-1]) if found else rows
        day = earlier.aggregate(last=Max("as_of"))["last"]
        if day is None:
            break
        found.append(day)
    return found


def moved(actor: Actor, since: date, until: date | None) -> QuerySet[Any]:
    """Who stood elsewhere on `since` than on `until`, or now; with `now` and `later`, the year's sales then."""
    seen = registry.get("customer").visible_to(actor) if visible(actor).exists() else []
    then: QuerySet[Any] = CustomerScore.objects.filter(pk=OuterRef("customer_id"))
    if until:
        then = PastScore.objects.filter(customer=OuterRef("customer_id"), as_of=until)
    rows: QuerySet[Any] = PastScore.objects.filter(as_of=since, customer__in=seen).exclude(
        quadrant=""
    )
    rows = rows.annotate(
        now=Subquery(then.values("quadrant")[:1]), later=Subquery(then.values("year_sales")[:1])
    )
    return rows.filter(now__isnull=False).exclude(now="").exclude(now=F("quadrant")).order_by()


def flows(rows: QuerySet[Any]) -> list[Flow]:
    """The movers by where from and where to, those with most money first."""
    sums = rows.values("quadrant", "now").annotate(
        n=Count("pk"), before=Sum("year_sales"), after=Sum("later")
    )
    found = [
        Flow(Quadrant(row["quadrant"]), Quadrant(row["now"]), row["n"], row["before"], row["after"])
        for row in sums
    ]
    return sorted(found, key=lambda one: (-max(one.before, one.after), one.was, one.now))


def flows_between(actor: Actor, since: date, until: date | None) -> list[Flow]:
    """The flows of `moved`, kept where sums are kept: scores stand between two nights."""

    def reckon(_day: date) -> list[Any]:
        found = flows(moved(actor, since, until))
        return [
            [one.was.value, one.now.value, one.customers, one.before, one.after] for one in found
        ]

    kept = figure(f"quadrants.flows:{since}:{until or ''}", actor, date.max, reckon)
    return [Flow(Quadrant(was), Quadrant(now), *sums) for was, now, *sums in kept]


def usual_day(kept: list[date]) -> date:
    """The day that movers are told from unless another is asked for: a quarter ago or so."""
    return kept[min(2, len(kept) - 1)]


def movers(rows: QuerySet[Any], was: str, now: str) -> list[PastScore]:
    """Who is counted in one flow, at most MOVED, those with most money first."""
    chosen = rows.filter(quadrant=was, now=now).select_related("customer__owner")
    return list(chosen.order_by("-later", "-year_sales", "pk")[:MOVED])


def watch_list(actor: Actor, today: date) -> list[Watched]:
    """The dangerous large customers 危险大客户, those who buy most first, and what is open with them."""
    ids = watched_keys(actor)
    found = visible(actor).filter(pk__in=ids).select_related("customer__owner").in_bulk()
    scores = [found[pk] for pk in ids if pk in found]
    owes, conceded, tasks = owed(actor, ids), concessions(actor, ids, today), next_tasks(actor, ids)
    watched = []
    for one in scores:
        all_of_it, late = owes.get(one.pk, (0, 0)) if owes is not None else (None, None)
        given = conceded.get(one.pk, 0) if conceded is not None else None
        watched.append(Watched(one, all_of_it, late, given, tasks.get(one.pk)))
    return watched


def watched_keys(actor: Actor) -> list[int]:
    rows = visible(actor).filter(quadrant=Quadrant.LARGE_DISLOYAL).order_by("-year_sales", "pk")
    keys = rows.values_list("pk", flat=True)[:WATCHED]
    return figure("quadrants.watched", actor, date.max, lambda _day: list(keys))


def owed(actor: Actor, ids: list[int]) -> dict[int, tuple[int, int]] | None:
    """What each owes, and how much of it is overdue."""
    fields = registry.get("customer").fields_for(actor)
    if any(name not in fields or fields[name].masked for name in ("receivable", "overdue")):
        return None
    rows = CustomerOwes.objects.filter(pk__in=ids).values_list("pk", "owed", "overdue")
    return {pk: (all_of_it, late) for pk, all_of_it, late in rows}


def concessions(actor: Actor, ids: list[int], today: date) -> dict[int, int] | None:
    """What was conceded to each in the last year, in money."""
    entity = registry.get("concession")
    if not actor.may(entity.name, "see") or not entity.may_read("value", actor):
        return None
    rows: Any = entity.visible_to(actor).filter(customer__in=ids, granted_on__gt=today - YEAR)
    return dict(rows.order_by().values_list("customer").annotate(sum=Sum("value")))


def next_tasks(actor: Actor, ids: list[int]) -> dict[int, Task]:
    """What is to be done next with each, as far as this person sees it."""
    rows = registry.get("task").visible_to(actor).filter(customer__in=ids, done_at=None)
    later_first = rows.order_by(F("due_date").desc(nulls_first=True), "-pk")
    return {one.customer_id: one for one in later_first}
