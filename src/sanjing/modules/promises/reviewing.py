"""Which key accounts somebody should look at again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import DateTimeField, F, OuterRef, Q, Subquery
from django.utils import timezone

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.entities import registry
from sanjing.modules.customers.models import Customer
from sanjing.modules.promises import queries
from sanjing.modules.promises.models import NEVER, CustomerReview, ReviewRhythm

MOST = 100
USUAL = {Customer.Grade.A: 30}
"""The rhythm of a company that has not set its own: key accounts once a month."""


@dataclass(frozen=True, slots=True)
class Due:
    """A customer to look at: since when it is due, and what is owed to it."""

    customer: Customer
    reviewed_at: datetime | None
    late: int
    owed: int
    overdue: int


def rhythm() -> dict[str, int]:
    """Days between reviews by grade, of those that are reviewed at all."""
    own = dict(ReviewRhythm.objects.values_list("grade", "days"))
    said = own or {str(grade): days for grade, days in USUAL.items()}
    return {grade: days for grade, days in said.items() if days != NEVER}


def due_reviews(actor: Actor, at: datetime) -> list[Due]:
    """Customers this person answers for whose review is due, those never looked at first."""
    last = CustomerReview.objects.filter(customer=OuterRef("pk")).order_by("-at")
    rows = registry.get("customer").visible_to(actor, "assign").filter(owner__isnull=False)
    rows = rows.annotate(reviewed=Subquery(last.values("at")[:1], output_field=DateTimeField()))
    asked = Q(pk__in=[])
    known = rhythm()
    for grade, days in known.items():
        due = Q(reviewed=None) | Q(reviewed__lte=at - timedelta(days=days))
        asked |= Q(grade=grade) & due
    ordered = rows.filter(asked).order_by(F("reviewed").asc(nulls_first=True), "pk")
    found = list(ordered.select_related("owner")[:MOST])
    counts = queries.open_counts(customer.pk for customer in found)
    return [_due(customer, known, counts, timezone.localdate(at)) for customer in found]


def _due(
    customer: Customer, known: dict[str, int], counts: dict[int, tuple[int, int]], today: date
) -> Due:
    since = timezone.localdate(customer.reviewed) if customer.reviewed else None
    late = (today - since).days - known[customer.grade] if since else 0
    return Due(customer, customer.reviewed, late, *counts.get(customer.pk, (0, 0)))
