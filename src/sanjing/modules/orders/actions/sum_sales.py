from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction
from django.db.models import Count, F, Max, Min, Sum
from django.db.models.lookups import IsNull
from django.utils import timezone

from sanjing.modules.orders.actions.sum_customers import sum_all_customers
from sanjing.modules.orders.models import Order, SalesMonth
from sanjing.modules.orders.sales import month_of

MOST_MONTHS = 240


def sum_changed_sales(*, at: datetime) -> int:
    """Sum the months of orders changed since the last time. Returns how many months there were.

    A month that lost an order to another day, and customers that changed hands, wait for `sum_sales`.
    """
    last = SalesMonth.objects.aggregate(at=Max("summed_at"))["at"]
    if last is None:
        return sum_sales(at=at)
    days = (
        Order.objects.filter(changed_at__gte=last).values_list("ordered_on", flat=True).distinct()
    )
    months = {day.replace(day=1) for day in days}
    keep_sums(months, at=at)
    return len(months)


def sum_sales(*, at: datetime) -> int:
    """Sum every customer, and every month with orders, at most the last twenty years."""
    sum_all_customers()
    span = Order.objects.aggregate(first=Min("ordered_on"), last=Max("ordered_on"))
    if span["first"] is None:
        SalesMonth.objects.all().delete()
        return 0
    last = min(span["last"], timezone.localdate(at))
    first, end = (day.year * 12 + day.month - 1 for day in (span["first"], last))
    months = [month_of(number) for number in range(max(first, end - MOST_MONTHS), end + 1)]
    keep_sums(months, at=at)
    return len(months)


def keep_sums(months: Iterable[date], *, at: datetime) -> None:
    """Read first and write in short transactions, so that nobody waits for the sums."""
    for month in sorted(months):
        rows = summed(month, at)
        with transaction.atomic():
            SalesMonth.objects.filter(month=month).delete()
            SalesMonth.objects.bulk_create(rows)


def summed(month: date, at: datetime) -> list[SalesMonth]:
    end = month_of(month.year * 12 + month.month)
    sold = Order.objects.sold().filter(ordered_on__gte=month, ordered_on__lt=end)
    sold = sold.filter(customer__removed_at=None).order_by()
    sold = sold.annotate(over_the_counter=IsNull(F("customer_id"), True))
    groups = sold.values_list("owner", "customer__owner", "customer__team", "over_the_counter")
    return [
        SalesMonth(
            month=month,
            owner_id=owner,
            customer_owner_id=customer_owner,
            customer_team_id=team,
            has_customer=not over_the_counter,
            amount=amount,
            count=count,
            summed_at=at,
        )
        for owner, customer_owner, team, over_the_counter, amount, count in groups.annotate(
            money=Sum("amount"), orders=Count("pk")
        )
    ]
