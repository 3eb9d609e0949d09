"""What became of leads, and how fast they were answered: median and ninetieth percentile."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Count, F, Q, QuerySet, Sum, Window
from django.db.models.functions import RowNumber

from sanjing.modules.deals.models import Deal, Lead, Outcome
from sanjing.modules.deals.winning import FEW

MOST = 30
HALF, MANY = 50, 90


@dataclass(frozen=True, slots=True)
class LeadFigures:
    """Of `count` leads `answered` were spoken to, and the deals of `wins` won for `won` 分; minutes are None
    where nobody was.
    """

    label: Any
    count: int
    qualified: int
    wins: int
    won: int
    answered: int
    median: int | None
    slow: int | None

    @property
    def percent(self) -> float | None:
        return 100 * self.qualified / self.count if self.count else None

    @property
    def few(self) -> bool:
        return self.count < FEW


def whole(leads: QuerySet[Lead], deals: QuerySet[Deal]) -> LeadFigures:
    """Of all these leads; what was won counts of `deals` alone, those one may see."""
    return figures("", leads.aggregate(**sums(deals)), speeds(leads).get(()))


def by(leads: QuerySet[Lead], path: str, deals: QuerySet[Deal]) -> list[LeadFigures]:
    """The same for each value of `path`, the most leads first."""
    rows = leads.values(path).order_by().annotate(**sums(deals)).order_by("-count", path)[:MOST]
    fast = speeds(leads, path)
    return [figures(row[path], row, fast.get((row[path],))) for row in rows]


def sums(deals: QuerySet[Deal]) -> dict[str, Any]:
    won = Q(deal__outcome=Outcome.WON, deal__in=deals.values("pk"))
    return {
        "count": Count("pk"),
        "qualified": Count("pk", filter=Q(state=Lead.State.QUALIFIED)),
        "wins": Count("pk", filter=won),
        "won": Sum("deal__amount", filter=won, default=0),
        "answered": Count("reaction_minutes"),
    }


def figures(label: Any, found: dict[str, Any], fast: dict[int, int] | None) -> LeadFigures:
    times = fast or {}
    return LeadFigures(
        label, found["count"], found["qualified"], found["wins"], found["won"], found["answered"],
        times.get(HALF), times.get(MANY),
    )  # fmt: skip


def speeds(leads: QuerySet[Lead], *path: str) -> dict[tuple[Any, ...], dict[int, int]]:
    """The minutes within which so many per cent of the answered leads were answered, for each value of
    `path`, by nearest rank: {value: {50: minutes, 90: minutes}}.
    """
    alike: dict[str, Any] = {"partition_by": [F(name) for name in path]} if path else {}
    answered = leads.filter(reaction_minutes__isnull=False).order_by()
    placed: QuerySet[Any, Any] = answered.annotate(
        place=Window(RowNumber(), order_by=F("reaction_minutes").asc(), **alike),
        among=Window(Count("pk"), **alike),
    )
    at = {share: (F("among") * share + 99) / 100 for share in (HALF, MANY)}
    wanted = placed.filter(reduce(or_, (Q(place=place) for place in at.values())))
    found: dict[tuple[Any, ...], dict[int, int]] = defaultdict(dict)
    for *value, place, among, minutes in wanted.values_list(
        *path, "place", "among", "reaction_minutes"
    ):
        mine = [share for share in at if place == (among * share + 99) // 100]
        found[tuple(value)] |= dict.fromkeys(mine, minutes)
    return found
