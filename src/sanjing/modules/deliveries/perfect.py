"""How many orders came in time, complete and without a fault, and what was wrong with the others."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, F, Q, QuerySet
from django.db.models.functions import Substr, TruncMonth
from django.utils.translation import gettext as _

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.accounts.models import User
from sanjing.foundation.entities import registry
from sanjing.foundation.entities.errors import Forbidden
from sanjing.kernel.periods import add_months
from sanjing.kernel.regions import short_region_name
from sanjing.modules.deliveries.queries import (
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
MOST = 60
FAULTS = [key for key, _label in OUTCOMES if key not in ("perfect", "open")]
DIMENSIONS = ("month", "owner", "region", "carrier")
Measured = QuerySet[Any, Any]
"""Orders annotated with the day they were `due`, what was `found` of them, and what was `wrong`."""
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
    measured = due_orders(orders, window)
    return Report(
        whole=whole(measured, window),
        rows=rates(measured, window, by),
        causes=causes(measured, window),
        unmeasured=without_day(orders, window).count(),
    )


def due_orders(orders: QuerySet[Order], window: Window) -> Measured:
    """Those that fell due in the window, with what can be said of them. Nothing is open any more."""
    rows = orders.annotate(due=due_day(), found=outcome(), wrong=problem()).order_by()
    rows = rows.filter(due__gte=window.since, due__lte=window.end)
    return rows.exclude(found=None).exclude(found="open")


def without_day(orders: Any, window: Window) -> QuerySet[Order]:
    """Orders of the time that nobody said a day for, or that were closed without one."""
    placed = Q(ordered_on__gte=window.since, ordered_on__lte=window.end)
    return orders.sold().annotate(found=outcome()).filter(placed, found=None)


def whole(measured: Measured, window: Window) -> Rate:
    sums = measured.aggregate(due_n=Count("pk"), good=Count("pk", filter=Q(found="perfect")))
    return Rate(_("合计"), sums["due_n"], sums["good"], window.address(), faulty(window))


def faulty(window: Window, **more: str) -> str:
    return window.address(outcome__in=",".join(FAULTS), **more)


def rates(measured: Measured, window: Window, by: str) -> list[Rate]:
    """The same by month in order of time, else by owner, city or carrier, the most orders first."""
    key: Any = {
        "month": TruncMonth("due"), "owner": F("owner"), "carrier": carrier(),
        "region": Substr("customer__region", 1, CITY),
    }[by]  # fmt: skip
    groups = measured.annotate(by=key).values_list("by")
    found = list(groups.annotate(n=Count("pk"), good=Count("pk", filter=Q(found="perfect"))))
    names = labels(by, [key for key, *_sums in found])
    rows = [rate_of(by, key, names.get(key, ""), n, good, window) for key, n, good in found]
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


def causes(measured: Measured, window: Window) -> list[Cause]:
    """What was wrong, the most frequent first; an order both late and damaged stands under both."""
    found = measured.values_list("found", "wrong").annotate(n=Count("pk"))
    words = dict(OUTCOMES)
    counts: dict[str, int] = {}
    for said, wrong, n in found:
        if said in ("late", "missing", "refused"):
            counts[said] = counts.get(said, 0) + n
        if wrong:
            counts[wrong] = counts.get(wrong, 0) + n
    problems = {key for key, _label in PROBLEMS}
    ordered = sorted(counts.items(), key=lambda item: (-item[1], FAULTS.index(item[0])))
    asked = {key: "delivery_problem" if key in problems else "outcome" for key in counts}
    return [Cause(str(words[key]), n, window.address(**{asked[key]: key})) for key, n in ordered]
