from __future__ import annotations

from collections.abc import Collection

from django.db import transaction
from django.db.models import Count, Max, Q, Sum

from sanjing.modules.customers.models import Customer
from sanjing.modules.orders.models import CustomerSales, Order, Return

AT_ONCE = 500
SPAN = 20_000


def sum_customers(ids: Collection[int]) -> None:
    """Keep what these customers bought in all. Call it in the transaction that changed their orders or returns.

    The customers are held first, so that of two orders at once neither sum misses the other.
    """
    wanted = sorted(ids)
    for start in range(0, len(wanted), AT_ONCE):
        part = wanted[start : start + AT_ONCE]
        held = Customer.objects.filter(pk__in=part).order_by("pk").values_list("pk", flat=True)
        list(held.select_for_update(no_key=True))
        keep(Q(customer__in=part))


def sum_all_customers() -> None:
    """Keep the sums of every customer anew, a span of ids at a time, so that nobody waits for long."""
    last = Order.objects.aggregate(last=Max("customer"))["last"] or 0
    last = max(last, CustomerSales.objects.aggregate(last=Max("pk"))["last"] or 0)
    for start in range(0, last + 1, SPAN):
        with transaction.atomic():
            keep(Q(customer__gte=start, customer__lt=start + SPAN))


def keep(which: Q) -> None:
    sold = Order.objects.sold().filter(which).order_by().values_list("customer")
    came = Return.objects.came_in().filter(which).order_by().values_list("customer")
    back = dict(came.annotate(sum=Sum("amount")))
    found = [
        CustomerSales(
            customer_id=customer,
            count=count,
            amount=amount - back.get(customer, 0),
            returned=back.get(customer, 0),
            last_on=last,
        )
        for customer, count, amount, last in sold.annotate(
            n=Count("pk"), sum=Sum("amount"), last=Max("ordered_on")
        )
    ]
    CustomerSales.objects.filter(which).delete()
    CustomerSales.objects.bulk_create(found, batch_size=AT_ONCE)
