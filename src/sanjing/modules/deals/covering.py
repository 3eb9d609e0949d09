"""How many customers of a region, industry, class or source somebody looks after (S183)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, Q
from django.db.models.functions import Left

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.entities import registry
from sanjing.foundation.figures.queries import figure
from sanjing.kernel.regions import own_region_name, region_name
from sanjing.modules.deals.models import Deal, Outcome

LATELY = timedelta(days=90)
PATHS = ("region", "industry", "grade", "source")
MOST = 12
CITY, DISTRICT = 4, 6


@dataclass(frozen=True, slots=True)
class Covered:
    """Customers alike in one thing: how many, at how many a deal is open, and who of the rest was spoken to
    lately. `asked` is the condition under which a list shows them.
    """

    code: str
    label: str
    asked: str
    customers: int
    with_deals: int
    spoken_to: int

    @property
    def left_alone(self) -> int:
        return self.customers - self.with_deals - self.spoken_to

    @property
    def percent(self) -> float:
        """The share of those at whom something goes on."""
        return 100 * (1 - self.left_alone / self.customers)


def covered(actor: Actor, path: str, at: datetime) -> list[Covered]:
    """The largest groups by one of `PATHS`, the largest first; nothing of a field one may not read."""
    entity = registry.get("customer")
    if not actor.may(entity.name, "see") or not entity.may_read(path, actor):
        return []
    labels = entity.columns[path].option_labels if path in ("grade", "source") else {}
    kept = figure(f"deals.covered:{path}", actor, date.max, lambda _day: counted(actor, path, at))
    return [
        Covered(code, label_of(code, path, labels), condition(path, code), *counts)
        for code, *counts in kept
    ]


def counted(actor: Actor, path: str, at: datetime) -> list[tuple[Any, ...]]:
    """(group, customers, with open deals, spoken to), the largest first."""
    customers = registry.get("customer").visible_to(actor).exclude(**{path: ""})
    length = depth(customers) if path == "region" else None
    key: Any = Left("region", length) if length else path
    busy = Q(pk__in=Deal.objects.filter(outcome=Outcome.OPEN, removed_at=None).values("customer"))
    spoken_to = ~busy & Q(last_contacted_at__gte=at - LATELY)
    groups = customers.values_list(key).order_by()
    rows = groups.annotate(
        n=Count("pk"), busy=Count("pk", filter=busy), spoken=Count("pk", filter=spoken_to)
    )
    return list(rows.order_by("-n", key)[:MOST])


def depth(customers: Any) -> int:
    """Districts where all customers are in one city, else cities."""
    found = customers.values_list(Left("region", CITY)).order_by().distinct()[:2]
    if len(found) > 1 or len(customers.values_list("region").order_by().distinct()[:2]) < 2:
        return CITY
    return DISTRICT


def label_of(code: str, path: str, labels: dict[Any, Any]) -> str:
    if path != "region":
        return str(labels.get(code, code))
    return (own_region_name(code) if len(code) == DISTRICT else region_name(code)) or code


def condition(path: str, code: str) -> str:
    return urlencode({"region__within" if path == "region" else f"{path}__is": code})
