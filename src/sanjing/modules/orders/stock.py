"""What customers have in stock, and how long it lasts at the pace they buy."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import Exists, Max, Min, OuterRef, Q, QuerySet, Sum
from django.utils.translation import gettext as _

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.entities import registry
from sanjing.foundation.entities.errors import Forbidden
from sanjing.modules.orders.models import OrderLine, ReturnLine, StockCount
from sanjing.modules.orders.returned import returns_of
from sanjing.modules.orders.rules import LEAD_DAYS, WINDOW, Move, Outlook, outlook

Pair = tuple[int, int]
NEEDED = (("stockcount", "quantity"), ("stockcount", "counted_on"), ("order", "lines"))


@dataclass(frozen=True, slots=True)
class Stock:
    """The last count of a product at a customer, and how long it lasts."""

    count: StockCount
    outlook: Outlook

    @property
    def reason(self) -> str:
        """Why nothing can be said."""
        told = {"days": WINDOW, "n": self.outlook.orders}
        return {
            "": "",
            "old": _("盘点是 %(days)s 天以前的，太旧了") % told,
            "few": _("盘点前 %(days)s 天只进过 %(n)s 次货，少于两次算不出快慢") % told,
            "back": _("盘点前 %(days)s 天进的货都退回来了") % told,
        }[self.outlook.why]


def may_look_ahead(actor: Actor) -> bool:
    """Whether this reader may know what an outlook is made of."""
    readable = all(registry.get(name).may_read(field, actor) for name, field in NEEDED)
    return readable and actor.may("stockcount", "see") and actor.may("order", "see")


def stocks(actor: Actor, *, today: date) -> list[Stock]:
    """Every product counted at a customer, what is worth the most first; whoever may not know amounts
    has them by the day they run out. Raises Forbidden.
    """
    if not may_look_ahead(actor):
        raise Forbidden(_("您的角色看不到客户的库存和订单。"))
    found = list(looked_ahead(latest(actor), actor, today=today))
    if registry.get("order").may_read("amount", actor):
        return sorted(found, key=lambda one: (-one.outlook.money, one.count.pk))
    return sorted(found, key=lambda one: (one.outlook.runs_out_on or date.max, one.count.pk))


def latest(actor: Actor) -> QuerySet[StockCount]:
    """The last count of every product at every customer that `actor` sees."""
    later = Q(counted_on__gt=OuterRef("counted_on")) | Q(
        counted_on=OuterRef("counted_on"), pk__gt=OuterRef("pk")
    )
    same = StockCount.objects.filter(
        later, customer=OuterRef("customer"), product=OuterRef("product"), removed_at=None
    )
    rows = registry.get("stockcount").visible_to(actor).filter(product__removed_at=None)
    return rows.filter(~Exists(same))


def looked_ahead(rows: QuerySet[StockCount], actor: Actor, *, today: date) -> Iterator[Stock]:
    """How long each of these counts lasts, in a handful of queries."""
    oldest = rows.order_by().aggregate(first=Min("counted_on"))["first"]
    if oldest is None:
        return
    moves = moves_of(rows, actor, since=oldest - timedelta(WINDOW))
    for count in rows.select_related("customer", "product"):
        own = moves.get((count.customer_id, count.product_id), ())
        lead = count.product.lead_days
        lead = LEAD_DAYS if lead is None else lead
        yield Stock(count, outlook(count.quantity, count.counted_on, own, lead=lead, today=today))


def moves_of(rows: QuerySet[StockCount], actor: Actor, *, since: date) -> dict[Pair, list[Move]]:
    """What went to these customers of these products by day, and what came back."""
    orders: Any = registry.get("order").visible_to(actor).sold()
    of = {
        "customer__in": rows.order_by().values("customer"),
        "product__in": rows.order_by().values("product"),
    }
    went = OrderLine.objects.filter(order__in=orders.order_by().values("pk"), **of)
    back = ReturnLine.objects.filter(returned__in=returns_of(orders), **of)
    found: dict[Pair, list[Move]] = defaultdict(list)
    for customer, product, day, quantity, amount, most in by_day(went, "order__ordered_on", since):
        found[customer, product].append(Move(day, quantity, amount, most > 0))
    for customer, product, day, quantity, amount, _m in by_day(
        back, "returned__received_on", since
    ):
        found[customer, product].append(Move(day, -quantity, -amount, ordered=False))
    return found


def by_day(
    lines: QuerySet, day: str, since: date
) -> Iterator[tuple[int, int, date, Decimal, int, Decimal]]:
    rows = lines.filter(**{f"{day}__gte": since}).order_by()
    keys = rows.values_list("customer", "product", day)
    yield from keys.annotate(Sum("quantity"), Sum("amount"), Max("quantity"))
