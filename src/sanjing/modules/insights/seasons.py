"""季节: which months of a year sell what, and who bought in the coming season and has not ordered yet."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import astuple, dataclass
from datetime import date, timedelta
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import (
    BigIntegerField,
    Case,
    Count,
    Exists,
    F,
    IntegerField,
    Max,
    OuterRef,
    Q,
    Sum,
    When,
)
from django.db.models.functions import Floor

from sanjing.analytics.season import MOST_YEARS, Calendar, Sold, calendar
from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.figures.queries import figure
from sanjing.kernel.periods import add_months
from sanjing.modules.customers.models import Customer
from sanjing.modules.insights.models import SeasonTask
from sanjing.modules.insights.reading import (
    BACK,
    CATEGORY,
    came_back,
    customers,
    lines_back,
    of_seen,
    sold,
    spent,
)
from sanjing.modules.orders.models import Order

LOOKS_BACK = 3
"""How many earlier years are asked for who bought in a season."""
EARLY = 30
"""An order this many days before a season is already one for it."""
MOST = 200
BUYERS = 30


@dataclass(frozen=True, slots=True)
class Season:
    """The days from `starts_on` up to, without, `ends_on`, for goods of `category`; blank is any."""

    starts_on: date
    ends_on: date
    category: str = ""

    @classmethod
    def of(cls, month: date, months: int, category: str) -> Season:
        start = month.replace(day=1)
        return cls(start, add_months(start, months), category)

    @property
    def months(self) -> int:
        start, end = self.starts_on, self.ends_on
        return 12 * (end.year - start.year) + end.month - start.month

    @property
    def ordered_since(self) -> date:
        """From this day on an order is one for the season."""
        return self.starts_on - timedelta(EARLY)

    def earlier(self, years: int) -> tuple[date, date]:
        """The same season that many years ago."""
        return add_months(self.starts_on, -12 * years), add_months(self.ends_on, -12 * years)

    def bought(self, years: int) -> Q:
        start, end = self.earlier(years)
        return Q(ordered_on__gte=start, ordered_on__lt=end)


def calendars(actor: Actor, today: date) -> tuple[Calendar, dict[str, Calendar]]:
    """The year of all orders, and that of each category by name; "" has none."""

    def reckon(day: date) -> list[Any]:
        whole, groups = reckoned(actor, day)
        return [astuple(whole), [[name, *astuple(one)] for name, one in groups.items()]]

    whole, groups = figure("season.year", actor, today, reckon)
    return told(whole), {name: told(one) for name, *one in groups}


def told(kept: Sequence[Any]) -> Calendar:
    years, amounts, orders = kept
    return Calendar(years, tuple(amounts), tuple(orders))


def reckoned(actor: Actor, today: date) -> tuple[Calendar, dict[str, Calendar]]:
    """As `calendars` tells it.

    Grouped by the day first, as orders come from their index: SQLite then takes half the time.
    """
    end = today.replace(day=1)
    rows = sold(actor).filter(ordered_on__gte=add_months(end, -12 * MOST_YEARS), ordered_on__lt=end)
    lines = rows.filter(rows__isnull=False).values_list("ordered_on", CATEGORY)
    groups: dict[str, list[Sold]] = defaultdict(list)
    sums = lines.annotate(Sum("rows__amount"), Count("pk", distinct=True))
    for day, category, amount, count in sums:
        groups[category or ""].append((day, amount, count))
    back = lines_back(rows).values_list(f"{BACK}ordered_on", "product__category")
    for day, category, amount in back.annotate(Sum("amount")):
        groups[category or ""].append((day, -amount, 0))
    found = {name: calendar(group, end=end) for name, group in groups.items()}
    ordered = sorted(found.items(), key=lambda item: (-item[1].amount, item[0]))
    return calendar(by_day(rows), end=end), dict(ordered)


def calendar_of(actor: Actor, customer: Customer, today: date) -> Calendar:
    """The year of one customer."""
    end = today.replace(day=1)
    return calendar(by_day(sold(actor).filter(customer=customer, ordered_on__lt=end)), end=end)


def by_day(orders: Any) -> list[Sold]:
    """What was ordered on each day, and less what came back of it."""
    placed = orders.values_list("ordered_on").annotate(Sum("amount"), Count("pk"))
    back = came_back(orders).values_list("order__ordered_on").annotate(Sum("amount"))
    return [*placed, *((day, -amount, 0) for day, amount in back)]


@dataclass(frozen=True, slots=True)
class Buyer:
    """In which months a customer bought: orders by month, January first, over `years` years."""

    customer: Customer
    amount: int
    months: tuple[int, ...]


def buyers(actor: Actor, today: date, category: str) -> list[Buyer]:
    """The customers who bought most of a category in the last years, each with its months."""
    name = f"season.buyers:{category}"
    kept = figure(name, actor, today, lambda day: reckoned_buyers(actor, day, category))
    found = customers(actor).in_bulk([pk for pk, *_rest in kept])
    return [Buyer(found[pk], amount, tuple(months)) for pk, amount, months in kept if pk in found]


def reckoned_buyers(actor: Actor, today: date, category: str) -> list[tuple[int, int, list[int]]]:
    """(customer, 分, orders by month) of them."""
    orders = sold(actor).filter(of_seen(actor), ordered_on__lte=today)
    orders = orders.filter(ordered_on__gte=add_months(today, -12 * LOOKS_BACK))
    rows, money = within(orders, category), spent(orders, category)
    best = rows.values_list("customer").annotate(money=money).order_by("-money", "customer")
    amounts = dict(best[:BUYERS])
    months: dict[int, list[int]] = defaultdict(lambda: [0] * 12)
    days = rows.filter(customer__in=list(amounts)).values_list("customer", "ordered_on")
    for pk, day, count in days.annotate(Count("pk", distinct=True)):
        months[pk][day.month - 1] += count
    return [(pk, amount, months[pk]) for pk, amount in amounts.items()]


def within(orders: Any, category: str) -> Any:
    return orders.filter(**{CATEGORY: category}) if category else orders


@dataclass(frozen=True, slots=True)
class Expected:
    """A customer who bought in `years` of the earlier seasons, on the average for `amount` 分."""

    customer: Customer
    years: int
    amount: int
    last: date
    planned: bool
    task: int | None


@dataclass(frozen=True, slots=True)
class Before:
    """Who is to be asked before a season: `count` customers who bought for `amount` a season."""

    rows: list[Expected]
    count: int
    amount: int

    @property
    def more(self) -> bool:
        return self.count > len(self.rows)


def before(actor: Actor, season: Season) -> Before:
    """Customers who bought in the season in one of the last years and have not ordered for it, by money.

    An order a colleague took counts as ordered, whoever looks; also one since the list was kept.
    """
    name = f"season.before:{season.starts_on}:{season.ends_on}:{season.category}"
    count, amount, best = figure(name, actor, date.max, lambda _day: asked_of(actor, season))
    ids = [pk for pk, *_rest in best]
    came = set(ordered(season).filter(customer__in=ids).values_list("customer", flat=True))
    found = customers(actor).select_related("owner").in_bulk([pk for pk in ids if pk not in came])
    tasks = planned(season, ids)
    listed = [
        Expected(found[pk], years, a_year, last, pk in tasks, tasks.get(pk))
        for pk, years, a_year, last in best if pk in found
    ]  # fmt: skip
    gone = [a_year for pk, _years, a_year, _last in best if pk in came]
    return Before(listed, count - len(gone), amount - sum(gone))


def asked_of(actor: Actor, season: Season) -> tuple[int, int, list[tuple[int, int, int, date]]]:
    """How many customers, for how much, and (customer, years, 分 a year, last day) of the first MOST."""
    rows = expected(actor, season)
    totals = rows.aggregate(count=Count("customer"), amount=Sum("a_year", default=0))
    best = rows.order_by("-a_year", "customer").values_list("customer", "years", "a_year", "last")
    listed = [(pk, years, int(a_year), last) for pk, years, a_year, last in best[:MOST]]
    return totals["count"], int(totals["amount"]), listed


def ordered(season: Season) -> Any:
    """What was ordered for the season already, by whomever."""
    placed = Order.objects.sold().filter(ordered_on__gte=season.ordered_since)
    return within(placed, season.category)


def expected(actor: Actor, season: Season) -> Any:
    """A row a customer: years bought in, what that came to a year less returns, and the last day of it."""
    asked = reduce(or_, (season.bought(n) for n in range(1, LOOKS_BACK + 1)))
    since = ordered(season).filter(customer=OuterRef("customer"))
    orders = sold(actor).filter(asked, of_seen(actor))
    years: Any = sum(bought_in(season, n) for n in range(1, LOOKS_BACK + 1))
    rows = within(orders, season.category).filter(~Exists(since)).values("customer")
    money = spent(orders, season.category)
    rows = rows.annotate(years=years, money=money, last=Max("ordered_on")).filter(money__gt=0)
    return rows.annotate(a_year=Floor(F("money") / F("years"), output_field=BigIntegerField()))


def bought_in(season: Season, years: int) -> Any:
    """1 for who bought in the season that many years ago, else 0."""
    return Max(Case(When(season.bought(years), then=1), default=0, output_field=IntegerField()))


def planned(season: Season, ids: Collection[int]) -> dict[int, int | None]:
    """{customer: task} of those for whom one was made for the season or one that overlaps it."""
    rows = SeasonTask.objects.filter(
        customer__in=list(ids), starts_on__lt=season.ends_on, ends_on__gt=season.starts_on
    )
    same = Q(category__in=("", season.category)) if season.category else Q()
    return dict(rows.filter(same).order_by("pk").values_list("customer", "task"))
