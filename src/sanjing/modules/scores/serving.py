"""The tables that the cost of serving each customer is made of, read as whole columns."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import Any

import polars as pl
from django.db.models import Case, CharField, F, QuerySet, Value, When
from django.db.models.functions import Coalesce
from django.utils import timezone

from sanjing.analytics.schemas import DAY, KEY, TEXT, WHOLE
from sanjing.kernel.periods import add_months
from sanjing.modules.activities.models import Activity
from sanjing.modules.customers.models import Customer
from sanjing.modules.deliveries.models import Delivery
from sanjing.modules.orders.models import Return
from sanjing.modules.receivables.models import Allocation, Concession, Invoice
from sanjing.modules.scores.marts import frame

YEARS = 2
"""This year, and the one before to tell how costs move."""
Kind = Allocation.Kind


@dataclass(frozen=True, slots=True)
class Year:
    """365 days, both `since` and `until` in them."""

    until: date

    @property
    def since(self) -> date:
        return self.until - timedelta(364)

    @property
    def before(self) -> Year:
        return Year(self.since - timedelta(1))


@dataclass(frozen=True, slots=True)
class Efforts:
    """What was done for customers in the year and the one before, and what the ledgers say.

    `touches` customer, on, kind (`on` is the first day of the month, or of the year within it: moments are not cut
    finer); `deliveries` customer, on; `returns` customer, on, amount; `concessions` and `bad_debts` customer, on,
    amount; `ledger` customer, on, amount: what was owed more or less from a day on.
    """

    touches: pl.DataFrame
    deliveries: pl.DataFrame
    returns: pl.DataFrame
    concessions: pl.DataFrame
    bad_debts: pl.DataFrame
    ledger: pl.DataFrame


def efforts(year: Year) -> Efforts:
    """Only of customers who are still there."""
    days = {"customer": KEY, "on": DAY, "amount": WHOLE}
    there = frame(
        Customer.objects.filter(removed_at=None).order_by().values_list("pk"), customer=KEY
    )
    given = Concession.objects.filter(removed_at=None, **within("granted_on", year))
    lost = Allocation.objects.filter(kind=Kind.WRITE_OFF, **within("on", year))
    back = Return.objects.came_in().filter(customer__isnull=False, **within("received_on", year))
    found = (
        frame(touches(year), customer=KEY, on=DAY, kind=TEXT),
        frame(deliveries(year), customer=KEY, on=DAY),
        frame(back.order_by().values_list("customer", "received_on", "amount"), **days),
        frame(given.order_by().values_list("customer", "granted_on", "value"), **days),
        frame(lost.order_by().values_list("customer", "on", "amount"), **days),
        pl.concat([frame(rows, **days) for rows in ledger(year)]),
    )
    return Efforts(*(rows.join(there, on="customer", how="semi") for rows in found))


def within(name: str, year: Year) -> dict[str, date]:
    return {f"{name}__gte": year.before.since, f"{name}__lte": year.until}


def touches(year: Year) -> QuerySet[Any, Any]:
    rows = Activity.objects.filter(removed_at=None).annotate(moment=F("happened_at"))
    return bucketed(rows, year).values_list("customer", "bucket", "kind")


def deliveries(year: Year) -> QuerySet[Any, Any]:
    """Those that went out, whether they were taken or not."""
    rows = Delivery.objects.standing().filter(customer__isnull=False)
    rows = rows.annotate(moment=Coalesce("sent_at", "arrived_at"))
    return bucketed(rows, year).values_list("customer", "bucket")


def bucketed(rows: QuerySet[Any, Any], year: Year) -> QuerySet[Any, Any]:
    """Rows of both years with the first day of their part of it: what every database says without a function."""
    starts = parts(year)
    cases = [
        When(moment__lt=midnight(after), then=Value(start.isoformat()))
        for start, after in pairwise(starts)
    ]
    bucket = Case(*cases, default=Value(starts[-1].isoformat()), output_field=CharField())
    asked = {"moment__gte": midnight(starts[0]), "moment__lt": midnight(year.until + timedelta(1))}
    return rows.filter(**asked).order_by().annotate(bucket=bucket)


def parts(year: Year) -> list[date]:
    """The first days of both years and of the months that begin in them."""
    first, found = year.before.since, {year.before.since, year.since}
    month = add_months(first.replace(day=1), 1)
    while month <= year.until:
        found.add(month)
        month = add_months(month, 1)
    return sorted(found)


def midnight(day: date) -> datetime:
    return timezone.make_aware(datetime(day.year, day.month, day.day))


def ledger(year: Year) -> list[QuerySet[Any, Any]]:
    """What raises and lowers what is owed: invoices and credit notes, and what settles them.

    A credit note used against an invoice lowers what is owed on that one and is used up itself; an advance that was
    not matched to an invoice lowers nothing. What was settled before both years is left out.
    """
    standing = Invoice.objects.standing().exclude(settled_on__lt=year.before.since)
    standing = standing.filter(booked_on__lte=year.until).order_by()
    known = standing.values("pk")
    on_invoices = Allocation.objects.filter(invoice__in=known).exclude(kind=Kind.REFUND)
    of_credits = Allocation.objects.filter(credit__in=known)
    return [
        standing.values_list("customer", "booked_on", "amount"),
        on_invoices.order_by().values_list("customer", "on", -F("amount")),
        of_credits.order_by().values_list("customer", "on", "amount"),
    ]
