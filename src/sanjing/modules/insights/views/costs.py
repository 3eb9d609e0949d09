"""服务成本: what serving costs, what each class leaves, who eats up what others bring, hunting and farming."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from sanjing.analytics.acquisition import Spending
from sanjing.analytics.enough import TooLittle
from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.assumptions import queries as assumptions
from sanjing.foundation.assumptions.declaring import find
from sanjing.foundation.entities.errors import Forbidden
from sanjing.foundation.pages import render_page
from sanjing.modules.insights import cost_charts as charts
from sanjing.modules.insights.costs import LOSSES, Reading
from sanjing.modules.insights.views.tabs import tabs
from sanjing.modules.scores.queries import last_run, may_read, may_run
from sanjing.modules.scores.rates import card
from sanjing.modules.scores.year_words import LABELS, why_loss

ADDRESS = "/insights/costs/"
DAYS, VALID = 364, 365
"""The year, and how old a need may be."""


@require_safe
def costs(request: HttpRequest) -> HttpResponse:
    actor, today = request.actor, timezone.localdate()
    if not may_read(actor):
        raise Forbidden(_("您的角色看不到客户的金额。"))
    reading = Reading(actor)
    until = reading.reckoned_on()
    context: dict[str, Any] = {"tabs": tabs(actor, ADDRESS), "until": until}
    if until:
        run = last_run()
        until = run.as_of if run else until
        parts = [(one, str(LABELS[one.kind]), charts.kind_url(one.kind, until - timedelta(DAYS), until))
                 for one in reading.parts()]  # fmt: skip
        whole, (losers, lost) = reading.whole(), reading.losses()
        context |= {
            "until": until, "whole": whole, "losers": losers, "lost": lost, "parts": parts,
            "urls": {"losing": charts.LOSING, "dearest": charts.DEAREST},
            "kinds_title": charts.kinds_title([one for one, *_rest in parts], whole),
            "kinds": charts.kinds_chart(parts),
            "groups": [(one, charts.group_label(one.name), charts.group_url(one.name)) for one in reading.groups()],
            "worst": [(one, why_loss(one)) for one in reading.worst()], "most": LOSSES,
            "rates": [*card(today).values(), assumptions.value("cost_of_money", today),
                      assumptions.value("margin", today, reader=actor)],
            **company(actor, run.facts.get("year", {}) if run else {}),
            **needs(reading, until), "common": assumptions.borrowed(find("acquisition_ratio")),
        }  # fmt: skip
    return render_page(request, "insights/costs.html", context)


def needs(reading: Reading, until: date) -> dict[str, Any]:
    """How much of what customers need they buy from us, and where the rest is; nothing before any need is known."""
    sums = reading.share()
    if not sums["many"]:
        return {}
    stale = until - timedelta(VALID)
    return {
        "share_title": charts.share_title(sums),
        "gaps": [(one, one.need_on is not None and one.need_on <= stale) for one in reading.gaps()],
        "beyond": reading.beyond(),
        "gaps_url": charts.GAPS,
    }


def company(actor: Actor, facts: dict[str, Any]) -> dict[str, Any]:
    """What is kept of all customers together, for who sees them all."""
    if not facts or not may_run(actor):
        return {}
    told: dict[str, Any] = {
        "forecast": forecast(facts),
        "before": facts["before"],
        "winning": winning(facts["winning"]),
    }
    found = facts["whale"]
    if "points" in found:
        told |= {
            "whale_title": charts.whale_title(found),
            "whale": charts.whale_chart(found),
            "whale_rows": charts.whale_rows(found),
        }
    rows = charts.balance_rows(facts["balance"])
    return told | {
        "balance_title": charts.balance_title(facts["balance"]),
        "balance": charts.balance_chart(rows),
        "balance_rows": rows,
        "ages": [label for _age, label in charts.ages()],
    }


def forecast(facts: dict[str, Any]) -> int | None:
    """The cost of next year if it changes as much again as it did this year, in 分.

    None where it more than doubled: then records began in between, and nothing can be said.
    """
    cost, before = facts["cost"], facts["before"]
    return 2 * cost - before if before and before / 2 <= cost <= 2 * before else None


def winning(found: dict[str, int]) -> dict[str, Any] | None:
    """What one customer won and one kept cost in contacts, and how many times that is."""
    spent = Spending(**found)
    won, kept, times = spent.of_one_won, spent.of_one_kept, spent.ratio
    if isinstance(won, TooLittle) or isinstance(kept, TooLittle) or isinstance(times, TooLittle):
        return None
    return found | {"of_won": round(won), "of_kept": round(kept), "times": float(times)}
