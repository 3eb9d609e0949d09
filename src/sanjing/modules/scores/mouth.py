"""Word of mouth, as far as it is known: who came by it, and whom the unhappy may tell."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from fractions import Fraction
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from sanjing.foundation.assumptions.queries import value
from sanjing.modules.activities.models import Activity
from sanjing.modules.customers.models import Customer
from sanjing.modules.losses.models import Departure, LossReason
from sanjing.modules.scores.models import CustomerScore

YEAR = timedelta(365)


@dataclass(frozen=True, slots=True)
class Came:
    """Of those who bought first in the last year: how many, of how many it is known how they came, by referral."""

    new: int = 0
    known: int = 0
    referred: int = 0


def came(scores: QuerySet[CustomerScore], as_of: date) -> Came:
    found = scores.filter(first_on__gt=as_of - YEAR).order_by().aggregate(
        new=Count("pk"), known=Count("pk", filter=~Q(customer__source="")),
        referred=Count("pk", filter=Q(customer__source=Customer.Source.REFERRAL)),
    )  # fmt: skip
    return Came(**found)


def unhappy(as_of: date) -> QuerySet[CustomerScore]:
    """Who bought in the last year, or the one before, and since a year was upset, had trouble or left for our fault."""
    since = as_of - YEAR
    bad = Q(mood=Activity.Mood.UPSET) | Q(outcome=Activity.Outcome.TROUBLE)
    begin = timezone.make_aware(datetime.combine(since + timedelta(1), time()))
    upset = Activity.objects.filter(bad, removed_at=None, happened_at__gte=begin)
    left = Departure.objects.filter(
        removed_at=None, left_on__gt=since, left_on__lte=as_of, reason__control=LossReason.Control.OURS
    )  # fmt: skip
    rows = CustomerScore.objects.filter(last_on__gt=since - YEAR).order_by()
    heard = Q(pk__in=upset.order_by().values("customer"))
    return rows.filter(heard | Q(pk__in=left.order_by().values("customer")))


def told_by_unhappy(as_of: date) -> dict[str, Any]:
    """Whom they tell at as many as the register says, and what they bring themselves; plain values.

    How many of those told stay away nobody measured, and there is no figure of others to borrow: it counts for none.
    """
    import polars as pl

    from sanjing.analytics.reach import reach
    from sanjing.analytics.schemas import KEY, WHOLE
    from sanjing.modules.scores.marts import frame

    people = value("people_told", as_of)
    rows = frame(unhappy(as_of).values_list("pk", "year_margin"), customer=KEY, value=WHOLE)
    rows = rows.with_columns(linked=pl.lit(None, pl.Int64))
    found = reach(rows, turned_away=Fraction(0), newcomer=0, multiplier=people.exact)
    return {"unhappy": found.unhappy, "people": round(found.people), "own": found.own}
