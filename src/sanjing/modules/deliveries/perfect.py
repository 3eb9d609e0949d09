"""How many orders came in time, complete and without a fault, and what was wrong with the others."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, F, Q, QuerySet
from django.db.models.functions import Substr, TruncMonth
from django.utils import timezone
from django.utils.translation import gettext as _

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.accounts.models import User
from sanjing.foundation.entities import registry
from sanjing.foundation.entities.errors import Forbidden
from sanjing.foundation.figures.queries import figure
from sanjing.kernel.periods import add_months
from sanjing.kernel.regions import short_region_name
from sanjing.modules.deliveries.queries import (
    KEPT,
    OUTCOMES,
    PROBLEMS,
    carrier,
    due_day,
    outcome,
    problem,
)
from sanjing.modules.orders.models import Order

FEW = 10
"""Of fewer orders no rate is told."""
CITY = 4
MONTHS = 12
MOST = 60
FAULTS = [key for key, _label in OUTCOMES if key not in ("perfect", "open")]
DIMENSIONS = ("month", "owner", "region", "carrier")
Counted = tuple[Any, str, str, int]
NEEDED = ("outcome", "due_day", "delivery_problem", "delivery_carrier")


@dataclass(frozen=True, slots=True)
class Window:
    """Orders due from `since` to `end`; what is due today may still come in time."""

    since: date
    end: date

    def address(self, **more: str) -> str:
        """The list of the orders that a number counts."""
        asked = {
            "due_day__after": (self.since - timedelta(1)).isoformat(),
            "due_day__before": (self.end + timedelta(1)).isoformat(),
            "outcome__in": ",".join(["perfect", *FAULTS]),
        }
        if "outcome" in more:
            asked.pop("outcome__in")
        return f"/orders/?{urlencode(asked | more, safe=',')}"


@dataclass(frozen=True, slots=True)
class Rate:
    """Of `due` orders `perfect` were; `url` lists all of them, `faults` those that were not."""

    label: str
    due: int
    perfect: int
    url: str
    faults: str

    @property
    def bad(self) -> int:
        return self.due - self.perfect

    @property
    def few(self) -> bool:
        return self.due < FEW

    @property
    def percent(self) -> float | None:
        return None if self.few else 100 * self.perfect / self.due


@dataclass(frozen=True, slots=True)
class Cause:
    """What was wrong with `count` orders."""

    label: str
    count: int
    url: str


@dataclass(frozen=True, slots=True)
class Report:
    whole: Rate
    rows: list[Rate]
    causes: list[Cause]
    unmeasured: int


READ_WITH = {"owner": ("order", "owner"), "region": ("customer", "region")}


def dimensions(actor: Actor) -> list[str]:
    """What this reader may have it by."""
    asked = {by: READ_WITH.get(by, ("order", "outcome")) for by in DIMENSIONS}
    return [by for by, (name, field) in asked.items() if registry.get(name).may_read(field, actor)]


def report(actor: Actor, window: Window, by: str) -> Report:
    """Everything the page shows. Raises Forbidden for those who may not read what it is made of."""
    entity = registry.get("order")
    if not actor.may("order", "see") or not all(entity.may_read(name, actor) for name in NEEDED):
        raise Forbidden(_("您的角色看不到订单的交付结果。"))
    orders: Any = entity.visible_to(actor)
    name = f"{window.since}:{window.end}"
    counts = figure(
        f"perfect.{by}:{name}", actor, date.max, lambda _day: counted(orders, window, by)
    )
    unmeasured = figure(
        f"perfect.unmeasured:{name}",
        actor,
        date.max,
        lambda _day: without_day(orders, window).count(),
    )
    due = sum(n for *_rest, n in counts)
    good = sum(n for _by, found, _wrong, n in counts if found == "perfect")
    return Report(
        whole=Rate(_("合计"), due, good, window.address(), faulty(window)),
        rows=rates(counts, window, by),
        causes=causes(counts, window),
        unmeasured=unmeasured,
    )


def counted(orders: Any, window: Window, by: str) -> list[Counted]:
    """(group, what was found, what was wrong, orders) of all that fell due in the window: all
    figures of the page in one pass. Nothing of it is open any more.
    """
    key: Any = {
        "month": TruncMonth(due_day()), "owner": F("owner"), "carrier": carrier(),
        "region": Substr("customer__region", 1, CITY),
    }[by]  # fmt: skip
    rows = orders.filter(fell_due(window)).order_by()
    rows = rows.annotate(by=key, found=outcome(), wrong=problem())
    rows = rows.exclude(found=None).exclude(found="open").values_list("by", "found", "wrong")
    return list(rows.annotate(n=Count("pk")))


def fell_due(window: Window) -> Q:
    """That `due_day` lies in the window, said so that few rows need be worked out."""
    start, end = (
        timezone.make_aware(datetime.combine(day, time()))
        for day in (window.since, window.end + timedelta(1))
    )
    promised = Q(**{f"{KEPT}due_at__gte": start, f"{KEPT}due_at__lt": end})
    required = Q(required_on__gte=window.since, required_on__lte=window.end)
    return promised | required & Q(**{f"{KEPT}due_at": None})


def without_day(orders: Any, window: Window) -> QuerySet[Order]:
    """Orders of the time that nobody said a day for, or that were closed without one."""
    placed = Q(ordered_on__gte=window.since, ordered_on__lte=window.end)
    return orders.sold().annotate(found=outcome()).filter(placed, found=None)


def faulty(window: Window, **more: str) -> str:
    return window.address(outcome__in=",".join(FAULTS), **more)


def rates(counts: list[Counted], window: Window, by: str) -> list[Rate]:
    """The same by month in order of time, else by owner, city or carrier, the most orders first."""
    due: Counter[Any] = Counter()
    good: Counter[Any] = Counter()
    for key, found, _wrong, n in counts:
        due[key] += n
        good[key] += n if found == "perfect" else 0
    names = labels(by, due)
    rows = [rate_of(by, key, names.get(key, ""), n, good[key], window) for key, n in due.items()]
    if by == "month":
        return sorted(rows, key=lambda row: row.label)
    return sorted(rows, key=lambda row: (-row.due, row.label))[:MOST]


def rate_of(by: str, key: Any, label: str, due: int, good: int, window: Window) -> Rate:
    """One line; its addresses ask for exactly the orders it counts."""
    more: dict[str, str] = {}
    if by == "month":
        last = add_months(key, 1) - timedelta(1)
        window = Window(max(key, window.since), min(last, window.end))
    else:
        more = asked_for(by, key)
    return Rate(label, due, good, window.address(**more), faulty(window, **more))


def asked_for(by: str, key: Any) -> dict[str, str]:
    """The condition that finds the orders of one group in a list."""
    if by == "region":
        if key is None:
            return {"customer__empty": ""}
        op = "within" if len(key) == CITY else "is" if key else "empty"
        return {f"customer.region__{op}": key}
    name = "owner" if by == "owner" else "delivery_carrier"
    return {f"{name}__is": str(key)} if key else {f"{name}__empty": ""}


def labels(by: str, keys: Iterable[Any]) -> dict[Any, str]:
    keys = list(keys)
    if by == "month":
        return {key: f"{key:%Y-%m}" for key in keys}
    if by == "owner":
        names = User.objects.filter(pk__in=[key for key in keys if key])
        return {None: _("没有业务员")} | dict(names.values_list("pk", "name"))
    if by == "region":
        blank = {None: _("没有客户"), "": _("没填地区")}
        return blank | {key: short_region_name(key) or key for key in keys if key}
    return {key: key or _("没有承运或不止一家") for key in keys}


def causes(counts: list[Counted], window: Window) -> list[Cause]:
    """What was wrong, the most frequent first; an order both late and damaged stands under both."""
    words, problems = dict(OUTCOMES), dict(PROBLEMS)
    sums: Counter[str] = Counter()
    for _by, found, wrong, n in counts:
        for fault in {found, wrong} - {"perfect", ""}:
            sums[fault] += n
    asked = {key: "delivery_problem" if key in problems else "outcome" for key in sums}
    ordered = sorted(sums.items(), key=lambda item: (-item[1], FAULTS.index(item[0])))
    return [Cause(str(words[key]), n, window.address(**{asked[key]: key})) for key, n in ordered]


def year_up_to(end: date) -> Window:
    """What the page tells unless it is asked for another time."""
    return Window(add_months(end, -MONTHS) + timedelta(1), end)
