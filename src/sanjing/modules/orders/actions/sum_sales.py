from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime

from django.db import transaction
from django.db.models import Count, F, Max, Min, QuerySet, Sum
from django.db.models.lookups import IsNull
from django.utils import timezone

from sanjing.modules.orders.actions.sum_customers import sum_all_customers
from sanjing.modules.orders.models import Order, Return, SalesMonth
from sanjing.modules.orders.sales import month_of

MOST_MONTHS = 240


def sum_changed_sales(*, at: datetime) -> int:
    """Sum the months of orders and returns changed since the last time. Returns how many months there were.

    A month that lost an order to another day, and customers that changed hands, wait for `sum_sales`.
    """
    last = SalesMonth.objects.aggregate(at=Max("summed_at"))["at"]
    if last is None:
        return sum_sales(at=at)
    orders = Order.objects.filter(changed_at__gte=last).values_list("ordered_on", flat=True)
    back = Return.objects.came_in().filter(changed_at__gte=last)
    days = {*orders.distinct(), *back.values_list("received_on", flat=True).distinct()}
    months = {day.replace(day=1) for day in days if day}
    keep_sums(months, at=at)
    return len(months)


def sum_sales(*, at: datetime) -> int:
    """Sum every customer, and every month with orders, at most the last twenty years."""
    sum_all_customers()
    span = Order.objects.aggregate(first=Min("ordered_on"), last=Max("ordered_on"))
    if span["first"] is None:
        SalesMonth.objects.all().delete()
        return 0
    back = Return.objects.came_in().aggregate(last=Max("received_on"))["last"]
    last = min(max(span["last"], back or span["last"]), timezone.localdate(at))
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
    """The orders of a month less the returns that came in it, by who sees them."""
    end = month_of(month.year * 12 + month.month)
    sold = Order.objects.sold().filter(ordered_on__gte=month, ordered_on__lt=end)
    came = Return.objects.came_in().filter(received_on__gte=month, received_on__lt=end)
    sums = {key: (amount, count) for key, amount, count in by_reader(sold, "")}
    back = {key: amount for key, amount, _count in by_reader(came, "order__")}
    return [
        SalesMonth(
            month=month,
            owner_id=owner,
            customer_owner_id=customer_owner,
            customer_team_id=team,
            has_customer=not over_the_counter,
            amount=sums.get(key, (0, 0))[0] - back.get(key, 0),
            returned=back.get(key, 0),
            count=sums.get(key, (0, 0))[1],
            summed_at=at,
        )
        for key in {**sums, **back}
        for owner, customer_owner, team, over_the_counter in [key]
    ]


def by_reader(rows: QuerySet, order: str) -> Iterator[tuple[tuple, int, int]]:
    """(owner, owner and team of the customer, whether there is none, amount, rows) of rows that
    reach their order over the path `order`.
    """
    rows = rows.filter(**{f"{order}customer__removed_at": None}).order_by()
    rows = rows.annotate(over_the_counter=IsNull(F(f"{order}customer_id"), True))
    names = [f"{order}{name}" for name in ("owner", "customer__owner", "customer__team")]
    groups = rows.values_list(*names, "over_the_counter")
    for *key, amount, count in groups.annotate(money=Sum("amount"), n=Count("pk")):
        yield tuple(key), amount, count
