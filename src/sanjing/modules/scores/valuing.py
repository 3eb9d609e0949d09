"""The margin of now against that of later: where customers stand between both, whom to develop, whom to keep."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from django.db.models import Avg, Case, Count, Q, QuerySet, Sum, Value, When
from django.db.models.functions import Coalesce

from sanjing.modules.scores.grouping import BOUGHT
from sanjing.modules.scores.models import Rhythm

LARGEST, LISTED = 200, 10


@dataclass(frozen=True, slots=True)
class Valued:
    """Of those who bought in the last year: `now` and `later` what one brings on average, in a year and three (分).

    `cells` are (whether above the average now, and later, customers, year_margin, future). `largest`, `develop` and
    `keep` are keys of customers, the first of each.
    """

    now: int
    later: int
    cells: list[list[Any]]
    largest: list[int]
    develop: list[int]
    keep: list[int]

    def plain(self) -> dict[str, Any]:
        """As a run keeps it."""
        return asdict(self)


def valued(scores: QuerySet[Any]) -> Valued | None:
    """None where nothing can be told of the future of anybody."""
    rows = scores.filter(BOUGHT, future__isnull=False).order_by()
    means = rows.aggregate(now=Avg("year_margin"), later=Avg("future"))
    if means["now"] is None:
        return None
    now, later = round(means["now"]), round(means["later"])
    much, more = Q(year_margin__gte=now), Q(future__gte=later)
    steady = rows.filter(rhythm=Rhythm.IN_RHYTHM)
    best = ("-future", "customer")
    return Valued(
        now, later, cells(rows, much, more), first(rows.order_by("-year_margin", "customer"), LARGEST),
        first(steady.filter(more, ~much).order_by(*best), LISTED),
        first(rows.filter(much, more).order_by(*best), LISTED),
    )  # fmt: skip


def cells(rows: QuerySet[Any], much: Q, more: Q) -> list[list[Any]]:
    placed = rows.annotate(
        much=Case(When(much, then=Value(1)), default=Value(0)),
        more=Case(When(more, then=Value(1)), default=Value(0)),
    )
    found = placed.values_list("much", "more").annotate(
        n=Count("customer"), margin=Coalesce(Sum("year_margin"), 0), ahead=Coalesce(Sum("future"), 0)
    )  # fmt: skip
    return [[bool(a), bool(b), n, int(margin), int(ahead)] for a, b, n, margin, ahead in found]


def first(rows: QuerySet[Any], most: int) -> list[int]:
    return list(rows.values_list("customer", flat=True)[:most])
