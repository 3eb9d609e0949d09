"""服务投入效果: what was sold where a change of service reached, before and after, and elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum

from sanjing.analytics.effect import Change, Effect, Sales, Span, Windows, windows
from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.accounts.models import Team
from sanjing.modules.insights.models import ServiceChange
from sanjing.modules.insights.reading import sold
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
    rows, path = rows_of(change, actor)
    reached = group(path, change.region, change.team, change.category)
    own = sales(rows.filter(reached), path, (*now, *past))
    compared = None
    if change.against != Against.NOBODY:
        others = rows.filter(elsewhere(change, path) & ~reached)
        compared = Change(*sales(others, path, now))
    return Seen(found, Effect(Change(*own[:2]), Change(*own[2:]), compared))


def rows_of(change: ServiceChange, actor: Actor) -> tuple[QuerySet[Any, Any], str]:
    """Orders with the path to themselves; their lines where it is about some goods."""
    if change.category or change.compare_category:
        return OrderLine.objects.filter(order__in=sold(actor)).order_by(), "order__"
    return sold(actor), ""


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
    inside = [
        Q(**{f"{path}ordered_on__gte": one.start, f"{path}ordered_on__lt": one.end})
        for one in spans
    ]
    order, customer = (f"{path}id", f"{path}customer") if path else ("pk", "customer")
    asked: dict[str, Any] = {}
    for number, span in enumerate(inside):
        asked[f"amount{number}"] = Sum("amount", filter=span, default=0)
        asked[f"orders{number}"] = Count(order, filter=span, distinct=bool(path))
        asked[f"customers{number}"] = Count(customer, filter=span, distinct=True)
    found = rows.filter(reduce(or_, inside)).aggregate(**asked)
    return [
        Sales(int(found[f"amount{n}"]), found[f"orders{n}"], found[f"customers{n}"])
        for n in range(len(spans))
    ]
