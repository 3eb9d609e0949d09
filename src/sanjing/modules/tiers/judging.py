"""Who belongs to which tier on a day, and how the service they got compares with it: whole columns at once."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

import polars as pl
from django.db.models import Exists, F, OuterRef, QuerySet
from django.utils import timezone

from sanjing.analytics import tiers as pure
from sanjing.analytics.schemas import DAY, KEY, WHOLE
from sanjing.foundation.accounts.actor import system_actor
from sanjing.foundation.entities import criteria, paging, registry
from sanjing.foundation.entities.asking import Question
from sanjing.modules.activities.models import Activity
from sanjing.modules.customers.models import Customer
from sanjing.modules.receivables.models import Invoice
from sanjing.modules.scores.marts import frame
from sanjing.modules.scores.models import CustomerScore, CustomerYear, PastScore
from sanjing.modules.scores.rates import TOUCHES
from sanjing.modules.tiers.models import CustomerTier, Measure, ServiceFloor, Tier, TierFix
from sanjing.modules.tiers.queries import days_of, never_reached
from sanjing.modules.tiers.rules import HALF, TWICE, YEAR

NONE = ""
BOUGHT = "bought"
LOOKS_BACK = timedelta(180)
Service, How = CustomerTier.Service, CustomerTier.How


def scores_now() -> pl.DataFrame:
    """The scores that tiers go by, of everybody who ever bought."""
    return measured(CustomerScore.objects.filter(customer__removed_at=None))


def scores_on(day: date) -> pl.DataFrame:
    return measured(PastScore.objects.filter(as_of=day, customer__removed_at=None))


def measured(rows: QuerySet) -> pl.DataFrame:
    columns = frame(
        rows.order_by().values_list("customer_id", *Measure.values),
        customer=KEY, **dict.fromkeys(Measure.values, WHOLE),
    )  # fmt: skip
    return columns.with_columns(pl.lit(1).alias(BOUGHT))


def fitting(tier: Tier) -> pl.DataFrame:
    """The customers whom the criteria of a tier take, as a score of one.

    They are asked on Django's connection: conditions may need functions that only it brings to SQLite.
    """
    tree, by = criteria.parse(json.loads(tier.criteria)), system_actor("tiers")
    question = Question(tree=tree, fields=registry.get("customer").fields_for(by))
    live = Customer.objects.filter(removed_at=None)
    rows = paging.filtered(live, by, question).order_by().values_list("pk", flat=True)
    found = pl.DataFrame({"customer": list(rows)}, schema={"customer": pl.Int64})
    return found.with_columns(pl.lit(1).alias(column_of(tier)))


def column_of(tier: Tier) -> str:
    return f"fits_{tier.pk}" if tier.criteria else tier.measure or BOUGHT


def assigned(table: pl.DataFrame, tiers: Sequence[Tier]) -> pl.DataFrame:
    """*Needs* customer, held (the id of a tier as text) and the columns that tiers go by. *Gives* customer, tier, how.

    A measure that nobody has, as in a night without a model, moves nobody out of their tier.
    """
    barred = never_reached(tiers)
    live = [tier for tier in tiers if tier.pk not in barred]
    rules = [rule_of(tier) for tier in live]
    rules += [pure.Tier(NONE, float("-inf"), by=rules[0].by if rules else BOUGHT)]
    for tier in live:
        name = column_of(tier)
        if name not in table.columns:
            table = table.with_columns(pl.lit(None, pl.Int64).alias(name))
        if table[name].null_count() == len(table):
            held = pl.when(pl.col("held") == str(tier.pk)).then(rule_of(tier).at_least)
            table = table.with_columns(held.otherwise(pl.col(name)).alias(name))
    found = pure.assigned(table, rules, unknown=frozenset(one.by for one in rules))
    how = pl.when(pl.col("reason") == "kept").then(pl.lit(str(How.KEPT)))
    return found.select("customer", "tier", how=how.otherwise(pl.lit(str(How.MET))))


def rule_of(tier: Tier) -> pure.Tier:
    if tier.measure and not tier.criteria:
        return pure.Tier(str(tier.pk), tier.threshold, tier.measure, tier.slack / 100)
    return pure.Tier(str(tier.pk), 1.0, column_of(tier), 0.0)


def fixes() -> pl.DataFrame:
    """The tier that somebody gave a customer by hand, as text."""
    rows = TierFix.objects.filter(customer__removed_at=None, tier__removed_at=None).order_by()
    return frame(rows.values_list("customer_id", "tier_id"), customer=KEY, fixed=WHOLE)


def unanswered(as_of: date) -> pl.DataFrame:
    """Since when the oldest trouble of a customer waits that nobody spoke to them about again."""
    since = timezone.make_aware(datetime.combine(as_of, time())) - LOOKS_BACK
    later = Activity.objects.filter(
        removed_at=None, customer=OuterRef("customer"), happened_at__gt=OuterRef("happened_at")
    ).exclude(outcome__in=(Activity.Outcome.UNREACHED, Activity.Outcome.TROUBLE))
    rows = Activity.objects.filter(
        removed_at=None,
        customer__removed_at=None,
        outcome=Activity.Outcome.TROUBLE,
        happened_at__gte=since,
    )
    rows = rows.exclude(Exists(later)).order_by()
    found = frame(rows.values_list(F("customer_id"), "happened_at"), customer=KEY, day=DAY)
    return found.group_by("customer").agg(unanswered_on=pl.col("day").min())


def served(as_of: date) -> pl.DataFrame:
    """What each got in the year: customer, met (contacts), visit_count, and `known` days of the year."""
    counts = [f"{kind}_count" for kind in TOUCHES]
    got = frame(
        CustomerYear.objects.order_by().values_list("customer_id", *counts),
        customer=KEY, **dict.fromkeys(counts, WHOLE),
    )  # fmt: skip
    first = frame(
        CustomerScore.objects.order_by().values_list("customer_id", "first_on"),
        customer=KEY,
        first_on=DAY,
    )
    since = (pl.lit(as_of) - pl.col("first_on")).dt.total_days() + 1
    known = first.select("customer", known=since.clip(upper_bound=YEAR))
    got = got.select("customer", "visit_count", met=pl.sum_horizontal(counts))
    return known.join(got, on="customer", how="left").with_columns(
        pl.col("met", "visit_count").fill_null(0)
    )


def credited(tiers: Sequence[Tier], as_of: date) -> pl.DataFrame:
    """The days to pay that were given on what was billed in the year, the mean by amount: customer, credit_days.

    Nobody where no tier says how many it gives.
    """
    if all(tier.credit_days is None for tier in tiers):
        return pl.DataFrame(schema={"customer": pl.Int64, "credit_days": pl.Int64})
    since = as_of - timedelta(YEAR - 1)
    rows = (
        Invoice.objects.standing().filter(amount__gt=0, booked_on__range=(since, as_of)).order_by()
    )
    billed = frame(
        rows.values_list("customer_id", "booked_on", "due_on", "amount"),
        customer=KEY, booked_on=DAY, due_on=DAY, amount=WHOLE,
    )  # fmt: skip
    days, amount = (pl.col("due_on") - pl.col("booked_on")).dt.total_days(), pl.col("amount")
    mean = (days.clip(0, 10 * YEAR) * amount).sum() / amount.sum()
    return billed.group_by("customer").agg(credit_days=mean.round().cast(pl.Int64))


def service(table: pl.DataFrame, tiers: Sequence[Tier], floor: ServiceFloor) -> pl.DataFrame:
    """*Needs* customer, tier (id), met, visit_count, known, credit_days. *Gives* the column service: below, fits,
    above, or "".
    """
    names = {"tier": pl.Int64, "contact_days": pl.Int64, "visit_days": pl.Int64, "credit": pl.Int64}
    days = pl.DataFrame(
        [(tier.pk, days_of(tier, "contact_days", floor), days_of(tier, "visit_days", floor), tier.credit_days)
         for tier in tiers], schema=names, orient="row",
    )  # fmt: skip
    table = table.join(days, on="tier", how="left")
    due, visits = (
        (pl.col("known") / pl.col(name)).round() for name in ("contact_days", "visit_days")
    )
    less = ((due >= 1) & (pl.col("met") < HALF * due)).fill_null(False)
    less |= ((visits >= 1) & (pl.col("visit_count") < HALF * visits)).fill_null(False)
    more = ((due >= 1) & (pl.col("met") > TWICE * due)).fill_null(False)
    given, credit = pl.col("credit_days"), pl.col("credit")
    less |= (given < HALF * credit).fill_null(False)
    more |= (given > TWICE * credit).fill_null(False)
    judged = (
        pl.when((due.is_null() | (due < 1)) & (given.is_null() | credit.is_null())).then(pl.lit(NONE))
        .when(less).then(pl.lit(str(Service.BELOW)))
        .when(more).then(pl.lit(str(Service.ABOVE)))
        .otherwise(pl.lit(str(Service.FITS)))
    )  # fmt: skip
    return table.with_columns(service=judged).drop("contact_days", "visit_days", "credit")
