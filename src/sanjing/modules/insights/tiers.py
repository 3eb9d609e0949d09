"""Tiers as the owner sees them: how many and how much in each, who moved, and what service they got."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.entities import registry
from sanjing.foundation.figures.queries import figure
from sanjing.modules.customers.models import Customer
from sanjing.modules.scores.models import CustomerScore, PastScore
from sanjing.modules.tiers.models import CustomerTier, PastTier, Tier
from sanjing.modules.tiers.queries import better, counts_on, visible

MOVED, LISTED, MONTHS = 50, 10, 12
MONEY = ("year_sales", "year_margin", "future")
Groups = Sequence[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Part:
    """One tier of the customers somebody sees; amounts in 分."""

    tier: Tier
    customers: int = 0
    year_sales: int = 0
    year_margin: int = 0
    future: int = 0


@dataclass(frozen=True, slots=True)
class Flow:
    """Those who moved from one tier to another in a month; None is no tier. `margin` is that of their year (分)."""

    was: Tier | None
    now: Tier | None
    customers: int
    margin: int


@dataclass(frozen=True, slots=True)
class Proposal:
    """Customers whose grade is not the one their tier stands for."""

    tier: Tier
    grade: str
    customers: int

    @property
    def lowers(self) -> bool:
        return better(self.grade, self.tier.grade)


def grouped(actor: Actor) -> Groups:
    """The customers somebody sees, added up once by tier, service and grade: `n`, and the sums of MONEY."""
    sums = {name: Sum(f"score__{name}", default=0) for name in MONEY}
    rows: Any = visible(actor).values("tier", "service", "customer__grade")
    rows = rows.annotate(n=Count("pk"), **sums)
    return figure("tiers.grouped", actor, date.max, lambda _day: list(rows))


def parts(groups: Groups, tiers: Sequence[Tier]) -> list[Part]:
    """Every tier, the highest first."""
    found: dict[int, Counter[str]] = defaultdict(Counter)
    for row in groups:
        found[row["tier"]].update({name: int(row[name]) for name in ("n", *MONEY)})
    return [Part(tier, *(found[tier.pk][name] for name in ("n", *MONEY))) for tier in tiers]


def parts_on(actor: Actor, tiers: Sequence[Tier], day: date) -> list[Part]:
    """The same as of a day of kept scores, with the money of that day, of the customers somebody sees now."""
    told = figure(f"tiers.parts:{day}", actor, date.max, lambda _today: reckoned_on(actor, day))
    found = {pk: values for pk, *values in told}
    return [Part(tier, *found.get(tier.pk, ())) for tier in tiers]


def reckoned_on(actor: Actor, day: date) -> list[list[int]]:
    """By tier: its id, how many stood in it, and the sums of MONEY."""
    counts = counts_on(actor, day)
    if not counts:
        return []
    stays = PastTier.objects.filter(customer=OuterRef("customer_id"), since__lte=day, until__gt=day)
    still = CustomerTier.objects.filter(pk=OuterRef("customer_id"), since__lte=day)
    then = Coalesce(Subquery(stays.values("tier")[:1]), Subquery(still.values("tier")[:1]))
    seen = registry.get("customer").visible_to(actor)
    rows: Any = PastScore.objects.filter(as_of=day, customer__in=seen).annotate(then=then)
    sums = {name: Sum(name, default=0) for name in MONEY}
    found = {row["then"]: row for row in rows.order_by().values("then").annotate(**sums)}
    return [
        [pk, count, *(int(found.get(pk, {}).get(name, 0)) for name in MONEY)] for pk, count in counts.items()
    ]  # fmt: skip


def left_in(actor: Actor, since: date, until: date) -> QuerySet[Any, Any]:
    """Stays that ended between two days, the second not included, of customers somebody sees."""
    seen = registry.get("customer").visible_to(actor) if visible(actor).exists() else []
    rows: Any = PastTier.objects.filter(until__gte=since, until__lt=until, customer__in=seen)
    now = CustomerScore.objects.filter(pk=OuterRef("customer_id")).values("year_margin")[:1]
    return rows.annotate(margin=Subquery(now)).order_by()


def entered_in(actor: Actor, since: date, until: date) -> QuerySet[Any, Any]:
    """Who stands in a tier since a day of these, and was in none before."""
    came = PastTier.objects.filter(customer=OuterRef("customer_id"), until=OuterRef("since"))
    rows: Any = visible(actor).filter(since__gte=since, since__lt=until).exclude(Exists(came))
    return rows.annotate(margin=F("score__year_margin"))


def flows(actor: Actor, tiers: Sequence[Tier], since: date, until: date) -> list[Flow]:
    """The movers by where from and where to, most customers first."""
    named: dict[int | None, Tier] = {tier.pk: tier for tier in tiers}
    name = f"tiers.flows:{since}"
    told = figure(name, actor, date.max, lambda _day: reckoned_flows(actor, since, until))
    found = [
        Flow(named.get(was), named.get(now), count, margin) for was, now, count, margin in told
    ]
    return sorted(found, key=lambda one: -one.customers)


def reckoned_flows(actor: Actor, since: date, until: date) -> list[list[int | None]]:
    """Ids of the tiers from and to, how many moved, and their margin."""
    counted = {"n": Count("pk"), "sum": Sum("margin", default=0)}
    left = left_in(actor, since, until).values_list("tier", "into").annotate(**counted)
    came = entered_in(actor, since, until).values_list("tier").annotate(**counted)
    moved = [*left, *((None, *row) for row in came)]
    return [[was, now, count, int(margin)] for was, now, count, margin in moved]


def movers(actor: Actor, since: date, until: date, was: int, now: int) -> list[Any]:
    """Who is counted in one flow, those with most money first, at most MOVED; 0 stands for no tier."""
    if was:
        rows = left_in(actor, since, until).filter(tier=was, into=now or None)
    else:
        rows = entered_in(actor, since, until).filter(tier=now)
    rows = rows.select_related("customer__owner")
    return list(rows.order_by(F("margin").desc(nulls_last=True), "customer_id")[:MOVED])


def proposals(groups: Groups, tiers: Sequence[Tier]) -> list[Proposal]:
    """By tier and grade those whose grade is another than the tier's, rises first, the highest tier first."""
    counts: Counter[tuple[int, str]] = Counter()
    for row in groups:
        counts[row["tier"], row["customer__grade"]] += row["n"]
    found = [
        Proposal(tier, grade, counts[tier.pk, grade])
        for tier in tiers
        for grade in ("", *Customer.Grade.values)
        if tier.grade not in ("", grade) and counts[tier.pk, grade]
    ]
    return sorted(found, key=lambda one: one.lowers)


def lowered(actor: Actor, found: Sequence[Proposal]) -> list[CustomerTier]:
    """Those whose grade their tier would lower, the largest first."""
    down = Q(pk__in=[])
    for one in found:
        if one.lowers:
            down |= Q(tier=one.tier, customer__grade=one.grade)
    rows = visible(actor).filter(down).select_related("customer__owner", "tier", "score")
    return list(rows.order_by(F("score__year_margin").desc(nulls_last=True), "pk")[:LISTED])


def grade_label(grade: str) -> str:
    return str(dict(Customer.Grade.choices).get(grade, ""))
