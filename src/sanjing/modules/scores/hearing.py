"""Early warning, reckoned with the scores: what changed silently, from every module that can tell."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import polars as pl
from django.db.models import Case, Q, Value, When
from django.utils import timezone

from sanjing.analytics import signals
from sanjing.analytics.leaving import away
from sanjing.analytics.schemas import DAY, FLAG, KEY, TEXT, WHOLE
from sanjing.analytics.signals import RECENT, WINDOW
from sanjing.analytics.warning import LOUD, warned
from sanjing.modules.activities.models import Activity
from sanjing.modules.customers.models import Contact
from sanjing.modules.promises.models import Promise
from sanjing.modules.quotes.models import Quote
from sanjing.modules.receivables.models import CustomerOwes
from sanjing.modules.scores.marts import Marts, frame, of_figures

YEAR = 365
DIGITS = 2
NAMES = ("alarm", "warned", "signals")
OFTEN = WINDOW / 2
"""Who buys more seldom may well buy nothing in a window: that is told by their rhythm alone."""
MET = 3
"""From so many contacts in a window on it means something that there are fewer."""
WRITTEN = (Activity.Kind.WECHAT, Activity.Kind.EMAIL, Activity.Kind.OTHER)
"""What is sent may wait for an answer; on the telephone and face to face both speak, unless nobody was reached."""
JUDGED = (Promise.State.KEPT, Promise.State.BROKEN, Promise.State.LATE)


def with_warnings(table: pl.DataFrame, marts: Marts, as_of: date) -> pl.DataFrame:
    """The table of scores with the columns of NAMES. Who bought nothing for a year, or left as somebody wrote down, is
    lost and not warned of.
    """
    here = table.filter(pl.col("last_on") > as_of - timedelta(YEAR))
    if marts.departures is not None:
        here = here.join(away(marts.departures, as_of), on="customer", how="anti")
    heard = [one.join(here, on="customer", how="semi") for one in every(here, marts, as_of)]
    stakes = here.select(
        "customer", value=(pl.col("best_year") * pl.col("margin")).round().cast(pl.Int64)
    )
    found = warned(heard, stakes).select("customer", "alarm", warned="money")
    found = found.join(texts(pl.concat(heard)), on="customer", how="left")
    return table.join(found, on="customer", how="left", maintain_order="left")


def every(here: pl.DataFrame, marts: Marts, as_of: date) -> list[pl.DataFrame]:
    silent = (pl.lit(as_of) - pl.col("last_on")).dt.total_days()
    rhythm = here.select("customer", "usual_days", probability="pause", silent_days=silent)
    often = here.filter(pl.col("usual_days") <= OFTEN)
    bought = marts.purchases.join(often, on="customer", how="semi")
    said = noted(as_of)
    met = said.filter("met").with_columns(amount=pl.lit(1))
    upset = said.filter("bad").with_columns(about=pl.lit(""))
    contacts = signals.fewer(met, "contacts", as_of=as_of)
    return [
        signals.fewer(bought, "volume", as_of=as_of),
        signals.slower(rhythm),
        contacts.filter(pl.col("was") >= MET),
        signals.promises_broken(promises(as_of), as_of=as_of),
        signals.overdue_growing(balances()),
        signals.complaining(upset, as_of=as_of),
        signals.contacts_left(people(as_of), as_of=as_of),
        replies(as_of, said),
    ]


def texts(heard: pl.DataFrame) -> pl.DataFrame:
    """A short text a customer, as `warnings.read` takes it; figures of two digits: few change each night."""
    loud = heard.filter(pl.col("part") >= LOUD).sort("part", "code", descending=[True, False])
    # The present silence is longer every night: it is told from the last purchase instead.
    now = pl.when(pl.col("code") == "rhythm").then(0.0).otherwise(pl.col("now"))
    part = (pl.col("part") * 100).round().cast(pl.Int64)
    figures = (of_figures(one, DIGITS) for one in (pl.col("was"), now))
    text = pl.format("{}:{}:{}:{}", "code", part, *figures)
    return loud.group_by("customer", maintain_order=True).agg(signals=text.str.join(","))


def noted(as_of: date) -> pl.DataFrame:
    """A row a contact that somebody noted, in the order of time, as far back as it is compared with.

    `step` is what it means for an answer, empty where nothing; `met` whether the customer was reached; `bad` whether
    they were upset, or there was trouble to see to.
    """
    begin, end = as_of - timedelta(2 * YEAR), as_of + timedelta(1)
    days = [timezone.make_aware(datetime.combine(day, time())) for day in (begin, end)]
    rows = Activity.objects.filter(
        removed_at=None, happened_at__gte=days[0], happened_at__lt=days[1]
    )
    came = Q(direction=Activity.Direction.INBOUND)
    unreached = Q(outcome=Activity.Outcome.UNREACHED)
    silent = unreached | Q(outcome="", kind__in=WRITTEN)
    rows = rows.annotate(
        step=Case(
            When(came, then=Value(signals.CAME)), When(silent, direction="", then=Value("")),
            When(silent, then=Value(signals.ASKED)), default=Value(signals.SPOKE),
        ),
        met=~unreached, bad=Q(mood=Activity.Mood.UPSET) | Q(outcome=Activity.Outcome.TROUBLE),
    ).order_by("customer", "happened_at", "pk")  # fmt: skip
    values = rows.values_list("customer", "happened_at", "step", "met", "bad")
    return frame(values, customer=KEY, on=DAY, step=TEXT, met=FLAG, bad=FLAG)


def promises(as_of: date) -> pl.DataFrame:
    rows = Promise.objects.filter(
        removed_at=None, state__in=JUDGED, due_on__gt=as_of - timedelta(RECENT)
    )
    values = rows.order_by().values_list("customer", "due_on", "state")
    found = frame(values, customer=KEY, due_on=DAY, state=TEXT)
    return found.with_columns(kept=pl.col("state") == str(Promise.State.KEPT))


def people(as_of: date) -> pl.DataFrame:
    """Everybody at the customers somebody left lately."""
    here = Contact.objects.filter(removed_at=None).order_by()
    left = here.filter(left_on__gt=as_of - timedelta(RECENT), left_on__lte=as_of)
    rows = here.filter(customer__in=left.values("customer"))
    return frame(rows.values_list("customer", "left_on"), customer=KEY, left_on=DAY)


def quotes(as_of: date) -> pl.DataFrame:
    """A row a quote that was sent, with the day of the answer; a later version stands for those before it."""
    rows = Quote.objects.filter(removed_at=None, sent_at__isnull=False)
    rows = rows.exclude(state=Quote.State.SUPERSEDED).order_by()
    values = rows.values_list("customer", "sent_at", "closed_at")
    return frame(values, customer=KEY, sent_on=DAY, answered_on=DAY)


def replies(as_of: date, noted: pl.DataFrame) -> pl.DataFrame:
    """Who answers quotes or messages more slowly. Each has a usual time of its own; the louder counts."""
    touches = noted.filter(pl.col("step") != "")
    asked = (quotes(as_of), signals.questions(touches, as_of=as_of))
    heard = pl.concat([signals.replies_slower(one, as_of=as_of) for one in asked])
    loudest = heard.sort("part", descending=True, maintain_order=True)
    return loudest.unique("customer", keep="first", maintain_order=True)


def balances() -> pl.DataFrame:
    """What is overdue, and how much of it was overdue a quarter ago already."""
    rows = CustomerOwes.objects.order_by().values_list(
        "customer", "overdue", "days_180", "older", "owed"
    )
    kinds = dict.fromkeys(("overdue", "days_180", "older", "owed"), WHOLE)
    found = frame(rows, customer=KEY, **kinds)
    return found.with_columns(overdue_before=pl.col("days_180") + pl.col("older"))
