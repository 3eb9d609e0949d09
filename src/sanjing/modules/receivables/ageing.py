"""What is owed by age: of today from kept sums, of an earlier day from invoices and their history."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Count, F, Max, Min, Q, QuerySet, Sum
from django.db.models.functions import Substr
from django.utils.translation import gettext as _

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.accounts.models import User
from sanjing.foundation.entities import registry
from sanjing.kernel.regions import short_region_name
from sanjing.modules.customers.models import Customer
from sanjing.modules.receivables.models import Allocation, CustomerOwes, Invoice
from sanjing.modules.receivables.rules import AGES, bounds

SHOWN = 50
NAMES = tuple(name for name, _least, _most in AGES)
CITY = 4
Sums = dict[str, int]


@dataclass(frozen=True, slots=True)
class Line:
    """What one customer, owner or city owes, in 分 by part; `key` is None for nobody's."""

    key: Any
    name: str
    parts: Sums = field(default_factory=dict)

    @property
    def owed(self) -> int:
        return sum(self.parts.values())

    @property
    def overdue(self) -> int:
        return self.owed - self.parts.get("not_due", 0)


@dataclass(frozen=True, slots=True)
class Ageing:
    """`more` says that there are lines beyond those shown. `counted_on` is the day of the sums.

    `debtors` is how many customers owe; what was paid in advance is only known of today.
    """

    as_of: date
    counted_on: date
    total: Line
    lines: list[Line]
    more: bool
    debtors: int
    advance: int | None = None


PATHS = {"customer": "customer", "owner": "customer__owner", "region": "customer__region"}
"""What lines may be grouped by, and its path from a row that has a customer."""


def ageing(actor: Actor, by: str, *, as_of: date, today: date) -> Ageing:
    """What `actor` may see of it, grouped by a name of PATHS, the most overdue first.

    Of today as it is kept, unless the sums of some customer are still those of yesterday.
    """
    found = kept(actor, by, today) if as_of >= today else None
    return found if found and found.counted_on >= today else earlier(actor, by, min(as_of, today))


def reached(rows: QuerySet, actor: Actor, verb: str = "see") -> QuerySet:
    """Rows of customers whose invoices `actor` may `verb`."""
    rows = rows.filter(customer__removed_at=None)
    return registry.get("invoice").policy.filter(rows, actor, "invoice", verb)


def kept(actor: Actor, by: str, as_of: date) -> Ageing:
    rows = reached(CustomerOwes.objects.all(), actor)
    sums = {name: Sum(name, default=0) for name in (*NAMES, "advance")}
    owing = Count("pk", filter=~Q(owed=0, overdue=0))
    total = rows.aggregate(**sums, first=Min("counted_on"), debtors=owing)
    counted_on, advance = total.pop("first") or as_of, total.pop("advance")
    debtors, lines = (
        total.pop("debtors"),
        by_customer(rows) if by == "customer" else grouped(rows, by),
    )
    whole = Line(None, _("合计"), total)
    return Ageing(as_of, counted_on, whole, lines[:SHOWN], len(lines) > SHOWN, debtors, advance)


def by_customer(rows: QuerySet[CustomerOwes]) -> list[Line]:
    """The most overdue first, then those who owe most; an index leads to either."""
    late = rows.filter(overdue__gt=0).order_by("-overdue", "pk")
    found = list(late.select_related("customer")[: SHOWN + 1])
    if len(found) <= SHOWN:
        rest = rows.filter(overdue__lte=0).exclude(owed=0).order_by("-owed", "pk")
        found += rest.select_related("customer")[: SHOWN + 1 - len(found)]
    return [
        Line(row.pk, row.customer.name, {name: getattr(row, name) for name in NAMES})
        for row in found
    ]


def grouped(rows: QuerySet[CustomerOwes], by: str) -> list[Line]:
    key = key_of(by)
    sums = {f"sum_{name}": Sum(name) for name in NAMES}
    named = Max("customer__owner__name") if by == "owner" else Max(key)
    found = rows.exclude(owed=0, overdue=0).order_by().values(group=key)
    rows_of_sums: Iterable[Any] = found.annotate(**sums, name=named)
    lines = [
        Line(row["group"], name_of(by, row["group"], row["name"]),
             {name: row[f"sum_{name}"] for name in NAMES})
        for row in rows_of_sums
    ]  # fmt: skip
    return most_overdue(lines)


def earlier(actor: Actor, by: str, as_of: date) -> Ageing:
    """Every invoice booked by then and settled later or not at all, less what settled it by then."""
    invoices = stood_open(actor, as_of)
    sums: dict[Any, Sums] = defaultdict(lambda: dict.fromkeys(NAMES, 0))
    add(sums, invoices, by, "", as_of, "amount", 1)
    then = Allocation.objects.filter(on__lte=as_of)
    add(sums, then.filter(invoice__in=invoices), by, "invoice__", as_of, "amount", -1)
    add(sums, then.filter(credit__in=invoices), by, "credit__", as_of, "amount", 1)
    total = {name: sum(parts[name] for parts in sums.values()) for name in NAMES}
    found = [Line(key, "", parts) for key, parts in sums.items() if any(parts.values())]
    lines = most_overdue(found)
    shown, whole = named(by, lines[:SHOWN]), Line(None, _("合计"), total)
    debtors = invoices.aggregate(count=Count("customer", distinct=True))["count"]
    return Ageing(as_of, as_of, whole, shown, len(lines) > SHOWN, debtors)


def stood_open(actor: Actor, as_of: date) -> QuerySet[Invoice]:
    """The invoices that were booked by that day and not settled yet."""
    standing = Q(booked_on__lte=as_of) & (Q(settled_on=None) | Q(settled_on__gt=as_of))
    return reached(Invoice.objects.standing().filter(standing), actor)


def add(
    sums: dict[Any, Sums], rows: QuerySet, by: str, to: str, as_of: date, what: str, sign: int
) -> None:
    """Add `sign` times `what` of the rows to the part that the invoice over the path `to` belongs to."""
    parts = {f"sum_{n}": Sum(what, filter=between(f"{to}due_on", n, as_of)) for n in NAMES}
    counted: Any = rows.order_by().values(group=key_of(by)).annotate(**parts)
    for row in counted:
        held = sums[row["group"]]
        for name in NAMES:
            held[name] += sign * (row[f"sum_{name}"] or 0)


def between(path: str, name: str, as_of: date) -> Q:
    first, last = bounds(name, as_of)
    wanted = Q() if first is None else Q(**{f"{path}__gte": first})
    return wanted if last is None else wanted & Q(**{f"{path}__lte": last})


def key_of(by: str) -> Any:
    path = PATHS[by]
    return Substr(path, 1, CITY) if by == "region" else F(path)


def most_overdue(lines: Iterable[Line]) -> list[Line]:
    return sorted(lines, key=lambda line: (-line.overdue, -line.owed, str(line.key)))


def named(by: str, lines: list[Line]) -> list[Line]:
    """Lines with the names of what they stand for."""
    names: dict[Any, str] = {}
    keys = [line.key for line in lines if line.key]
    if by != "region":
        model: Any = Customer if by == "customer" else User
        names = dict(model.objects.filter(pk__in=keys).values_list("pk", "name"))
    return [Line(one.key, name_of(by, one.key, names.get(one.key, "")), one.parts) for one in lines]


def name_of(by: str, key: Any, name: str | None) -> str:
    if by == "owner":
        return name or _("公海")
    if by == "region":
        return short_region_name(key) or _("没填地区")
    return name or str(key)
