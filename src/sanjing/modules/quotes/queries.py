"""Reads about quotes and contracts."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from django.db.models import Q, QuerySet

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.accounts.models import Role
from sanjing.modules.quotes.models import Contract, DiscountLimit, Letterhead, Quote
from sanjing.modules.quotes.rules import READY_LIMITS

NOTHING = Decimal(0)


def discount_limits() -> dict[Role, Decimal]:
    """Per cent off the list by role, in the order of the roles page."""
    said = dict(DiscountLimit.objects.values_list("role", "percent"))
    roles = Role.objects.order_by("pk")
    return {role: said.get(role.pk, READY_LIMITS.get(role.key, NOTHING)) for role in roles}


def discount_limit_of(by: Actor) -> Decimal:
    """The most this person may take off without asking: the best of their roles."""
    if by.is_system:
        return Decimal(100)
    mine = set(Role.objects.filter(holders=by.user_id).values_list("pk", flat=True))
    limits = [percent for role, percent in discount_limits().items() if role.pk in mine]
    return max(limits, default=NOTHING)


def versions_of(quote: Quote) -> QuerySet[Quote]:
    """All versions of one quote, the newest first."""
    first = quote.first_id or quote.pk
    return Quote.objects.filter(Q(pk=first) | Q(first=first)).order_by("-revision", "-pk")


def run_out(on: date) -> QuerySet[Quote]:
    """Sent quotes whose last day is over; those of a customer in the bin wait there."""
    rows = Quote.objects.filter(removed_at=None, customer__removed_at=None)
    return rows.filter(state=Quote.State.SENT, valid_until__lt=on)


def over(on: date) -> QuerySet[Contract]:
    """Signed contracts whose last day is over; those of a customer in the bin wait there."""
    rows = Contract.objects.filter(removed_at=None, customer__removed_at=None)
    return rows.filter(state=Contract.State.SIGNED, ends_on__lt=on)


def waiting_of(customers: Iterable[int]) -> list[int]:
    """Ids of the quotes of these customers that wait for approval."""
    rows = Quote.objects.filter(customer__in=list(customers), removed_at=None)
    return list(rows.filter(state=Quote.State.WAITING).values_list("pk", flat=True))


def letterhead() -> Letterhead:
    """Our firm on paper; without a name until somebody gave it one."""
    return Letterhead.objects.order_by("pk").first() or Letterhead()
