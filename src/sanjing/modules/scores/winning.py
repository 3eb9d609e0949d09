"""What winning a customer costs beside keeping one, as the last run measured it, for the register of numbers."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

from django.utils.translation import gettext as _

from sanjing.analytics.acquisition import Spending
from sanjing.analytics.enough import TooLittle
from sanjing.foundation.assumptions.declaring import Own
from sanjing.foundation.charts import money
from sanjing.modules.scores.queries import run_as_of

TENTH, CENT = Decimal("0.1"), Decimal("0.01")


def spending(on: date) -> tuple[date, Spending] | None:
    """(last day of the year, what it came to) of the last run up to a day; None before any."""
    run = run_as_of(on)
    found = run.facts.get("year", {}).get("winning") if run else None
    return (run.as_of, Spending(**found)) if run and found else None


def own_ratio(on: date) -> Own | None:
    """How many times what keeping one costs winning one does."""
    found = spending(on)
    if found is None:
        return None
    day, spent = found
    times, won, kept = spent.ratio, spent.of_one_won, spent.of_one_kept
    if isinstance(times, TooLittle) or isinstance(won, TooLittle) or isinstance(kept, TooLittle):
        return None
    told = _(
        "%(day)s 前 365 天的联系：新买的 %(won)s 位，每位 %(of_won)s；留住的 %(kept)s 位，每位 %(of_kept)s"
    )
    words = {
        "day": f"{day:%Y-%m-%d}", "won": f"{spent.won:,}", "of_won": money(round(won)),
        "kept": f"{spent.kept:,}", "of_kept": money(round(kept)),
    }  # fmt: skip
    return Own(plain(times, TENTH), told % words)


def own_cost(on: date) -> Own | None:
    """What each customer won cost in contacts, those with prospects who were not won included."""
    found = spending(on)
    if found is None:
        return None
    day, spent = found
    won = spent.of_one_won
    if isinstance(won, TooLittle) or not won:
        return None
    told = _("%(day)s 前 365 天联系没买过的客户花的，分到新买的 %(won)s 位")
    return Own(plain(won / 100, CENT), told % {"day": f"{day:%Y-%m-%d}", "won": f"{spent.won:,}"})


def plain(number: Fraction, places: Decimal) -> Decimal:
    return (Decimal(number.numerator) / number.denominator).quantize(places)
