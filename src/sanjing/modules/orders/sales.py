"""Sales by month less returns, read straight from the orders of a small company and from kept sums of a large one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Max, QuerySet, Sum

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.entities import registry
from sanjing.foundation.entities.policies import TeamPolicy
from sanjing.modules.orders.models import Order, SalesMonth
from sanjing.modules.orders.returned import returns_of

FEW = 20_000
Sums = tuple[date, int, int, int]
"""A day or month with what was sold less what came back, the orders, and what came back."""


@dataclass(frozen=True, slots=True)
class Month:
    """Orders sold in the month that begins on `start`; `amount` in 分, less what came back in the month,
    `returned`, whenever it was sold.
    """

    start: date
    amount: int = 0
    count: int = 0
    returned: int = 0


@dataclass(frozen=True, slots=True)
class Sales:
    """`summed_at` is None when the figures are of this moment."""

    months: list[Month]
    summed_at: datetime | None = None


def sales_by_month(actor: Actor, *, today: date, length: int = 13) -> Sales:
    """The last `length` months, the present one included, of the orders `actor` may see."""
    starts = last_months(today, length)
    if Order.objects.order_by()[: FEW + 1].count() <= FEW:
        return Sales(folded(starts, live(actor, starts[0])))
    rows = kept_for(actor).filter(month__gte=starts[0]).values("month")
    sums = rows.annotate(
        money=Sum("amount"), orders=Sum("count"), back=Sum("returned"), at=Max("summed_at")
    )
    kept = list(sums.values_list("month", "money", "orders", "back", "at"))
    months = folded(starts, (row[:-1] for row in kept))
    return Sales(months, max((at for *_sums, at in kept), default=None))


def live(actor: Actor, since: date) -> Iterator[Sums]:
    """What was sold by day, and what came back by day."""
    orders = registry.get("order").visible_to(actor).sold()
    rows = orders.filter(ordered_on__gte=since).order_by().values_list("ordered_on")
    for day, amount, count in rows.annotate(Sum("amount"), Count("pk")):
        yield day, amount, count, 0
    back = returns_of(orders).filter(received_on__gte=since).order_by().values_list("received_on")
    for day, amount in back.annotate(Sum("amount")):
        yield day, -amount, 0, amount


def kept_for(actor: Actor) -> QuerySet[SalesMonth]:
    """The kept sums of exactly the orders that `actor` may see, by the policy of orders."""
    rows = SalesMonth.objects.all()
    by_seller = TeamPolicy("owner", "owner__team").filter(rows, actor, "order", "see")
    by_customer = TeamPolicy("customer_owner", "customer_team", open_when_unowned=True)
    return by_seller | by_customer.filter(rows.filter(has_customer=True), actor, "order", "see")


def last_months(today: date, length: int) -> list[date]:
    """The first days of the last `length` months, oldest first."""
    first = today.year * 12 + today.month - length
    return [month_of(first + step) for step in range(length)]


def month_of(number: int) -> date:
    return date(number // 12, number % 12 + 1, 1)


def folded(starts: list[date], sums: Iterable[Sums]) -> list[Month]:
    """Sums by day or month as one `Month` for each of `starts`."""
    totals: dict[date, list[int]] = defaultdict(lambda: [0, 0, 0])
    for day, *figures in sums:
        total = totals[day.replace(day=1)]
        for place, figure in enumerate(figures):
            total[place] += figure
    return [Month(start, *totals[start]) for start in starts]
