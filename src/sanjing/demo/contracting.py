"""Contracts of a year that firms of the demo company sign, and which of them they sign again."""

from __future__ import annotations

import math
from collections import defaultdict
from datetime import date, datetime, time, timedelta
from functools import partial
from random import Random

from django.db.models import Exists, Max, Min, OuterRef, Q, QuerySet, Sum
from django.utils import timezone

from sanjing.demo.agenda import Agenda
from sanjing.demo.lives import Values
from sanjing.foundation.accounts.actor import Actor, system_actor
from sanjing.foundation.entities import batches, registry
from sanjing.foundation.entities.sweeping import sweep
from sanjing.kernel.periods import add_months
from sanjing.modules.activities.models import Activity
from sanjing.modules.customers.models import Customer
from sanjing.modules.losses.models import Departure
from sanjing.modules.orders.models import Order
from sanjing.modules.quotes.events import ContractEnded, ContractSigned
from sanjing.modules.quotes.models import Contract
from sanjing.modules.quotes.queries import over

KINDS = {
    "工业": ("工业用气及维保年度合同", 0.9, 45),
    "经销商": ("经销供货年度合同", 0.9, 75),
    "商业": ("厨房燃气维保年度合同", 0.55, 130),
}
"""By tag: the title, how many of them sign one, and after how many days without an order they are silent."""
FEES = ("6800", "9800", "12800", "18000")
SIGNED_ON = 18
"""The day of the month on which papers are signed: those that end before the next such day are signed again."""
A_MONTH = 0.3
"""The part of the newcomers who will sign that does so in a month."""
USUAL, SILENT, UPSET, FIRST = -2.4, 2.6, 1.5, 0.5
"""What moves the logarithm of the odds that a contract is not signed again."""
Actors = dict[str, Actor]


def contract(agenda: Agenda, rng: Random, actors: Actors, start: date, now: datetime) -> None:
    """Plan a day of papers every month, from the third month on, and every night the end of what ran out."""
    day = first = add_months(start.replace(day=SIGNED_ON), 2)
    while (at := evening(day)) <= now:
        agenda.plan(at, partial(sign_papers, rng, actors, day, at))
        day = add_months(day, 1)
    night = add_months(first, 12)
    while (at := evening(night)) <= now:
        agenda.plan(at, partial(end_papers, night, at))
        night += timedelta(1)


def end_papers(day: date, at: datetime) -> None:
    """The contracts whose last day has gone by are over."""
    ended = {"state": Contract.State.ENDED}
    sweep(over(day), ended, telling=ContractEnded(), by=system_actor("报价到期"), at=at)


def sign_papers(rng: Random, actors: Actors, day: date, at: datetime) -> None:
    """Contracts near their end are signed again or not, and newcomers sign their first one."""
    rows = [*again(rng, day), *first_ones(rng, day)]
    held: dict[str, list[Values]] = defaultdict(list)
    for row in rows:
        held[row["customer"].owner.username].append(row)
    entity, told = registry.get("contract"), ContractSigned(signed_on=day.isoformat())
    for login, mine in held.items():
        made = batches.create_many(entity, mine, by=actors[login], at=at).created.values()
        signed = [(one.pk, {"signed_on": day.isoformat()}) for one in made]
        kept: dict[int, Values] = {pk: {"state": Contract.State.SIGNED} for pk, _row in signed}
        batches.change_many(entity, signed, by=actors[login], at=at, telling=told, kept=kept)


def again(rng: Random, day: date) -> list[Values]:
    """Those that end within the month are signed again, unless the customer is gone or fed up."""
    ending = Contract.objects.filter(
        state=Contract.State.SIGNED, ends_on__gt=day, ends_on__lte=add_months(day, 1),
        title__in=[title for title, _share, _days in KINDS.values()], customer__owner__isnull=False,
    )  # fmt: skip
    rows = ending.filter(customer__removed_at=None).select_related("customer__owner").order_by("pk")
    known = moods([one.customer_id for one in rows], day)
    return [
        values(one.customer, one.title, one.amount, (one.ends_on or day) + timedelta(1))
        for one in rows if rng.random() > chance(one, known)
    ]  # fmt: skip


def chance(one: Contract, known: dict[int, tuple[int, bool, bool]]) -> float:
    """How likely this one is not signed again."""
    silent, upset, gone = known[one.customer_id]
    if gone:
        return 1.0
    days = next(days for title, _share, days in KINDS.values() if title == one.title)
    earlier = Contract.objects.filter(
        customer=one.customer, title=one.title, starts_on__lt=one.starts_on
    )
    odds = USUAL + SILENT * (silent > days) + UPSET * upset + FIRST * (not earlier.exists())
    return 1 / (1 + math.exp(-odds))


def moods(keys: list[int], day: date) -> dict[int, tuple[int, bool, bool]]:
    """Of each customer: days since the last order, whether they were upset in the last half year, whether gone."""
    last = dict(
        Order.objects.sold().filter(customer__in=keys, ordered_on__lte=day).order_by()
        .values_list("customer").annotate(Max("ordered_on"))
    )  # fmt: skip
    bad = Q(mood=Activity.Mood.UPSET) | Q(outcome=Activity.Outcome.TROUBLE)
    lately = Activity.objects.filter(
        bad, customer__in=keys, happened_at__gte=evening(day - timedelta(180))
    )
    upset = set(lately.values_list("customer", flat=True))
    away = Departure.objects.filter(customer__in=keys, came_back_on=None, left_on__lte=day)
    gone = set(away.values_list("customer", flat=True))
    return {pk: ((day - last.get(pk, date.min)).days, pk in upset, pk in gone) for pk in keys}


def first_ones(rng: Random, day: date) -> list[Values]:
    """Firms that began to buy in the last half year, some of them every month."""
    found = []
    for tag, (title, share, _days) in KINDS.items():
        for one in newcomers(tag, title, day):
            if rng.random() < share * A_MONTH:
                amount = rng.choice(FEES) if tag == "商业" else yearly(one, day)
                found.append(values(one, title, amount, day + timedelta(rng.randrange(5, 35))))
    return found


def newcomers(tag: str, title: str, day: date) -> QuerySet[Customer]:
    """With the day of their first order and what they bought so far, none of whom has such a contract."""
    has_one = Contract.objects.filter(customer=OuterRef("pk"), title=title)
    firms = Customer.objects.filter(tags__contains=f"|{tag}|", removed_at=None, owner__isnull=False)
    rows = firms.exclude(Exists(has_one)).select_related("owner").order_by("pk")
    bought = rows.annotate(begun=Min("orders__ordered_on"), sold=Sum("orders__amount"))
    return bought.filter(begun__gt=day - timedelta(180))


def yearly(one: Customer, day: date) -> str:
    """What a year comes to at the pace so far, in whole thousands of 元."""
    begun, sold = one.__dict__["begun"], one.__dict__["sold"] or 0
    days = max((day - begun).days, 30)
    return str(max(round(sold / 100 * 365 / days / 1000), 12) * 1000)


def values(customer: Customer, title: str, amount: int | str | None, starts: date) -> Values:
    return {
        "customer": customer, "title": title, "owner": customer.owner, "starts_on": starts,
        "amount": amount if isinstance(amount, str) else str((amount or 0) // 100),
        "ends_on": add_months(starts, 12) - timedelta(1), "payment_terms": "按月结算，次月 15 日前付清",
    }  # fmt: skip


def evening(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(17)))
