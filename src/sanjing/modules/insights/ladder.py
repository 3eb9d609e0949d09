"""三种境界: how many stand on which step, who moved up and down, and word of mouth as far as it is known."""

from __future__ import annotations

from dataclasses import asdict, astuple, dataclass
from datetime import date
from types import MappingProxyType
from typing import Any

from django.db.models import Count, F, OuterRef, QuerySet, Subquery, Sum

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.entities import registry
from sanjing.modules.insights.worth import Worth
from sanjing.modules.scores.grouping import Sums, by_realm
from sanjing.modules.scores.models import CustomerScore, PastScore, Realm
from sanjing.modules.scores.mouth import Came, came
from sanjing.modules.scores.queries import visible

LEVELS = MappingProxyType(
    {"": 0, Realm.UNSATISFIED: 1, Realm.ONCE: 2, Realm.SATISFIED: 2, Realm.AGAIN: 3, Realm.REPEAT: 3,
     Realm.ADVOCATE: 4}
)  # fmt: skip
"""Who was asked and says yes has not climbed: that was merely not known. "" is who bought nothing for a year."""
MOVED = 50


@dataclass(frozen=True, slots=True)
class Flow:
    """Those who went from one step to another, and their year's sales before and after (分)."""

    was: str
    now: str
    customers: int
    before: int
    after: int

    @property
    def rises(self) -> bool:
        return LEVELS[self.now] > LEVELS[self.was]


def standing(found: Worth) -> dict[str, Sums]:
    """By step what the customers on it come to; under "" who bought nothing in the last year."""

    def reckoned() -> dict[str, Any]:
        return {realm: astuple(sums) for realm, sums in by_realm(visible(found.actor)).items()}

    return {realm: Sums(*sums) for realm, sums in found.kept("realms", reckoned).items()}


def newcomers(found: Worth) -> Came:
    return Came(**found.kept("came", lambda: asdict(came(visible(found.actor), found.run.as_of))))


def moved(actor: Actor, since: date) -> QuerySet[Any]:
    """Who stood on another step on `since` than now; with `now` and `later`, the year's sales of now."""
    then = CustomerScore.objects.filter(pk=OuterRef("customer_id"))
    seen = registry.get("customer").visible_to(actor)
    rows: QuerySet[Any] = PastScore.objects.filter(as_of=since, customer__in=seen)
    rows = rows.annotate(
        now=Subquery(then.values("realm")[:1]), later=Subquery(then.values("year_sales")[:1])
    )
    return rows.filter(now__isnull=False).exclude(now=F("realm")).order_by()


def flows(rows: QuerySet[Any]) -> list[Flow]:
    """The movers by where from and where to, those with most money first."""
    sums = rows.values("realm", "now").annotate(
        n=Count("pk"), before=Sum("year_sales"), after=Sum("later")
    )
    found = [
        Flow(row["realm"], row["now"], row["n"], row["before"], row["after"])
        for row in sums
        if LEVELS[row["realm"]] != LEVELS[row["now"]]
    ]
    return sorted(found, key=lambda one: (-max(one.before, one.after), one.was, one.now))


def movers(rows: QuerySet[Any], was: str, now: str) -> list[PastScore]:
    """Who is counted in one flow, at most MOVED, those with most money first."""
    chosen = rows.filter(realm=was, now=now).select_related("customer__owner")
    return list(chosen.order_by("-later", "-year_sales", "pk")[:MOVED])
