"""Reads about promises and floors."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Expression, F, Q, QuerySet

from sanjing.foundation.accounts.actor import Actor, Scope
from sanjing.foundation.accounts.models import Role
from sanjing.foundation.entities import registry
from sanjing.modules.promises import rules
from sanjing.modules.promises.models import OWED, Promise, PromiseFloor

SHOWN = 6
AHEAD = timedelta(days=3)
PATIENCE = timedelta(days=2)
"""So long a late promise is the promiser's own affair; then their manager sees it too."""


def floors_over(promise: Promise, by: Actor, today: date) -> list[PromiseFloor]:
    """The floors that speak when `by` makes this promise, read as they stand today."""
    rows = PromiseFloor.objects.filter(removed_at=None, kind=promise.kind)
    rows = rows.filter(Q(valid_from=None) | Q(valid_from__lte=today))
    known = {one.pk: one for one in rows.filter(Q(valid_until=None) | Q(valid_until__gte=today))}
    if not known:
        return []
    case = rules.Case(
        product=promise.product_id, category=promise.category,
        region=promise.customer.region, grade=promise.customer.grade,
        roles=frozenset(Role.objects.filter(holders=by.user_id).values_list("key", flat=True)),
    )  # fmt: skip
    return [known[one.pk] for one in rules.applying(map(bound, known.values()), case)]


def bound(floor: PromiseFloor) -> rules.Bound:
    return rules.Bound(
        pk=floor.pk, product=floor.product_id, category=floor.category, region=floor.region,
        role=floor.role, grade=floor.grade, least=floor.least, most=floor.most,
    )  # fmt: skip


def owed_to(customer_id: int, actor: Actor) -> list[Promise]:
    """What this customer still has to get, the earliest first."""
    rows = registry.get("promise").visible_to(actor).filter(customer=customer_id)
    rows = rows.filter(state__in=(*OWED, Promise.State.WAITING)).select_related("owner")
    return list(rows.order_by("due_on", "pk")[: SHOWN + 1])


def promised_about(entity: str, record_id: int, actor: Actor) -> list[Promise]:
    """What was promised about one record, the latest to be kept first."""
    rows = registry.get("promise").visible_to(actor)
    rows = rows.filter(source_entity=entity, source_id=record_id).select_related("owner")
    return list(rows.order_by("-due_on", "-pk")[:SHOWN])


def mine_due(actor: Actor, today: date, most: int) -> list[Promise]:
    """What this person promised and that is late or due within three days."""
    rows = registry.get("promise").visible_to(actor)
    rows = rows.filter(owner=actor.user_id, state__in=OWED, due_on__lte=today + AHEAD)
    return list(rows.select_related("customer").order_by("due_on", "pk")[:most])


def team_late(actor: Actor, today: date, most: int) -> list[Promise]:
    """What people below this person promised and let go by for days; for those who lead."""
    if actor.scope("promise", "change").reach <= Scope.MINE.reach:
        return []
    rows = registry.get("promise").visible_to(actor, "change").exclude(owner=actor.user_id)
    rows = rows.filter(state=Promise.State.LATE, due_on__lte=today - PATIENCE)
    return list(rows.select_related("customer", "owner").order_by("due_on", "pk")[:most])


def overdue(today: date) -> QuerySet[Promise]:
    """Open promises whose day went by; those of a customer in the bin wait there."""
    rows = Promise.objects.filter(removed_at=None, customer__removed_at=None)
    return rows.filter(state=Promise.State.OPEN, due_on__lt=today)


def waiting_of(customers: Iterable[int]) -> list[int]:
    """Ids of the promises to these customers that wait for approval."""
    rows = Promise.objects.filter(customer__in=list(customers), removed_at=None)
    return list(rows.filter(state=Promise.State.WAITING).values_list("pk", flat=True))


def tallies(
    actor: Actor, by: str | Expression, *, since: date, as_of: date
) -> dict[Any, rules.Tally]:
    """How promises that fell due between two days were kept, as it stood on the second, by a column
    or by an expression.

    What was settled later counts as not kept yet; what was withdrawn, refused or waits does not count.
    """
    rows = registry.get("promise").visible_to(actor)
    rows = rows.filter(made_on__lte=as_of, due_on__gte=since, due_on__lte=as_of)
    rows = rows.exclude(state__in=(Promise.State.WAITING, Promise.State.REFUSED))
    rows = rows.exclude(state=Promise.State.WITHDRAWN, settled_on__lte=as_of)
    kept = Q(state=Promise.State.KEPT, settled_on__lte=as_of)
    rows = rows.annotate(by=F(by) if isinstance(by, str) else by)
    found = rows.order_by().values("by").annotate(
        due=Count("pk"),
        kept=Count("pk", filter=kept),
        on_time=Count("pk", filter=kept & Q(settled_on__lte=F("due_on"))),
    )  # fmt: skip
    return {
        row["by"]: rules.Tally(
            row["on_time"], row["kept"] - row["on_time"], row["due"] - row["kept"]
        )
        for row in found
    }


def open_counts(customers: Iterable[int]) -> dict[int, tuple[int, int]]:
    """(open, of these late) promises by customer."""
    rows = Promise.objects.filter(removed_at=None, state__in=OWED, customer__in=list(customers))
    counts: dict[int, list[int]] = defaultdict(lambda: [0, 0])
    for customer, state in rows.values_list("customer", "state"):
        counts[customer][0] += 1
        counts[customer][1] += state == Promise.State.LATE
    return {customer: (owed, late) for customer, (owed, late) in counts.items()}
