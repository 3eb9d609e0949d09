"""Whom to ask for money, most money times age first, and what each said so far."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery, Sum

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.entities import registry
from sanjing.modules.customers.models import Customer
from sanjing.modules.orders.models import Order, OrderLine, ReturnLine
from sanjing.modules.orders.returned import returns_of
from sanjing.modules.receivables.ageing import reached
from sanjing.modules.receivables.models import CollectionNote, CustomerOwes, Invoice

SHOWN = 50
DIARY = 30
YEAR = timedelta(365)
Promise = CollectionNote.Promise


@dataclass(frozen=True, slots=True)
class Case:
    """A customer who is late: what is owed, the last line of the diary, and how often they broke their word."""

    owes: CustomerOwes
    days: int
    last: CollectionNote | None
    broken: int

    @property
    def customer(self) -> Customer:
        return self.owes.customer

    @property
    def promised(self) -> CollectionNote | None:
        """The last note where it promises a payment that is still to come."""
        return self.last if self.last and self.last.promise == Promise.PENDING else None


@dataclass(frozen=True, slots=True)
class Worklist:
    """`more` says that there are cases beyond those shown; count and sum are of all."""

    cases: list[Case]
    more: bool
    count: int
    overdue: int


def late(actor: Actor, today: date, *, resting: bool, mine: bool) -> QuerySet[Any]:
    """Customers with overdue debts, most at stake first; unless `resting`, only those whose turn it is.

    Each with the id of the last line of its diary, `last_id`, and the day that names for the next.
    """
    notes = CollectionNote.objects.filter(customer=OuterRef("pk"), removed_at=None)
    newest = notes.order_by("-happened_on", "-pk")
    rows = reached(CustomerOwes.objects.filter(overdue__gt=0), actor).annotate(
        last_id=Subquery(newest.values("pk")[:1]), next_on=Subquery(newest.values("next_on")[:1])
    )
    if mine:
        rows = rows.filter(customer__owner=actor.user_id)
    if not resting:
        waits = notes.filter(promise=Promise.PENDING, promised_on__gte=today)
        rows = rows.filter(~Exists(waits), Q(next_on=None) | Q(next_on__lte=today))
    return rows.order_by("-stake", "pk")


def worklist(actor: Actor, today: date, *, resting: bool, mine: bool) -> Worklist:
    rows = late(actor, today, resting=resting, mine=mine)
    total = rows.order_by().aggregate(count=Count("pk"), overdue=Sum("overdue", default=0))
    shown = list(rows.select_related("customer__owner")[: SHOWN + 1])
    cases = as_cases(shown[:SHOWN], actor, today)
    return Worklist(cases, len(shown) > SHOWN, total["count"], total["overdue"])


def as_cases(rows: Collection[Any], actor: Actor, today: date) -> list[Case]:
    seen = registry.get("collectionnote").visible_to(actor)
    last = seen.select_related("owner").in_bulk([row.last_id for row in rows if row.last_id])
    broken = seen.filter(customer__in=[row.pk for row in rows], promise=Promise.BROKEN)
    counts = dict(broken.order_by().values_list("customer").annotate(Count("pk")))
    return [
        Case(row, days_late(row, today), last.get(row.last_id), counts.get(row.pk, 0))
        for row in rows
    ]


def days_late(row: CustomerOwes, today: date) -> int:
    return (today - row.oldest_due_on).days if row.oldest_due_on else 0


def next_after(actor: Actor, today: date, row: CustomerOwes) -> CustomerOwes | None:
    """Whose turn it is after this customer."""
    rows = late(actor, today, resting=False, mine=False)
    return rows.filter(Q(stake__lt=row.stake) | Q(stake=row.stake, pk__gt=row.pk)).first()


def diary(customer: Customer, actor: Actor) -> list[CollectionNote]:
    """What was said so far, the newest first."""
    rows = registry.get("collectionnote").visible_to(actor).filter(customer=customer)
    return list(rows.select_related("owner").order_by("-happened_on", "-pk")[:DIARY])


def still_open(customer: Customer, actor: Actor) -> list[Invoice]:
    rows = registry.get("invoice").visible_to(actor).filter(customer=customer)
    return list(rows.exclude(balance=0).order_by("due_on", "pk")[:DIARY])


@dataclass(frozen=True, slots=True)
class GivenAway:
    """Concessions of a year beside what the customer brought in it, in 分.

    `profit` is what the sales of products with a known cost left, None where no cost is known.
    """

    total: int
    count: int
    sales: int
    profit: int | None

    @property
    def percent(self) -> int | None:
        """Concessions per cent of the profit."""
        return round(self.total * 100 / self.profit) if self.profit and self.profit > 0 else None


def given_away(customer: Customer, actor: Actor, today: date) -> GivenAway | None:
    """What was conceded to this customer within a year; None for whom it is hidden from."""
    entity = registry.get("concession")
    if not (actor.may("concession", "see") and entity.may_read("value", actor)):
        return None
    rows = entity.visible_to(actor).filter(customer=customer, granted_on__gt=today - YEAR)
    sums = rows.aggregate(total=Sum("value", default=0), count=Count("pk"))
    readable = actor.may("order", "see") and registry.get("order").may_read("amount", actor)
    sales, profit = sold(customer, today) if readable else (0, None)
    shown = registry.get("product").may_read("cost", actor)
    return GivenAway(sums["total"], sums["count"], sales, profit if shown else None)


def sold(customer: Customer, today: date) -> tuple[int, int | None]:
    """(sales, profit) of the orders of a year, less what came back of them."""
    orders = Order.objects.filter(customer=customer, ordered_on__gt=today - YEAR).sold()
    back = returns_of(orders)
    sales = orders.aggregate(sum=Sum("amount", default=0))["sum"]
    sales -= back.aggregate(sum=Sum("amount", default=0))["sum"]
    found = list(by_cost(OrderLine.objects.filter(order__in=orders)))
    gone = by_cost(ReturnLine.objects.filter(returned__in=back))
    signed = [*((1, *row) for row in found), *((-1, *row) for row in gone)]
    profit = sum((n * (Decimal(money) - cost * much) for n, cost, much, money in signed), Decimal())
    return sales, int(profit) if found else None


def by_cost(lines: QuerySet) -> QuerySet:
    """(cost, quantity, amount) of lines of which the cost is known."""
    priced = lines.filter(product__cost__isnull=False).order_by()
    return priced.values_list("product__cost").annotate(Sum("quantity"), Sum("amount"))
