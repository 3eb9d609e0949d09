"""What share of orders something came back of, by product, and why."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, F, QuerySet, Sum
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.entities import registry
from sanjing.foundation.entities.errors import Forbidden
from sanjing.foundation.figures.queries import figure
from sanjing.kernel.periods import add_months
from sanjing.modules.orders.models import OrderLine, OrderRows, Return, ReturnLine
from sanjing.modules.orders.models.returns import CAME_IN
from sanjing.modules.orders.returned import returns_of

FEW = 10
"""Of fewer orders no rate is told."""
MOST = 60
NEEDED = (("order", "lines"), ("return", "lines"), ("return", "reason"))


@dataclass(frozen=True, slots=True)
class Span:
    """Orders placed from `since` to `end`."""

    since: date
    end: date

    @classmethod
    def year_up_to(cls, end: date) -> Span:
        """What the page tells unless it is asked for another time."""
        return cls(add_months(end, -12) + timedelta(1), end)

    def address(self, **more: str) -> str:
        """The list of the returns of these orders that came in."""
        asked = {
            "state__in": ",".join(CAME_IN),
            "order.ordered_on__after": (self.since - timedelta(1)).isoformat(),
            "order.ordered_on__before": (self.end + timedelta(1)).isoformat(),
        }
        return f"/returns/?{urlencode(asked | more, safe=',')}"


@dataclass(frozen=True, slots=True)
class Rate:
    """Of `orders` something came back of `returned`, in all `quantity` for `amount` 分."""

    label: str
    orders: int
    returned: int
    quantity: Any = 0
    amount: int | None = 0

    @property
    def few(self) -> bool:
        return self.orders < FEW

    @property
    def percent(self) -> float | None:
        return None if self.few else 100 * self.returned / self.orders


@dataclass(frozen=True, slots=True)
class Why:
    """A reason, how often it was given, for how much, and where these returns are listed."""

    label: str
    count: int
    amount: int | None
    ours: bool
    url: str


@dataclass(frozen=True, slots=True)
class Report:
    whole: Rate
    rows: list[Rate]
    reasons: list[Why]
    priced: bool


def report(actor: Actor, span: Span) -> Report:
    """Everything the page shows. Raises Forbidden for those who may not read what it is made of."""
    readable = all(registry.get(name).may_read(field, actor) for name, field in NEEDED)
    if not (readable and actor.may("order", "see") and actor.may("return", "see")):
        raise Forbidden(_("您的角色看不到订单的退货。"))
    priced = registry.get("return").may_read("amount", actor)
    seen: Any = registry.get("order").visible_to(actor)
    orders = seen.sold().filter(ordered_on__gte=span.since, ordered_on__lte=span.end)

    def reckon(_day: date) -> list[Any]:
        return [whole(orders), list(by_product(orders)), list(reasons(orders))]

    all_of_it, rows, why = figure(f"returns.rates:{span.since}:{span.end}", actor, date.max, reckon)
    return Report(
        rate(_("合计"), all_of_it, priced), [rate(label, one, priced) for label, *one in rows],
        [told(reason, n, money if priced else None, span) for reason, n, money in why], priced,
    )  # fmt: skip


def rate(label: str, kept: Sequence[Any], priced: bool) -> Rate:
    sold, returned, quantity, money = kept
    return Rate(label, sold, returned, quantity, money if priced else None)


def told(reason: str, count: int, money: int | None, span: Span) -> Why:
    found = Return.Reason(reason)
    ours = found in Return.OUR_FAULT
    return Why(str(found.label), count, money, ours, span.address(reason=reason))


def whole(orders: OrderRows) -> tuple[Any, ...]:
    """(orders, with returns, quantity, 分) of orders that have lines: nothing comes back of the others."""
    sold = orders.filter(rows__quantity__gt=0).order_by().values("pk").distinct().count()
    back = returns_of(orders).filter(rows__isnull=False)
    found = back.aggregate(n=Count("order", distinct=True), much=Sum("rows__quantity"))
    money = returns_of(orders).aggregate(sum=Sum("amount", default=0))["sum"]
    return sold, found["n"], found["much"] or 0, money


def by_product(orders: OrderRows) -> Iterator[tuple[Any, ...]]:
    """(label, orders, with returns, quantity, 分) of what came back of a product, the most orders first."""
    kept = orders.order_by().values("pk")
    back = named(ReturnLine.objects.filter(returned__in=returns_of(orders)))
    found = back.annotate(
        n=Count("returned__order", distinct=True), much=Sum("quantity"), money=Sum("amount")
    )
    rows = list(found.order_by("-n", "label")[:MOST])
    names = [row[0] for row in rows]
    sold = named(OrderLine.objects.filter(order__in=kept, quantity__gt=0)).filter(label__in=names)
    counts = dict(sold.annotate(n=Count("order", distinct=True)))
    for label, n, much, money in rows:
        yield label, counts.get(label, n), n, much, money


def named(lines: QuerySet) -> QuerySet:
    """Lines by what their product is called now, or was called when there is none any more."""
    told = Coalesce(F("product__name"), F("product_name"))
    return lines.annotate(label=told).order_by().values_list("label")


def reasons(orders: OrderRows) -> Iterator[tuple[str, int, int]]:
    """(reason, how often, 分), the most frequent first."""
    rows = returns_of(orders).order_by().values_list("reason")
    yield from rows.annotate(n=Count("pk"), money=Sum("amount")).order_by("-n", "reason")
