"""What serving customers costs and what it brings, added up of the customers somebody sees."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import astuple, dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from django.db.models import Count, F, QuerySet, Sum

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.figures.queries import figure
from sanjing.modules.scores.models import CustomerYear
from sanjing.modules.scores.queries import knows_needs, visible_years, with_needs
from sanjing.modules.scores.rates import KINDS
from sanjing.modules.scores.year_words import COSTS

LOSSES = 20
NEVER = "never"
"""The group of those who never bought."""
MONEY = ("sales", "margin", "cost", "concessions", "bad_debt", "profit")


@dataclass(frozen=True, slots=True)
class Group:
    """The customers of a quadrant, or of all: how many, and their year in 分."""

    name: str
    customers: int
    sales: int
    margin: int
    cost: int
    concessions: int
    bad_debt: int
    profit: int

    @property
    def per_yuan(self) -> float | None:
        """Profit for each 元 spent on serving and conceding; None where nothing was spent."""
        spent = self.cost + self.concessions
        return float(Fraction(self.profit, spent)) if spent > 0 else None


@dataclass(frozen=True, slots=True)
class Part:
    """A kind of cost: how often, None for credit, and 分."""

    kind: str
    count: int | None
    cost: int


class Reading:
    """The years of the customers that `actor` sees."""

    def __init__(self, actor: Actor):
        self.actor, self.rows = actor, visible_years(actor)

    def kept(self, name: str, reckon: Callable[[], Any]) -> Any:
        """Years are reckoned at night: so are their sums, where sums are kept."""
        return figure(f"costs.{name}", self.actor, date.max, lambda _day: reckon())

    def whole(self) -> Group:
        sums = self.kept("whole", lambda: self.rows.aggregate(many=Count("pk"), **summed(MONEY)))
        return group("", sums)

    def parts(self) -> list[Part]:
        """The dearest first."""
        names = [f"{kind}_cost" for kind in COSTS] + [f"{kind}_count" for kind in KINDS]
        sums = self.kept("parts", lambda: self.rows.aggregate(**summed(names)))
        told = [
            Part(kind, sums.get(f"{kind}_count_sum"), sums[f"{kind}_cost_sum"] or 0)
            for kind in COSTS
        ]
        return sorted((one for one in told if one.cost), key=lambda one: -one.cost)

    def groups(self) -> list[Group]:
        """By quadrant, the most profitable first; those who never bought at the end."""
        kept = self.kept("groups", lambda: [astuple(one) for one in self.reckoned_groups()])
        return [Group(*one) for one in kept]

    def reckoned_groups(self) -> list[Group]:
        bought = self.rows.filter(score__first_on__isnull=False).values("score__quadrant")
        found = [
            group(row["score__quadrant"], row)
            for row in bought.annotate(many=Count("pk"), **summed(MONEY))
        ]
        found.sort(key=lambda one: -one.profit)
        never = self.rows.filter(score__first_on__isnull=True).aggregate(
            many=Count("pk"), **summed(MONEY)
        )
        return [*found, group(NEVER, never)] if never["many"] else found

    def losing(self) -> QuerySet[CustomerYear]:
        """Who bought once and costs more than they bring."""
        return self.rows.filter(profit__lt=0, score__first_on__isnull=False)

    def losses(self) -> tuple[int, int]:
        """How many lose money, and how much."""
        sums = {"many": Count("pk"), "lost": Sum("profit", default=0)}
        found = self.kept("losses", lambda: self.losing().aggregate(**sums))
        return found["many"], -found["lost"]

    def worst(self) -> list[CustomerYear]:
        rows = with_needs(self.losing().select_related("customer__owner"), self.actor)
        return list(rows.order_by("profit", "customer_id")[:LOSSES])

    def asked(self) -> QuerySet[CustomerYear]:
        """Whose need is known; nobody for whom needs are hidden from."""
        return self.rows.filter(need__gt=0) if knows_needs(self.actor) else self.rows.none()

    def share(self) -> dict[str, int]:
        """Of all needs that are known: how many, 分 needed, 分 bought from others."""
        sums = {
            "many": Count("pk"),
            "need_sum": Sum("need", default=0),
            "gap_sum": Sum("gap", default=0),
        }
        return self.kept("share", lambda: self.asked().aggregate(**sums))

    def gaps(self) -> list[CustomerYear]:
        rows = self.asked().filter(gap__gt=0).select_related("customer__owner")
        return list(rows.order_by("-gap", "customer_id")[:LOSSES])

    def beyond(self) -> list[CustomerYear]:
        """Who bought more from us than they are said to need of everybody: that need is wrong."""
        rows = self.asked().filter(sales__gt=F("need")).select_related("customer")
        return list(rows.order_by("customer_id")[:LOSSES])

    def reckoned_on(self) -> date | None:
        days = self.rows.order_by("-scored_on").values_list("scored_on", flat=True)
        return self.kept("reckoned_on", lambda: days.first())


def summed(names: Any) -> dict[str, Any]:
    return {f"{name}_sum": Sum(name) for name in names}


def group(name: str, sums: Any) -> Group:
    return Group(name, sums["many"], *(sums[f"{one}_sum"] or 0 for one in MONEY))
