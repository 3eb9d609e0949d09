"""Reckon everybody's scores and keep them."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Min
from django.utils import timezone

from sanjing.foundation.accounts.actor import system_actor
from sanjing.foundation.assumptions.queries import value
from sanjing.foundation.events.publish import About, publish
from sanjing.foundation.figures.actions import renew
from sanjing.modules.orders.models import Order
from sanjing.modules.scores.events import ScoresReckoned
from sanjing.modules.scores.models import PastScore, ScoreRun
from sanjing.modules.scores.queries import last_run
from sanjing.modules.scores.rates import rates
from sanjing.modules.scores.rules import month_ends

MONTHS = 12
"""So many earlier months are reckoned when nothing is known of them yet."""
STEPS = 5
State = ScoreRun.State


def ask(*, at: datetime, as_of: date | None = None) -> ScoreRun:
    """A run that waits for the worker; the one that waits already, if there is one."""
    day = as_of or timezone.localdate(at)
    waiting = ScoreRun.objects.filter(state=State.WAITING, as_of=day).first()
    return waiting or ScoreRun.objects.create(as_of=day, asked_at=at)


def carry_out(run: ScoreRun, *, at: datetime) -> None:
    """Reckon and keep; what went wrong stands in the run, and is raised again."""
    run.state, run.started_at, run.done, run.error = State.RUNNING, at, 0, ""
    run.steps = STEPS
    run.save()
    try:
        reckon(run)
    except Exception as problem:
        run.state, run.error = State.FAILED, f"{type(problem).__name__}: {problem}"[:2000]
        run.save()
        raise
    run.state, run.finished_at = State.DONE, timezone.now()
    with transaction.atomic():
        run.save()
        if last_run() == run:
            tell(run, at)


def tell(run: ScoreRun, at: datetime) -> None:
    """Say that the present scores are new, for whoever goes on from there."""
    told = ScoresReckoned(as_of=run.as_of.isoformat(), customers=run.customers, changed=run.changed)
    about = About("score", run.pk, None, str(run))
    publish(told, about=about, by=system_actor("scores"), at=at)


def reckon(run: ScoreRun) -> None:
    # Polars and SciPy take a second to load and 100 MB to hold: only who reckons pays for them.
    from sanjing.analytics.scoring import scored
    from sanjing.modules.scores.actions.keep import keep, keep_past, remember
    from sanjing.modules.scores.hearing import with_warnings
    from sanjing.modules.scores.marts import marts, rules
    from sanjing.modules.scores.mouth import told_by_unhappy
    from sanjing.modules.scores.proving import calibrated, concentrated
    from sanjing.modules.scores.renewing import renewing
    from sanjing.modules.scores.staying import keeping, staying

    before = ScoreRun.objects.filter(state=State.DONE).order_by("-as_of", "-pk").first()
    if before and before.as_of > run.as_of:
        keep_past(scored(marts(run.as_of), rules(run.as_of), as_of=run.as_of))
        return
    renew(run.as_of)
    if before and month_ends(before.as_of, run.as_of):
        remember(before.as_of)
    past = earlier(run.as_of)
    run.steps = STEPS + len(past)
    given = marts(run.as_of)
    forward(run)
    found = scored(given, rules(run.as_of), as_of=run.as_of)
    run.facts, run.customers = found.facts, len(found.table)
    run.missing = {name: told(why) for name, why in found.missing.items()}
    forward(run)
    run.changed = keep(with_warnings(found.table, given, run.as_of), run.as_of)
    forward(run)
    run.facts["year"] = account(run.as_of)
    forward(run)
    for day in past:
        keep_past(scored(given, rules(day), as_of=day))
        forward(run)
    run.facts["mouth"] = told_by_unhappy(run.as_of)
    run.facts["retention"] = staying(given.purchases, found.table, run.as_of)
    run.facts["keeping"] = keeping(given.purchases, found.table, run.as_of)
    run.facts["renewals"] = renewing(given.purchases, run.as_of)
    run.facts["calibration"] = calibrated(given.purchases, found)
    run.facts["concentration"] = concentrated()
    forward(run)


def account(as_of: date) -> dict[str, Any]:
    """Reckon and keep what the year came to with each customer; what it says of all of them is returned."""
    from sanjing.modules.scores.actions.keep import keep_year
    from sanjing.modules.scores.marts import bought, needs
    from sanjing.modules.scores.serving import Year, efforts
    from sanjing.modules.scores.year import reckoned

    year, financing = Year(as_of), value("cost_of_money", as_of).share
    found = reckoned(efforts(year), bought(), needs(as_of), rates(as_of), financing, year)
    keep_year(found.table, as_of)
    return found.facts


def told(why: Any) -> dict[str, Any]:
    """What is missing, as it is kept: a code, how much there is and how much it takes."""
    if isinstance(why, str):
        return {"code": why}
    return {"code": why.code, "found": why.found, "needed": why.needed}


def forward(run: ScoreRun) -> None:
    run.done += 1
    run.save(update_fields=["done", "steps"])


def earlier(as_of: date) -> list[date]:
    """The ends of the last months since the first order of which no score is kept: at first all, later none."""
    first = (
        Order.objects.sold().filter(customer__isnull=False).aggregate(day=Min("ordered_on"))["day"]
    )
    if first is None or not MONTHS:
        return []
    ends = month_ends(max(first, as_of - timedelta(31 * MONTHS)), as_of)[-MONTHS:]
    kept = PastScore.objects.order_by()
    return [end for end in ends if not kept.filter(as_of__range=(end.replace(day=1), end)).exists()]
