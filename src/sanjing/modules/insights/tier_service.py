"""The service that customers got, against what their tier is due and against the floor."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from hashlib import sha256
from typing import Any

from django.db.models import Count, F, Q

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.entities import registry
from sanjing.foundation.figures.queries import figure
from sanjing.modules.insights.tiers import Groups
from sanjing.modules.scores.models import CustomerYear
from sanjing.modules.scores.rates import TOUCHES
from sanjing.modules.tiers.models import CustomerTier, ServiceFloor, Tier
from sanjing.modules.tiers.queries import days_of, floor, visible

LISTED = 10
Due = tuple[int, int]
Service = CustomerTier.Service


@dataclass(frozen=True, slots=True)
class Care:
    """The owned customers of a tier, or of none: those out of touch for longer than their tier says, and than
    anybody may be, and those who wait for an answer for longer than that.
    """

    tier: Tier | None
    contact_days: int
    answer_days: int
    customers: int = 0
    late: int = 0
    neglected: int = 0
    waiting: int = 0


@dataclass(frozen=True, slots=True)
class Matched:
    """How many of a tier are served below, as and above what it is due."""

    tier: Tier
    below: int
    fits: int
    above: int


@dataclass(frozen=True, slots=True)
class Mismatch:
    """One customer whose service does not suit the tier: contacts and visits had and due in a year, days to pay given
    and due; None where nothing was billed, or the tier says nothing of it.
    """

    place: CustomerTier
    contacts: int
    visits: int
    due: int
    visits_due: int
    credit: int | None
    credit_due: int | None


def cares(actor: Actor, tiers: Sequence[Tier], now: datetime, today: date) -> list[Care]:
    """Of every tier and, last, of owned customers in none: who is out of touch, and who waits for an answer."""
    least = floor()
    days = {tier.pk: due_days(tier, least) for tier in tiers}
    name = f"tiers.cares:{told_apart(days, due_days(None, least))}"
    counts = figure(name, actor, date.max, lambda _day: counted(actor, days, least, now, today))
    found = {row.pop("tier"): row for row in counts}
    of_none = due_days(None, least)
    placed = [Care(tier, *days[tier.pk], **found.get(tier.pk, {})) for tier in tiers]
    return [*placed, Care(None, *of_none, **found[None])]


def told_apart(*days: object) -> str:
    """One word for the days that are due: with other days, others are out of touch."""
    return sha256(repr(days).encode()).hexdigest()[:16]


def counted(
    actor: Actor, days: dict[int, Due], least: ServiceFloor, now: datetime, today: date
) -> list[dict[str, Any]]:
    """Of every tier that owned customers are in, and last of None, the numbers of `Care`."""
    late, waiting = Q(pk__in=[]), Q(pk__in=[])
    for pk, (contact, answer) in days.items():
        late |= Q(tier=pk) & out_of_touch(contact, now, "customer__")
        waiting |= Q(tier=pk, unanswered_on__lt=today - timedelta(answer))
    owned = visible(actor).filter(customer__owner__isnull=False)
    rows: Any = owned.values("tier").annotate(
        customers=Count("pk"), late=Count("pk", filter=late), waiting=Count("pk", filter=waiting),
        neglected=Count("pk", filter=out_of_touch(least.contact_days, now, "customer__")),
    )  # fmt: skip
    placed = list(rows)
    return [*placed, unplaced(actor, placed, least, now, today)]


def due_days(tier: Tier | None, least: ServiceFloor) -> Due:
    contact, answer = (days_of(tier, name, least) for name in ("contact_days", "answer_days"))
    return contact or least.contact_days, answer or least.answer_days


def unplaced(
    actor: Actor, placed: Sequence[dict[str, Any]], least: ServiceFloor, now: datetime, today: date
) -> dict[str, Any]:
    """The owned customers in no tier: all of them, less those in one."""
    owned = registry.get("customer").visible_to(actor).filter(owner__isnull=False).order_by()
    every = owned.aggregate(
        n=Count("pk"), late=Count("pk", filter=out_of_touch(least.contact_days, now))
    )
    late = every["late"] - sum(one["neglected"] for one in placed)
    asked = CustomerTier.objects.filter(
        tier=None, customer__in=owned, unanswered_on__lt=today - timedelta(least.answer_days)
    )
    customers = every["n"] - sum(one["customers"] for one in placed)
    return {
        "tier": None, "customers": customers, "late": late, "neglected": late, "waiting": asked.count()
    }  # fmt: skip


def out_of_touch(days: int, now: datetime, path: str = "") -> Q:
    before, last = now - timedelta(days), f"{path}last_contacted_at"
    never = Q(**{last: None, f"{path}owned_since__lt": before})
    return Q(**{f"{last}__lt": before}) | never


def matches(groups: Groups, tiers: Sequence[Tier]) -> list[Matched]:
    counts: Counter[tuple[int, str]] = Counter()
    for row in groups:
        counts[row["tier"], row["service"]] += row["n"]
    kinds = (Service.BELOW, Service.FITS, Service.ABOVE)
    return [Matched(tier, *(counts[tier.pk, str(kind)] for kind in kinds)) for tier in tiers]


def mismatches(actor: Actor, service: Service) -> list[Mismatch]:
    """Those served below their tier who bring most, or above it who bring least."""
    rows = visible(actor).filter(service=service).select_related("customer__owner", "tier", "score")
    order = (
        F("score__year_margin").desc if service == Service.BELOW else F("score__year_margin").asc
    )
    places = list(rows.order_by(order(nulls_last=True), "pk")[:LISTED])
    years, least = CustomerYear.objects.in_bulk([one.pk for one in places]), floor()
    return [mismatch(one, years.get(one.pk), least) for one in places]


def mismatch(place: CustomerTier, year: CustomerYear | None, least: ServiceFloor) -> Mismatch:
    known = min(365, (place.scored_on - place.score.first_on).days + 1) if place.score else 365
    due, visits = (
        round(known / every) if (every := days_of(place.tier, name, least)) else 0
        for name in ("contact_days", "visit_days")
    )
    had = sum(getattr(year, f"{kind}_count") for kind in TOUCHES) if year else 0
    credit_due = place.tier.credit_days if place.tier else None
    return Mismatch(
        place, had, year.visit_count if year else 0, due, visits, place.credit_days, credit_due
    )


def knows_credit(actor: Actor, tiers: Sequence[Tier]) -> bool:
    """Whether a tier says in how many days its customers may pay, and this person may know what was billed."""
    readable = actor.may("invoice", "see") and registry.get("invoice").may_read("amount", actor)
    return readable and any(tier.credit_days is not None for tier in tiers)
