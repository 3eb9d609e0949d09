"""Standing promises: which hold for an order, by when it is due, and how well they are kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import (
    Case,
    Count,
    DateField,
    DateTimeField,
    Exists,
    ExpressionWrapper,
    F,
    OuterRef,
    Q,
    QuerySet,
    Value,
    When,
)
from django.db.models.functions import TruncDate
from django.db.models.lookups import GreaterThan, IsNull, LessThan
from django.utils import timezone

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.entities import registry
from sanjing.modules.deliveries.models import StandingPromise
from sanjing.modules.deliveries.queries import KEPT, came_day
from sanjing.modules.deliveries.rules import due_after_order, end_of, whole_days
from sanjing.modules.orders.models import Order, OrderLine

SHOWN = 30
MOST = 12
FEW = 10
"""Of fewer cases no rate is told."""
DAY_OF = {StandingPromise.Start.ORDER: "ordered_on", StandingPromise.Start.REQUIRED: "required_on"}


@dataclass(frozen=True, slots=True)
class Measure:
    """How a promise was kept: orders in time, late, still open, and without any day they came on."""

    kept: int
    late: int
    open: int
    unknown: int

    @property
    def due(self) -> int:
        return self.kept + self.late

    @property
    def percent(self) -> float | None:
        return 100 * self.kept / self.due if self.due >= FEW else None


def in_force(day: date) -> QuerySet[StandingPromise]:
    rows = StandingPromise.objects.filter(removed_at=None, valid_from__lte=day)
    return rows.filter(Q(valid_until=None) | Q(valid_until__gte=day))


def due_at(order: Order) -> datetime | None:
    """The end of the day the customer required, else what the tightest standing promise says."""
    zone = timezone.get_current_timezone()
    if order.required_on:
        return end_of(order.required_on, zone)
    written = timezone.localtime(order.created_at)
    ends = [
        due_after_order(
            order.ordered_on, written, days=one.allowed,
            hours=one.allowed if one.unit == StandingPromise.Unit.HOURS else None,
        )
        for one in in_force(order.ordered_on)
        if one.start == StandingPromise.Start.ORDER and concerns(one, order)
    ]  # fmt: skip
    return min(ends, default=None)


def concerns(promise: StandingPromise, order: Order) -> bool:
    customer = order.customer
    if promise.region and not (customer and customer.region.startswith(promise.region)):
        return False
    if promise.grade and not (customer and customer.grade == promise.grade):
        return False
    lines = OrderLine.objects.filter(order=order, product__category=promise.category)
    return not promise.category or lines.exists()


def orders_under(promise: StandingPromise, actor: Actor, since: date) -> QuerySet[Any, Any]:
    """The orders from `since` on that a promise holds for, as far as `actor` sees them, each with
    `kept_as`: kept, late, open, or None where nobody knows when it came.
    """
    rows: Any = registry.get("order").visible_to(actor)
    rows = rows.sold().filter(ordered_on__gte=max(since, promise.valid_from))
    if promise.valid_until:
        rows = rows.filter(ordered_on__lte=promise.valid_until)
    if promise.region:
        rows = rows.filter(customer__region__startswith=promise.region)
    if promise.grade:
        rows = rows.filter(customer__grade=promise.grade)
    if promise.start == StandingPromise.Start.REQUIRED:
        rows = rows.filter(required_on__isnull=False)
    if promise.category:
        lines = OrderLine.objects.filter(order=OuterRef("pk"), product__category=promise.category)
        rows = rows.filter(Exists(lines))
    return rows.annotate(kept_as=kept_as(promise))


def kept_as(promise: StandingPromise) -> Any:
    came, last = came_day(), last_day(promise)
    not_there = Q(IsNull(came, True))
    closed = Q(state=Order.State.DONE, **{f"{KEPT}order__isnull": True})
    return Case(
        When(not_there & closed, then=None),
        When(not_there & Q(LessThan(last, timezone.localdate())), then=Value("late")),
        When(not_there, then=Value("open")),
        When(Q(GreaterThan(came, last)), then=Value("late")),
        *([When(hours_over(promise), then=Value("late"))] if by_the_hour(promise) else []),
        default=Value("kept"),
    )


def by_the_hour(promise: StandingPromise) -> bool:
    return promise.unit == StandingPromise.Unit.HOURS


def last_day(promise: StandingPromise) -> Any:
    """The day by the end of which an order has to be there."""
    if not by_the_hour(promise):
        return days_after(DAY_OF[StandingPromise.Start(promise.start)], promise.allowed)
    ends = TruncDate(hours_after("created_at", promise.allowed))
    return Case(
        When(written_that_day(), then=ends),
        default=days_after("ordered_on", whole_days(promise.allowed)),
        output_field=DateField(),
    )


def hours_over(promise: StandingPromise) -> Q:
    """Whether it came on the last day, yet after the hour."""
    end = hours_after("created_at", promise.allowed)
    return Q(written_that_day()) & Q(GreaterThan(F(f"{KEPT}came_at"), end))


def written_that_day() -> Q:
    return Q(ordered_on=TruncDate("created_at"))


def hours_after(name: str, hours: int) -> Any:
    return ExpressionWrapper(F(name) + timedelta(hours=hours), output_field=DateTimeField())


def days_after(name: str, days: int) -> Any:
    return ExpressionWrapper(F(name) + timedelta(days), output_field=DateField())


def measure(
    promise: StandingPromise, actor: Actor, since: date, end: date | None = None
) -> Measure:
    """How it was kept of orders placed from `since` to `end`."""
    rows = orders_under(promise, actor, since).order_by().values_list("kept_as")
    rows = rows.filter(ordered_on__lte=end) if end else rows
    found = dict(rows.annotate(n=Count("pk")))
    return Measure(
        found.get("kept", 0), found.get("late", 0), found.get("open", 0), found.get(None, 0)
    )


def exceptions(promise: StandingPromise, actor: Actor, since: date) -> list[Order]:
    """The newest orders that came late or not at all, one more than are shown."""
    rows = orders_under(promise, actor, since).filter(kept_as="late").annotate(came=came_day())
    return list(rows.select_related("customer").order_by("-ordered_on", "-pk")[: SHOWN + 1])


def kept_now(actor: Actor, since: date, end: date) -> list[tuple[StandingPromise, Measure]]:
    """Every promise that was in force between two days, and how it was kept."""
    if not actor.may("standingpromise", "see"):
        return []
    rows = StandingPromise.objects.filter(removed_at=None, valid_from__lte=end)
    rows = rows.filter(Q(valid_until=None) | Q(valid_until__gte=since)).order_by(
        "-valid_from", "pk"
    )
    return [(one, measure(one, actor, since, end)) for one in rows[:MOST]]
