"""The part of the forecast page that tells why it moved: what is asked for, shown and taken away."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.accounts.models import User
from sanjing.foundation.entities import registry
from sanjing.foundation.entities.criteria import Group
from sanjing.foundation.entities.errors import Forbidden
from sanjing.foundation.entities.exporting import BOM, log_export, safe
from sanjing.foundation.entities.id_lists import among
from sanjing.foundation.pages import asked_day, asked_month
from sanjing.kernel.money import format_money, plain_money
from sanjing.kernel.periods import add_months
from sanjing.modules.customers.models import Customer
from sanjing.modules.deals import moving, moving_charts
from sanjing.modules.deals.forecasting import MONTHS
from sanjing.modules.deals.models import Deal
from sanjing.modules.deals.moving import Cause, Lens, Move, Movement

SHOWN = 50
ALL = "all"


@dataclass(frozen=True, slots=True)
class Row:
    deal: Deal
    move: Move
    customer: Customer | None
    owner: User | None


@dataclass(frozen=True, slots=True)
class Asked:
    """`?on=` is the last day and `?since=` the first, `?month=` which forecast, `?by=amount` the plain
    amounts, `?cause=` whose deals are listed.
    """

    day: date
    since: date
    lens: Lens
    cause: Cause | None

    @classmethod
    def of(cls, request: HttpRequest, day: date) -> Asked:
        first = day.replace(day=1)
        since = asked_day(request, "since", first)
        everything = request.GET.get("month") == ALL
        month = None if everything else asked_month(request, "month", first)
        cause = request.GET.get("cause", "")
        lens = Lens(month, is_weighted=request.GET.get("by") != "amount")
        known = Cause(cause) if cause in Cause.values else None
        return cls(day, since if since <= day else first, lens, known)

    def address(self, **more: str) -> str:
        month = self.lens.month
        told = {
            "on": self.day.isoformat(),
            "since": self.since.isoformat(),
            "month": f"{month:%Y-%m}" if month else ALL,
            "by": "weighted" if self.lens.is_weighted else "amount",
        }
        return "?" + urlencode(told | more)

    def movement(self, deals: QuerySet[Deal], until: datetime) -> Movement:
        begin = timezone.make_aware(datetime.combine(self.since, time()))
        return moving.movement(deals, self.lens, since=begin, until=until)


def context(
    asked: Asked, deals: QuerySet[Deal], actor: Actor, *, until: datetime
) -> dict[str, Any]:
    found = asked.movement(deals, until)
    urls = {one: asked.address(cause=one.value) + "#movers" for one in Cause}
    ends = (_("%(day)s 零点") % {"day": f"{asked.since:%m-%d}"}, f"{asked.day:%m-%d}")
    first = asked.day.replace(day=1)
    months = [add_months(first, n) for n in range(-1, MONTHS)]
    return {
        "asked": asked,
        "move_months": sorted({*months, *([asked.lens.month] if asked.lens.month else [])}),
        "move_title": moving_charts.title(found, asked.lens),
        "move_option": moving_charts.chart(found, ends, urls),
        "move_ends": list(zip(ends, map(format_money, (found.start, found.end)), strict=True)),
        "move_rows": moving_charts.rows(found, urls),
        "movers": movers(found, deals, asked.cause, actor) if asked.cause else [],
        "most": SHOWN,
        "move_file": asked.address(**{"as": "csv"}) if may_export(actor) else "",
    }


def movers(found: Movement, deals: QuerySet[Deal], cause: Cause, actor: Actor) -> list[Row]:
    """The deals of one cause, those that moved most first."""
    mine = sorted((m for m in found.moves if m.cause == cause), key=lambda m: -abs(m.amount))
    return named(mine[:SHOWN], deals, actor)


def named(moves: list[Move], deals: QuerySet[Deal], actor: Actor) -> list[Row]:
    """Moves with their deals; customer and owner are left out for who may not read them."""
    links = [name for name in ("customer", "owner") if registry.get("deal").may_read(name, actor)]
    rows = deals.filter(pk__in=among([one.deal_id for one in moves])).select_related(*links)
    known = {one.pk: one for one in rows}
    return [
        Row(known[one.deal_id], one, *(getattr(known[one.deal_id], name) if name in links else None
                                       for name in ("customer", "owner")))
        for one in moves if one.deal_id in known
    ]  # fmt: skip


def may_export(actor: Actor) -> bool:
    return actor.may("deal", "export")


def as_file(asked: Asked, deals: QuerySet[Deal], *, by: Actor, until: datetime) -> HttpResponse:
    """A line a deal and cause; who took it stands in the history. Raises Forbidden."""
    if not may_export(by):
        raise Forbidden(_("您的角色不能导出%(what)s。") % {"what": registry.get("deal").label})
    entity = registry.get("deal")
    fields = [entity.fields[name] for name in ("name", "customer", "owner", "amount")]
    log_export(entity, Group("all", ()), fields, by=by, at=timezone.now())
    answer = HttpResponse(BOM, content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="forecast-{asked.since}-{asked.day}.csv"'
    writer = csv.writer(answer)
    writer.writerow(
        [_("编号"), _("商机"), _("客户"), _("负责人"), _("原因"), _("之前"), _("之后"), _("变化")]
    )
    for row in named(asked.movement(deals, until).moves, deals, by):
        texts = (row.deal.reference, row.deal.name, str(row.customer or ""), str(row.owner or ""))
        amounts = map(plain_money, (row.move.before, row.move.after, row.move.amount))
        writer.writerow([*map(safe, texts), row.move.cause.label, *amounts])
    return answer
