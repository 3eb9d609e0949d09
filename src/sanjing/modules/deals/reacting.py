"""What became of leads, and how fast they were answered: median and ninetieth percentile."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum

from sanjing.modules.deals.models import Lead, Outcome

MOST = 30


@dataclass(frozen=True, slots=True)
class LeadFigures:
    """Of `count` leads `answered` were spoken to; minutes are None where nobody was."""

    label: str
    count: int
    qualified: int
    won: int
    answered: int
    median: int | None
    slow: int | None

    @property
    def percent(self) -> float | None:
        return 100 * self.qualified / self.count if self.count else None


_SUMS: dict[str, Any] = {
    "count": Count("pk"),
    "qualified": Count("pk", filter=Q(state=Lead.State.QUALIFIED)),
    "won": Sum(
        "deal__amount", filter=Q(deal__outcome=Outcome.WON, deal__removed_at=None), default=0
    ),
    "answered": Count("reaction_minutes"),
}


def whole(leads: QuerySet[Lead]) -> LeadFigures:
    found = leads.aggregate(**_SUMS)
    return figures("", found, leads)


def by(leads: QuerySet[Lead], path: str) -> list[LeadFigures]:
    """The same for each value of `path`, the most leads first."""
    rows = leads.values(path).order_by().annotate(**_SUMS).order_by("-count")[:MOST]
    return [
        figures(str(row.pop(path) or ""), row, leads.filter(**{path: label})) for row in rows
        for label in [row[path]]
    ]  # fmt: skip


def figures(label: str, found: dict[str, Any], leads: QuerySet[Lead]) -> LeadFigures:
    answered = found["answered"]
    minutes = leads.filter(reaction_minutes__isnull=False).order_by("reaction_minutes")
    times = minutes.values_list("reaction_minutes", flat=True)
    return LeadFigures(
        label, found["count"], found["qualified"], found["won"], answered,
        at_share(times, answered, 50), at_share(times, answered, 90),
    )  # fmt: skip


def at_share(times: QuerySet, count: int, share: int) -> int | None:
    """The smallest time within which `share` per cent of the `count` leads were answered."""
    return times[rank(count, share)] if count else None


def rank(count: int, share: int) -> int:
    """The place, from 0, of the nearest-rank percentile among `count` sorted values.

    >>> rank(1, 50), rank(4, 50), rank(10, 90), rank(11, 90)
    (0, 1, 8, 9)
    """
    return max(0, -(-count * share // 100) - 1)
