"""How promises were kept, made ready for the page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from django.db.models.functions import TruncMonth
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.accounts.models import User
from sanjing.foundation.entities import registry
from sanjing.modules.promises import queries
from sanjing.modules.promises.models import FELL_DUE, Kind
from sanjing.modules.promises.rules import LEAST_TO_RANK, Tally, interval

MOST_CUSTOMERS = 30
COLUMNS = {
    "owner": gettext_lazy("谁答应的"),
    "kind": gettext_lazy("种类"),
    "customer": gettext_lazy("客户"),
}


@dataclass(frozen=True, slots=True)
class Row:
    """One person, kind or customer: what fell due, what was kept, and the promises behind it."""

    label: str
    tally: Tally
    url: str

    @property
    def percent(self) -> int | None:
        return None if self.tally.rate is None else round(self.tally.rate * 100)

    @property
    def range(self) -> tuple[int, int]:
        low, high = interval(self.tally.on_time, self.tally.due)
        return round(low * 100), round(high * 100)


@dataclass(frozen=True, slots=True)
class Score:
    """The whole, those with enough promises from weakest to strongest, and those with too few."""

    whole: Row
    ranked: list[Row]
    few: list[Row]


def score(actor: Actor, by: str, *, since: date, as_of: date) -> Score:
    """How promises that fell due from `since` to `as_of` were kept, by owner, kind or customer."""
    tallies = queries.tallies(actor, by, since=since, as_of=as_of)
    names = labels(actor, by, tallies)
    rows = [
        Row(names.get(key, _("（无）")), tally, address(since, as_of, **{by: key}))
        for key, tally in tallies.items()
    ]
    whole = Tally(
        sum(t.on_time for t in tallies.values()),
        sum(t.late for t in tallies.values()),
        sum(t.unkept for t in tallies.values()),
    )
    ranked = sorted(
        (r for r in rows if r.tally.may_rank), key=lambda r: (r.tally.rate, -r.tally.due)
    )
    few = sorted((r for r in rows if not r.tally.may_rank), key=lambda r: -r.tally.due)
    most = MOST_CUSTOMERS
    return Score(Row(_("合计"), whole, address(since, as_of)), ranked[:most], few[:most])


def labels(actor: Actor, by: str, keys: Mapping[Any, Tally]) -> dict[Any, str]:
    if by == "owner":
        return {user.pk: user.name for user in User.objects.filter(pk__in=[k for k in keys if k])}
    if by == "kind":
        return {key: str(label) for key, label in Kind.choices}
    seen = registry.get("customer").visible_among(actor, list(keys))
    return dict(seen.values_list("pk", "name"))


def address(since: date, as_of: date, **more: Any) -> str:
    """The list of the promises that a number counts."""
    asked = {
        "due_on__after": (since - timedelta(1)).isoformat(),
        "due_on__before": (as_of + timedelta(1)).isoformat(),
        "state__in": ",".join(FELL_DUE),
        **{name: value for name, value in more.items() if value},
    }
    return f"/promises/?{urlencode(asked, safe=',')}"


def by_month(actor: Actor, *, since: date, as_of: date) -> list[tuple[date, Tally]]:
    """The same by the month in which promises fell due."""
    found = queries.tallies(actor, TruncMonth("due_on"), since=since, as_of=as_of)
    return sorted(found.items())


def chart(found: Score, by: str) -> dict[str, Any] | None:
    """Bars of the share kept in time, the weakest on top; None where nothing may be ranked."""
    if not found.ranked:
        return None
    rows = found.ranked[::-1]
    bars = [{"value": row.percent, "url": row.url} for row in rows]
    weakest = found.ranked[0]
    title = _("兑现最少的%(by)s：%(label)s，按时 %(percent)s%%（%(count)s 条）") % {
        "by": _("同事") if by == "owner" else COLUMNS[by], "label": weakest.label, "percent": weakest.percent,
        "count": weakest.tally.due,
    }  # fmt: skip
    option = {
        "tooltip": {"trigger": "axis"},
        "grid": {"left": 8, "right": 24, "top": 16, "bottom": 8, "containLabel": True},
        "xAxis": {"type": "value", "max": 100, "name": "%"},
        "yAxis": {"type": "category", "data": [row.label for row in rows]},
        "series": [{"type": "bar", "name": _("按时兑现"), "data": bars, "barMaxWidth": 22}],
    }
    note = _("少于 %(least)s 条的不排名。") % {"least": LEAST_TO_RANK}
    return {"title": title, "option": option, "note": note}


def trend(months: list[tuple[date, Tally]]) -> dict[str, Any] | None:
    """The share kept in time by month; a month with too few promises is left out of the line."""
    if len(months) < 2:
        return None
    points = [
        round(t.rate * 100) if t.rate is not None and t.may_rank else None for _d, t in months
    ]
    return {
        "tooltip": {"trigger": "axis"},
        "grid": {"left": 8, "right": 24, "top": 16, "bottom": 8, "containLabel": True},
        "xAxis": {"type": "category", "data": [f"{day:%Y-%m}" for day, _t in months]},
        "yAxis": {"type": "value", "max": 100, "min": 0, "name": "%"},
        "series": [{"type": "line", "name": _("按时兑现"), "data": points, "connectNulls": True}],
    }
