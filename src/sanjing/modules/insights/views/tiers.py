"""分级: how many and how much in each tier, who moved, the service given against the floor, and what does not match."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.pages import asked_day, render_page
from sanjing.kernel.numbers import whole
from sanjing.kernel.periods import add_months
from sanjing.modules.insights import tier_charts as charts
from sanjing.modules.insights import tier_lists as lists
from sanjing.modules.insights import tier_service as service
from sanjing.modules.insights import tiers as reading
from sanjing.modules.insights.quadrants import days
from sanjing.modules.insights.tier_service import LISTED, Service
from sanjing.modules.insights.tiers import Flow, Groups
from sanjing.modules.insights.views.quadrants import refuse_hidden
from sanjing.modules.insights.views.tabs import tabs
from sanjing.modules.scores.queries import last_run
from sanjing.modules.tiers import queries
from sanjing.modules.tiers.models import Tier

ADDRESS = "/insights/tiers/"


@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """`?as_of=` is a day of kept scores; `?month=` the first day of that of the movers, `?was=&now=` name them."""
    actor, run = request.actor, last_run()
    refuse_hidden(actor)
    tiers = queries.tiers()
    context: dict[str, Any] = {
        "tabs": tabs(actor, ADDRESS), "run": run, "tiers": tiers,
        "may_add": actor.may("tier", "create"), "may_set": queries.may_set_floor(actor),
    }  # fmt: skip
    groups = reading.grouped(actor) if run and tiers else []
    if groups:
        context |= {
            **standing(request, tiers, groups), **moving(request, actor, tiers),
            **served(actor, tiers, groups), **graded(actor, tiers, groups), "floor": queries.floor(),
        }  # fmt: skip
    return render_page(request, "insights/tiers.html", context)


def standing(request: HttpRequest, tiers: Sequence[Tier], groups: Groups) -> dict[str, Any]:
    """How many and how much in each tier, now or on an earlier day."""
    kept = days()
    asked = asked_day(request, "as_of", date.max)
    day = asked if asked in kept else None
    found = reading.parts_on(request.actor, tiers, day) if day else reading.parts(groups, tiers)
    return {
        "days": kept, "day": day, "parts": [(one, lists.of_tier(one.tier)) for one in found],
        "title": charts.title(found), "option": charts.chart(found),
    }  # fmt: skip


def moving(request: HttpRequest, actor: Actor, tiers: Sequence[Tier]) -> dict[str, Any]:
    this = timezone.localdate().replace(day=1)
    months = [add_months(this, -n) for n in range(reading.MONTHS)]
    month = asked_day(request, "month", this)
    month = month if month in months else this
    until = add_months(month, 1)
    found = reading.flows(actor, tiers, month, until)
    was, now = (whole(request.GET.get(name, "")) for name in ("was", "now"))
    chosen = next((one for one in found if (key(one.was), key(one.now)) == (was, now)), None)
    return {
        "months": months, "month": month, "flows": [(one, flow_url(one, month)) for one in found],
        "moved_title": charts.moved_title(found, tiers), "chosen": chosen,
        "movers": reading.movers(actor, month, until, key(chosen.was), key(chosen.now)) if chosen else [],
        "moved_most": reading.MOVED,
    }  # fmt: skip


def key(tier: Tier | None) -> int:
    return tier.pk if tier else 0


def flow_url(one: Flow, month: date) -> str:
    given = {"month": month.isoformat(), "was": key(one.was), "now": key(one.now)}
    return f"?{urlencode(given)}#movers"


def served(actor: Actor, tiers: Sequence[Tier], groups: Groups) -> dict[str, Any]:
    """What each tier got against what it is due and against the floor."""
    floor, now = queries.floor(), timezone.now()
    cares = [
        (one, lists.out_of_touch(one.tier, one.contact_days),
         lists.out_of_touch(one.tier, floor.contact_days), lists.waiting(one.tier, one.answer_days))
        for one in service.cares(actor, tiers, now, timezone.localdate(now))
    ]  # fmt: skip
    matches = [
        (one, *(lists.of_tier(one.tier, service_level=str(kind), sort="-year_margin") for kind in Service))
        for one in service.matches(groups, tiers)
    ]  # fmt: skip
    below, above = (service.mismatches(actor, kind) for kind in (Service.BELOW, Service.ABOVE))
    return {
        "cares": cares,
        "matches": matches,
        "below": below,
        "above": above,
        "listed": LISTED,
        "knows_credit": service.knows_credit(actor, tiers),
    }


def graded(actor: Actor, tiers: Sequence[Tier], groups: Groups) -> dict[str, Any]:
    """Whose grade is not that of their tier; with those who would be lowered what is known of their referrals."""
    found = reading.proposals(groups, tiers)
    told = [
        (one, reading.grade_label(one.grade), lists.graded(one.tier, one.grade)) for one in found
    ]
    rows = reading.lowered(actor, found)
    return {
        "proposals": told,
        "lowered": rows,
        "referrals": queries.referrals_of(rows[0].customer) if rows else "",
    }
