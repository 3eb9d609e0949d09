"""服务投入效果: what was sold where a change of service reached, before and after, and elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial, reduce
from operator import or_
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum

from sanjing.analytics.effect import Change, Effect, Sales, Span, Windows, windows
from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.accounts.models import Team
from sanjing.modules.insights.models import ServiceChange
from sanjing.modules.insights.reading import BACK, came_back, lines_back, sold
from sanjing.modules.orders.models import OrderLine

Against = ServiceChange.Against


@dataclass(frozen=True, slots=True)
class Seen:
    """The effect of a change as far as it can be seen, with the days it is read from."""

    windows: Windows
    effect: Effect


def effect_of(change: ServiceChange, actor: Actor, today: date) -> Seen | None:
    """From the sales that `actor` may see; None before the first whole day."""
    found = windows(change.changed_on, change.months, today)
    if found is None:
        return None
    now = (found.before, found.after)
    past = (found.before.year_before(), found.after.year_before())
    book = book_of(change, actor)
    reached = partial(group, region=change.region, team=change.team, category=change.category)
    own = book.sales(reached, (*now, *past))
    compared = None
    if change.against != Against.NOBODY:
        others = book.sales(lambda path: elsewhere(change, path) & ~reached(path), now)
        compared = Change(*others)
    return Seen(found, Effect(Change(*own[:2]), Change(*own[2:]), compared))


@dataclass(frozen=True, slots=True)
class Book:
    """What was sold and what came back of it, each with the path to the order."""

    sold: QuerySet[Any, Any]
    order: str
    back: QuerySet[Any, Any]
    order_of_back: str

    def sales(self, chosen: Callable[[str], Q], spans: Sequence[Span]) -> list[Sales]:
        """Those of the chosen orders in each of the spans, less what came back of them."""
        placed = sales(self.sold.filter(chosen(self.order)), self.order, spans)
        path = self.order_of_back
        back = self.back.filter(chosen(path))
        less = back.aggregate(
            **{
                f"n{n}": Sum("amount", filter=one, default=0)
                for n, one in enumerate(inside(path, spans))
            }
        )
        return [
            replace(one, amount=one.amount - int(less[f"n{n}"])) for n, one in enumerate(placed)
        ]


def book_of(change: ServiceChange, actor: Actor) -> Book:
    """Orders; their lines where it is about some goods."""
    orders = sold(actor)
    if change.category or change.compare_category:
        lines = OrderLine.objects.filter(order__in=orders).order_by()
        return Book(lines, "order__", lines_back(orders), BACK)
    return Book(orders, "", came_back(orders), "order__")


def group(path: str, region: str, team: Team | None, category: str) -> Q:
    """The sales of a region, of the people of a team and those below it, and of a category."""
    found = Q()
    if region:
        found &= Q(**{f"{path}customer__region__startswith": region})
    if team:
        found &= Q(**{f"{path}owner__team__path__startswith": team.path})
    if category:
        found &= Q(product__category=category)
    return found


def elsewhere(change: ServiceChange, path: str) -> Q:
    if change.against == Against.REST:
        return Q()
    return group(path, change.compare_region, change.compare_team, change.compare_category)


def sales(rows: QuerySet[Any, Any], path: str, spans: Sequence[Span]) -> list[Sales]:
    """What was sold in each of the spans, read in one pass."""
    windows_of = inside(path, spans)
    order, customer = (f"{path}id", f"{path}customer") if path else ("pk", "customer")
    asked: dict[str, Any] = {}
    for number, span in enumerate(windows_of):
        asked[f"amount{number}"] = Sum("amount", filter=span, default=0)
        asked[f"orders{number}"] = Count(order, filter=span, distinct=bool(path))
        asked[f"customers{number}"] = Count(customer, filter=span, distinct=True)
    found = rows.filter(reduce(or_, windows_of)).aggregate(**asked)
    return [
        Sales(int(found[f"amount{n}"]), found[f"orders{n}"], found[f"customers{n}"])
        for n in range(len(spans))
    ]


def inside(path: str, spans: Sequence[Span]) -> list[Q]:
    """That an order was placed within each of the spans."""
    return [
        Q(**{f"{path}ordered_on__gte": one.start, f"{path}ordered_on__lt": one.end})
        for one in spans
    ]
