"""Keeping what customers owe in all."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import DateField, F, Max, Min, Q, Sum, Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from sanjing.foundation.inserts import insert
from sanjing.modules.receivables.models import CustomerOwes, Invoice, Receipt
from sanjing.modules.receivables.queries import DaysBetween
from sanjing.modules.receivables.rules import AGES, bounds

AT_ONCE = 500
SUMS = ("owed", *(name for name, _least, _most in AGES), "overdue", "stake", "oldest_due_on",
        "advance", "last_paid_on")  # fmt: skip


def sum_customers(ids: Collection[int], *, on: date) -> None:
    """Keep what these customers owe on the day `on`. Call it in the transaction of the change.

    Their rows are written first, which holds them: of two changes at once the later one sees what the
    earlier one left.
    """
    wanted = sorted(ids)
    for start in range(0, len(wanted), AT_ONCE):
        rows = [CustomerOwes(pk=pk, counted_on=on) for pk in wanted[start : start + AT_ONCE]]
        insert(rows, conflict=("customer",), update=("counted_on",))
        found = counted([row.pk for row in rows], on)
        for row in rows:
            for name in SUMS:
                setattr(row, name, found[row.pk].get(name, getattr(row, name)))
        insert(rows, conflict=("customer",), update=("counted_on", *SUMS))


def counted(ids: Collection[int], on: date) -> dict[int, dict]:
    """The sums of these customers on a day, by customer and name, read set-wise."""
    found: dict[int, dict] = {pk: {} for pk in ids}
    open_ = Invoice.objects.filter(customer__in=ids, removed_at=None).exclude(balance=0)
    for row in open_.order_by().values("customer").annotate(**ageing(on)):
        found[row["customer"]] |= row
    receipts = Receipt.objects.filter(customer__in=ids, removed_at=None).order_by()
    sums = receipts.values_list("customer").annotate(Sum("left"), Max("received_on"))
    for pk, left, last in sums:
        found[pk] |= {"advance": left, "last_paid_on": last}
    return found


def ageing(on: date) -> dict[str, Any]:
    """Aggregates over open invoices: the parts of what is owed on a day, by name."""
    parts = {
        name: Coalesce(Sum("balance", filter=between(*bounds(name, on))), 0)
        for name, _least, _most in AGES
    }
    late = Q(due_on__lt=on)
    days = DaysBetween(Value(on, output_field=DateField()), F("due_on"))
    return parts | {
        "owed": Sum("balance"),
        "overdue": Coalesce(Sum("balance", filter=late), 0),
        "stake": Coalesce(Sum(F("balance") * days, filter=late), 0),
        "oldest_due_on": Min("due_on", filter=Q(balance__gt=0)),
    }


def between(first: date | None, last: date | None) -> Q:
    """Due days from `first` to `last`."""
    wanted = Q() if first is None else Q(due_on__gte=first)
    return wanted if last is None else wanted & Q(due_on__lte=last)


def count_again(*, at: datetime) -> int:
    """A day later everything is a day older. Returns how many customers were counted anew."""
    on, total = timezone.localdate(at), 0
    while ids := list(
        CustomerOwes.objects.filter(counted_on__lt=on)
        .order_by("counted_on")
        .values_list("pk", flat=True)[: 10 * AT_ONCE]
    ):
        with transaction.atomic():
            sum_customers(ids, on=on)
        total += len(ids)
    return total
