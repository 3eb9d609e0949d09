"""How many of last year's customers are gone, and what they had bought."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import astuple, dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from typing import Any

from django.db.models import Case, Count, F, Q, QuerySet, Sum, Value, When
from django.utils.translation import gettext as _

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.assumptions.declaring import Own
from sanjing.foundation.entities import registry
from sanjing.foundation.entities.id_lists import among
from sanjing.foundation.figures.queries import figure, kept_on
from sanjing.foundation.figures.sights import everybody
from sanjing.kernel.periods import add_months
from sanjing.modules.customers.models import Customer
from sanjing.modules.losses.models import Departure
from sanjing.modules.orders.models import Return

FEW = 30
"""Of fewer customers a rate says nothing."""
SHOWN = 20
TENTH = Decimal("0.1")


@dataclass(frozen=True, slots=True)
class Year:
    """Those who bought in the twelve months up to `before` and had not left by then.

    `lost` of them bought nothing since, or left. Amounts are of those twelve months, less what came back,
    in 分; `lost_spent` is before that. `fresh` bought since and not in those twelve months.
    """

    before: date
    today: date
    active: int = 0
    lost: int = 0
    fresh: int = 0
    amount: int = 0
    lost_amount: int = 0
    lost_spent: int = 0

    @property
    def since(self) -> date:
        return add_months(self.before, -12)

    @property
    def rate(self) -> Fraction | None:
        return Fraction(self.lost, self.active) if self.active else None

    @property
    def average(self) -> int:
        return round(Fraction(self.amount, self.active)) if self.active else 0

    @property
    def lost_average(self) -> int:
        """What one of those lost had bought; of one of all where none was lost."""
        return round(Fraction(self.lost_amount, self.lost)) if self.lost else self.average

    @property
    def kept(self) -> int:
        return self.active - self.lost

    @property
    def is_few(self) -> bool:
        return self.active < FEW


@dataclass(frozen=True, slots=True)
class Gone:
    """A lost customer, what they bought in the year before, and why they left, if that is known."""

    customer: Customer
    amount: int
    departure: Departure | None


@dataclass(frozen=True, slots=True)
class Why:
    """So many of the lost left for a reason, None where it was not told; `spent` is before returns (分)."""

    reason: int | None
    customers: int
    spent: int


class Reading:
    """The figures of one reader as of a day: orders and customers that `actor` sees."""

    def __init__(self, actor: Actor, today: date):
        self.actor, self.today, self.before = actor, today, add_months(today, -12)
        self.since = add_months(self.before, -12)
        self.orders = self._orders()
        departures = registry.get("departure").visible_to(actor).filter(left_on__lte=today)
        back_later = Q(came_back_on=None) | Q(came_back_on__gt=today)
        self.departures = departures.filter(back_later).order_by()
        rows = self.departures.select_related("reason__parent")
        self.gone = {one.customer_id: one for one in rows}
        there = Q(came_back_on=None) | Q(came_back_on__gt=self.before)
        earlier = departures.filter(there, left_on__lte=self.before)
        self.gone_before = set(earlier.values_list("customer", flat=True))

    def _orders(self) -> Any:
        orders = registry.get("order").visible_to(self.actor).sold().order_by()
        seen = registry.get("customer").visible_to(self.actor).order_by().values("pk")
        days = {"ordered_on__gt": self.since, "ordered_on__lte": self.today}
        return orders.filter(customer__in=seen, **days)

    def by_customer(self) -> QuerySet:
        """A row a customer: orders and amount of the year before, orders since, whether gone by now."""
        then, since = Q(ordered_on__lte=self.before), Q(ordered_on__gt=self.before)
        rows = self.orders.exclude(customer__in=among(self.gone_before)).values("customer")
        rows = rows.annotate(
            n=Count("pk", filter=then), spent=Sum("amount", filter=then, default=0), later=Count("pk", filter=since)
        )  # fmt: skip
        gone = Q(later=0) | Q(customer__in=self.departures.values("customer"))
        return rows.annotate(
            was=Case(When(n__gt=0, then=Value(1)), default=Value(0)),
            left=Case(When(gone & Q(n__gt=0), then=Value(1)), default=Value(0)),
        )

    def year(self) -> Year:
        rows = self.by_customer()
        sums = rows.aggregate(
            active=Sum("was", default=0), lost=Sum("left", default=0), all=Count("customer"),
            amount=Sum("spent", default=0), lost_amount=Sum(F("spent") * F("left"), default=0),
        )  # fmt: skip
        return Year(
            self.before, self.today, sums["active"], sums["lost"], sums["all"] - sums["active"],
            sums["amount"] - self.returned(rows.filter(was=1)),
            sums["lost_amount"] - self.returned(rows.filter(left=1)),
            sums["lost_amount"],
        )  # fmt: skip

    def returned(self, rows: QuerySet) -> int:
        """What came back of the orders of the year before of these customers."""
        came = Return.objects.came_in().filter(
            order__ordered_on__gt=self.since, order__ordered_on__lte=self.before,
        )  # fmt: skip
        back = dict(came.order_by().values_list("customer").annotate(sum=Sum("amount")))
        of_these = rows.filter(customer__in=among([pk for pk in back if pk])).values_list(
            "customer", flat=True
        )
        return sum(back[pk] for pk in of_these) if back else 0

    def lost(self) -> list[tuple[int, int]]:
        """Key and amount, before returns, of the lost ones who had bought most, at most SHOWN."""
        rows = self.by_customer().filter(left=1).order_by("-spent", "customer")
        return list(rows.values_list("customer", "spent")[:SHOWN])

    def by_reason(self) -> list[Why]:
        """Those of the lost that a departure is known of, by its reason."""
        known = self.by_customer().filter(left=1, customer__in=among(self.gone.keys()))
        sums: dict[int | None, list[int]] = {}
        for pk, spent in known.values_list("customer", "spent"):
            held = sums.setdefault(self.gone[pk].reason_id, [0, 0])
            held[0] += 1
            held[1] += spent
        return [Why(reason, n, spent) for reason, (n, spent) in sums.items()]


class Churn:
    """The same for pages: kept as of the last night where sums are kept, else reckoned as of `today`."""

    def __init__(self, actor: Actor, today: date):
        self.actor, self.night = actor, kept_on(today)
        self.day = self.night or today

    @cached_property
    def reading(self) -> Reading:
        return Reading(self.actor, self.day)

    def kept(self, name: str, reckon: Callable[[], Any]) -> Any:
        return figure(f"churn.{name}", self.actor, self.day, lambda _day: reckon())

    def year(self) -> Year:
        return Year(*self.kept("year", lambda: astuple(self.reading.year())))

    def lost(self) -> list[Gone]:
        """The lost ones who had bought most, as far as they are seen now, with what is known of why."""
        top = self.kept("lost", lambda: self.reading.lost())
        keys = [pk for pk, _spent in top]
        seen = registry.get("customer").visible_among(self.actor, keys)
        known = seen.select_related("owner").in_bulk()
        departures = registry.get("departure").visible_to(self.actor)
        rows = departures.filter(customer__in=keys, came_back_on=None, left_on__lte=self.day)
        told = {one.customer_id: one for one in rows.select_related("reason__parent")}
        return [Gone(known[pk], spent, told.get(pk)) for pk, spent in top if pk in known]

    def by_reason(self) -> list[Why]:
        kept = self.kept("reasons", lambda: [astuple(one) for one in self.reading.by_reason()])
        return [Why(*one) for one in kept]

    def read(self) -> None:
        """All of it, so that it is kept."""
        self.year(), self.lost(), self.by_reason()


def own_churn(on: date) -> Own | None:
    """The part of the customers of a year ago that the company lost, for the register of numbers."""
    found = Churn(everybody(), on).year()
    if found.rate is None or found.is_few:
        return None
    told = _("%(day)s 前一年买过的 %(active)s 位，走了 %(lost)s 位") % {
        "day": f"{found.before:%Y-%m-%d}", "active": f"{found.active:,}", "lost": f"{found.lost:,}"
    }  # fmt: skip
    percent = Decimal(100 * found.lost) / found.active
    return Own(percent.quantize(TENTH), told)
