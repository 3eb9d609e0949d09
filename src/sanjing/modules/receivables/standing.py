"""The invoices behind a figure of an earlier day, and everybody who owed on a day, for a file."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import F, OuterRef, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from sanjing.foundation.accounts.actor import Actor
from sanjing.modules.customers.models import Customer
from sanjing.modules.receivables.ageing import (
    NAMES,
    Line,
    Sums,
    between,
    key_of,
    reached,
    stood_open,
)
from sanjing.modules.receivables.models import Allocation, Invoice
from sanjing.modules.receivables.rules import age_of

SHOWN = 200
AT_ONCE = 1000


def open_then(actor: Actor, as_of: date) -> QuerySet[Any]:
    """What stood open on a day, each with `open_then`: what nothing had settled by then."""
    rows = stood_open(actor, as_of)
    against, used = settled_by("invoice", as_of), settled_by("credit", as_of)
    return rows.annotate(open_then=F("amount") - against + used).exclude(open_then=0)


def settled_by(side: str, as_of: date) -> Any:
    """What rows on one side of an invoice came to by a day."""
    rows = Allocation.objects.filter(**{side: OuterRef("pk")}, on__lte=as_of).order_by()
    return Coalesce(Subquery(rows.values(side).annotate(sum=Sum("amount")).values("sum")), 0)


def behind(
    actor: Actor, as_of: date, *, part: str = "", by: str = "", key: Any = None
) -> tuple[list[Any], int, int]:
    """(invoices with `open_then`, how many there are, what they come to) behind a figure.

    `part` is a name of NAMES, "overdue" or nothing; `by` and `key` as in a line of the ageing.
    """
    rows = open_then(actor, as_of)
    if part == "overdue":
        rows = rows.filter(due_on__lt=as_of)
    elif part:
        rows = rows.filter(between("due_on", part, as_of))
    if by:
        nobody: Any = {"group": ""} if by == "region" else {"group__isnull": True}
        rows = rows.alias(group=key_of(by)).filter(**({"group": key} if key else nobody))
    found = rows.aggregate(total=Sum("open_then", default=0))
    shown = list(rows.select_related("customer").order_by("due_on", "pk")[:SHOWN])
    return shown, rows.count(), found["total"]


def everybody(actor: Actor, as_of: date) -> Iterator[tuple[Customer, Line]]:
    """What each customer owed on a day, by parts, in the order of their ids: for a file."""
    rows = open_then(actor, as_of)
    exported = reached(Invoice.objects.all(), actor, "export")
    rows = rows.filter(pk__in=exported.values("pk"))
    last = 0
    while ids := list(
        rows.filter(customer__gt=last).order_by("customer").values_list("customer", flat=True)
        .distinct()[:AT_ONCE]
    ):  # fmt: skip
        sums: dict[int, Sums] = {pk: dict.fromkeys(NAMES, 0) for pk in ids}
        found = rows.filter(customer__in=ids).values_list("customer", "due_on", "open_then")
        for customer, due_on, amount in found:
            sums[customer][age_of(due_on, as_of)] += amount
        people = Customer.objects.select_related("owner").in_bulk(ids)
        yield from ((people[pk], Line(pk, people[pk].name, sums[pk])) for pk in ids)
        last = ids[-1]
