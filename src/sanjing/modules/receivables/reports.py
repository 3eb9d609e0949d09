"""What customers owe by age and by month, made ready for the page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from django.db.models import F, Sum
from django.db.models.functions import TruncMonth
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.charts import money, scale_for
from sanjing.foundation.entities import registry
from sanjing.kernel.periods import add_months
from sanjing.modules.receivables.ageing import Ageing, Line
from sanjing.modules.receivables.models import Invoice
from sanjing.modules.receivables.rules import bounds

PARTS = {
    "not_due": gettext_lazy("未到期"),
    "days_30": gettext_lazy("1–30 天"),
    "days_60": gettext_lazy("31–60 天"),
    "days_90": gettext_lazy("61–90 天"),
    "days_180": gettext_lazy("91–180 天"),
    "older": gettext_lazy("180 天以上"),
}
OVERDUE = "overdue"
GROUPS = {
    "customer": gettext_lazy("按客户"),
    "owner": gettext_lazy("按负责人"),
    "region": gettext_lazy("按城市"),
}
PATHS = {"customer": "customer", "owner": "customer.owner", "region": "customer.region"}
MONTHS = 12
Chart = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Asked:
    """`as_of` which day, grouped `by` what; `live` where it is today and the list of invoices tells it."""

    as_of: date
    by: str
    live: bool

    def address(self, part: str = "", line: Line | None = None) -> str:
        """Where the invoices behind a figure are."""
        return self._list(part, line) if self.live else self._then(part, line)

    def _list(self, part: str, line: Line | None) -> str:
        first: date | None = None
        last = self.as_of - timedelta(1) if part == OVERDUE else None
        if part in PARTS:
            first, last = bounds(part, self.as_of)
        asked = {"state__in": "open,part"}
        if first:
            asked["due_on__after"] = (first - timedelta(1)).isoformat()
        if last:
            asked["due_on__before"] = (last + timedelta(1)).isoformat()
        if line:
            path = f"{PATHS[self.by]}__within" if self.by == "region" else PATHS[self.by]
            asked |= {path: line.key} if line.key else {f"{PATHS[self.by]}__empty": ""}
        return f"/invoices/?{urlencode(asked, safe=',')}"

    def _then(self, part: str, line: Line | None) -> str:
        asked = {"as_of": self.as_of.isoformat(), "part": part}
        if line:
            asked |= {"by": self.by, "key": line.key or ""}
        return f"/receivables/open/?{urlencode(asked)}"


@dataclass(frozen=True, slots=True)
class Row:
    """One line with an address under every figure; cells are (label, amount, address)."""

    name: str
    url: str
    cells: list[tuple[Any, int, str]]


def row(asked: Asked, line: Line, *, whole: bool = False) -> Row:
    """A line of the table, or the sum of them all."""
    at = None if whole else line
    cells = [(label, line.parts.get(n, 0), asked.address(n, at)) for n, label in PARTS.items()]
    sums = [
        (_("合计"), line.owed, asked.address("", at)),
        (_("逾期"), line.overdue, asked.address(OVERDUE, at)),
    ]
    own = f"/customers/{line.key}/" if asked.by == "customer" and at else asked.address("", at)
    return Row(line.name, own, [*cells, *sums])


def chart(asked: Asked, found: Ageing) -> Chart:
    """Bars of what is owed by age, with the finding as its title."""
    whole = found.total
    scale, unit = scale_for(max(map(abs, whole.parts.values()), default=0))
    bars = [{"value": whole.parts[name] / scale, "url": asked.address(name)} for name in PARTS]
    option = {
        "tooltip": {"trigger": "axis"},
        "grid": {"left": 8, "right": 16, "top": 32, "bottom": 8, "containLabel": True},
        "xAxis": {"type": "category", "data": [str(label) for label in PARTS.values()]},
        "yAxis": {"type": "value", "name": unit},
        "series": [{"type": "bar", "name": _("应收余额"), "data": bars, "barMaxWidth": 48}],
    }
    return {"title": finding(whole), "option": option}


def finding(whole: Line) -> str:
    if whole.overdue <= 0:
        return _("没有逾期的应收")
    long_due = sum(whole.parts.get(name, 0) for name in ("days_180", "older"))
    told = {
        "overdue": money(whole.overdue),
        "percent": round(whole.overdue * 100 / whole.owed) if whole.owed > 0 else 100,
        "long": money(long_due),
    }
    return _("逾期 %(overdue)s，占应收 %(percent)s%%；其中 90 天以上 %(long)s") % told


def by_month(actor: Actor, as_of: date) -> Iterator[tuple[date, int, int]]:
    """(month, booked as owed, received and not paid back) of the last twelve, the newest first."""
    first = add_months(as_of.replace(day=1), 1 - MONTHS)
    seen = registry.get("invoice").visible_to(actor).exclude(state=Invoice.State.VOID)
    booked = monthly(seen, "booked_on", "amount", first, as_of)
    came = monthly(
        registry.get("receipt").visible_to(actor),
        "received_on",
        F("amount") - F("refunded"),
        first,
        as_of,
    )
    for back in range(MONTHS):
        month = add_months(as_of.replace(day=1), -back)
        yield month, booked.get(month, 0), came.get(month, 0)


def monthly(rows: Any, day: str, what: Any, first: date, last: date) -> dict[date, int]:
    rows = rows.filter(**{f"{day}__gte": first, f"{day}__lte": last}).order_by()
    found = rows.values(month=TruncMonth(day)).annotate(sum=Sum(what))
    return {one["month"]: one["sum"] for one in found}


def flow(months: list[tuple[date, int, int]]) -> Chart | None:
    """What was booked and what came, month by month."""
    shown = months[::-1]
    most = max((max(booked, came) for _month, booked, came in shown), default=0)
    if not most:
        return None
    scale, unit = scale_for(most)
    bar = {"type": "bar", "barMaxWidth": 24}
    option = {
        "tooltip": {"trigger": "axis"},
        "legend": {"bottom": 0},
        "grid": {"left": 8, "right": 16, "top": 32, "bottom": 36, "containLabel": True},
        "xAxis": {"type": "category", "data": [f"{month:%Y-%m}" for month, _b, _c in shown]},
        "yAxis": {"type": "value", "name": unit},
        "series": [
            bar | {"name": _("新增应收"), "data": [booked / scale for _m, booked, _c in shown]},
            bar
            | {"name": pgettext("复数", "回款"), "data": [came / scale for _m, _b, came in shown]},
        ],
    }
    owed, got = sum(b for _m, b, _c in shown), sum(c for _m, _b, c in shown)
    told = {"owed": money(owed), "got": money(got)}
    return {"title": _("12 个月新增应收 %(owed)s，收回 %(got)s") % told, "option": option}
