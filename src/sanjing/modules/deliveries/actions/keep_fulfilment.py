from __future__ import annotations

from collections.abc import Collection

from django.db.models import Case, Count, F, IntegerField, Max, Min, Q, Value, When

from sanjing.modules.deliveries.models import OUTSTANDING, Delivery, Fulfilment
from sanjing.modules.deliveries.queries import PROBLEMS
from sanjing.modules.orders.models import Order

AT_ONCE = 500
GRAVITY = [key for key, _label in PROBLEMS]
"""Problems from the gravest on; of several deliveries the gravest speaks."""


def keep_fulfilment(orders: Collection[int]) -> None:
    """Keep what the deliveries of these orders come to. Call it in the transaction that changed them.

    The orders are held first, so that of two deliveries at once neither misses the other.
    """
    wanted = sorted(orders)
    for start in range(0, len(wanted), AT_ONCE):
        part = wanted[start : start + AT_ONCE]
        held = Order.objects.filter(pk__in=part).order_by("pk").values_list("pk", flat=True)
        list(held.select_for_update(no_key=True))
        rows = [fulfilment(*row) for row in sums(part)]
        Fulfilment.objects.filter(order__in=part).delete()
        Fulfilment.objects.bulk_create(rows)


def sums(orders: list[int]):
    rows = Delivery.objects.standing().filter(order__in=orders).order_by().values_list("order")
    gravity = Case(
        *(When(problem=key, then=Value(place)) for place, key in enumerate(GRAVITY)),
        output_field=IntegerField(),
    )
    return rows.annotate(
        due_at=Max("promised_at"),
        came_at=Max("arrived_at"),
        waiting=Count("pk", filter=Q(state__in=OUTSTANDING)),
        late=Count("pk", filter=Q(arrived_at__gt=F("promised_at"))),
        refused=Count("pk", filter=Q(state=Delivery.State.REFUSED)),
        gravest=Min(gravity),
        first=Min("carrier"),
        last=Max("carrier"),
    )


def fulfilment(order, due_at, came_at, waiting, late, refused, gravest, first, last) -> Fulfilment:
    return Fulfilment(
        order_id=order,
        due_at=due_at,
        came_at=None if waiting else came_at,
        late=bool(late),
        refused=bool(refused),
        problem="" if gravest is None else GRAVITY[gravest],
        carrier=first if first == last else "",
    )
