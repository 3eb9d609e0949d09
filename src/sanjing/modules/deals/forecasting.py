"""What open deals promise, by month and category, as of any moment."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, F, Q, QuerySet, Sum
from django.db.models.functions import TruncMonth

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.entities import registry
from sanjing.foundation.entities.errors import Forbidden
from sanjing.kernel.periods import add_months
from sanjing.modules.deals.models import Deal, ForecastEntry

MONTHS = 6
WEEKS = 12
COUNTED = (Deal.Category.COMMIT, Deal.Category.BEST, Deal.Category.PIPELINE)


WEIGHTED = (F("amount") * F("probability") * 2 + 100) / 200
"""Each deal rounded as `rules.weighted` rounds it, so that a sum is that of the deals it counts."""


@dataclass
class MonthForecast:
    """One month from `start` on; or all that is overdue, later than the months shown, or without a day.

    The first month begins today: what was to be closed before is overdue. Amounts in 分.
    """

    kind: str
    start: date
    amounts: dict[str, int] = field(default_factory=dict)
    weighted: int = 0
    count: int = 0

    @property
    def total(self) -> int:
        return sum(self.amounts.get(name, 0) for name in COUNTED)


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What the forecast came to at a moment: weighted, and the part promised."""

    at: datetime
    weighted: int
    commit: int


def seen_deals(actor: Actor, refusal: str) -> QuerySet[Deal]:
    """The deals whose amounts `actor` may know. Raises Forbidden with `refusal`."""
    entity = registry.get("deal")
    if not actor.may(entity.name, "see") or not entity.may_read("amount", actor):
        raise Forbidden(refusal)
    return entity.visible_to(actor)


def standing(deals: QuerySet[Deal], at: datetime) -> QuerySet[ForecastEntry]:
    """What was counted of these deals at a moment."""
    then = Q(until_at=None) | Q(until_at__gt=at)
    rows = ForecastEntry.objects.filter(then, from_at__lte=at, deal__in=deals.values("pk"))
    return rows.exclude(category=Deal.Category.OMITTED)


def by_month(deals: QuerySet[Deal], *, at: datetime, today: date) -> list[MonthForecast]:
    """What is overdue, this month and those after it, what comes later, and what has no day."""
    first = today.replace(day=1)
    last = add_months(first, MONTHS)
    months = [MonthForecast("month", max(add_months(first, n), today)) for n in range(MONTHS)]
    overdue, later, undated = (
        MonthForecast(k, d) for k, d in (("overdue", today), ("later", last), ("undated", today))
    )
    coming = {one.start.replace(day=1): one for one in months}
    groups = (
        standing(deals, at)
        .annotate(month=TruncMonth("expected_close_date"), past=Q(expected_close_date__lt=today))
        .values_list("month", "past", "category").order_by()
        .annotate(sum=Sum("amount"), weighted=Sum(WEIGHTED), n=Count("pk"))
    )  # fmt: skip
    for month, past, category, amount, weighted, count in groups:
        into = undated if month is None else overdue if past else coming.get(month, later)
        into.amounts[category] = into.amounts.get(category, 0) + amount
        into.weighted += weighted
        into.count += count
    return [overdue, *months, later, undated]


def history(deals: QuerySet[Deal], *, at: datetime, weeks: int = WEEKS) -> list[Snapshot]:
    """How the whole forecast moved, a week at a time, in one reading."""
    moments = [at - timedelta(weeks=n) for n in range(weeks, -1, -1)]
    rows = ForecastEntry.objects.filter(
        Q(until_at=None) | Q(until_at__gt=moments[0]),
        from_at__lte=at, deal__in=deals.values("pk"),
    ).exclude(category=Deal.Category.OMITTED)  # fmt: skip
    sums: dict[str, Any] = {}
    for n, moment in enumerate(moments):
        then = Q(from_at__lte=moment) & (Q(until_at=None) | Q(until_at__gt=moment))
        commit = then & Q(category=Deal.Category.COMMIT)
        sums[f"w{n}"] = Sum(WEIGHTED, filter=then, default=0)
        sums[f"c{n}"] = Sum("amount", filter=commit, default=0)
    found = rows.aggregate(**sums)
    return [Snapshot(moment, found[f"w{n}"], found[f"c{n}"]) for n, moment in enumerate(moments)]


def in_all(months: Iterable[MonthForecast]) -> tuple[int, int, int]:
    """(weighted, total, number of deals) of all the months together."""
    rows = list(months)
    return sum(m.weighted for m in rows), sum(m.total for m in rows), sum(m.count for m in rows)
