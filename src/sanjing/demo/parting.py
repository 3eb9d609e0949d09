"""What changed silently at customers of the demo company: people who left theirs, and answers that take longer."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from functools import partial
from random import Random

from django.utils import timezone

from sanjing.demo.agenda import Agenda
from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.entities import records, registry
from sanjing.modules.customers.models import Contact, Customer
from sanjing.modules.quotes.actions import send as sending
from sanjing.modules.quotes.actions.decline import decline
from sanjing.modules.quotes.models import Quote

LEFT, ASKED, CHATTED = 6, 4, 8
ASKED_AGO = ((300, 2), (230, 4), (40, None))
"""A quote so many days ago, answered after so many."""
CHATS = (
    ("新一年的供气方案发给您了，请看看", "方案收到，气量按第二档报"),
    ("检修安排请您确认", "检修可以，安排在周末"),
    ("报警器的参数发您了", "参数看过了，先装两台"),
    ("上次谈的改造图纸，请您定一下", "图纸定了，下周来量尺寸"),
)
CHATTED_AGO = (330, 270, 210, 45)
STEADY, SLOWER = (2, 3, 3, 2), (2, 3, 2, None)
"""After how many days each message is answered; every other customer came to leave the last one waiting."""
REASON = "先用库存，过一阵再说"
GOODS = [{"product": "S-B", "quantity": "20"}]
Actors = dict[str, Actor]


def part(agenda: Agenda, rng: Random, actors: Actors, now: datetime) -> None:
    """At some customers who buy a person leaves lately; a few come to answer quotes more slowly than before."""
    today = timezone.localdate(now)
    for n in range(LEFT):
        day = today - timedelta(15 + 17 * n)
        agenda.plan(morning(day), partial(leave, rng, actors, day))
    for n in range(ASKED):
        first = today - timedelta(ASKED_AGO[0][0] + 3 * n)
        agenda.plan(morning(first), partial(ask, agenda, rng, actors, first))
    others = Random(rng.getstate()[1][0])
    for n in range(CHATTED):
        first = today - timedelta(CHATTED_AGO[0] + 2 * n)
        waits = SLOWER if n % 2 else STEADY
        agenda.plan(morning(first), partial(chat, agenda, others, actors, first, waits))


def buying(rng: Random, day: date) -> Customer | None:
    """A firm with an owner that bought not long before the day."""
    rows = Customer.objects.filter(
        removed_at=None, owner__isnull=False, kind=Customer.Kind.ORGANISATION,
        orders__ordered_on__range=(day - timedelta(45), day),
    )  # fmt: skip
    found = list(rows.select_related("owner").distinct().order_by("pk"))
    return rng.choice(found) if found else None


def leave(rng: Random, actors: Actors, day: date) -> None:
    customer = buying(rng, day)
    people = Contact.objects.filter(customer=customer, removed_at=None, left_on=None).order_by("pk")
    if customer is None or (person := people.first()) is None:
        return
    values = {"left_on": (day - timedelta(3)).isoformat(), "note": "换了单位，新来的人还没联系上"}
    records.change(person, values, by=actors[customer.owner.username], at=morning(day))


def ask(agenda: Agenda, rng: Random, actors: Actors, first: date) -> None:
    """Two quotes of last year answered in days, one of this quarter that still waits."""
    customer = buying(rng, first)
    if customer is None:
        return
    by = actors[customer.owner.username]
    for ago, days in ASKED_AGO:
        day = first + timedelta(ASKED_AGO[0][0] - ago)
        agenda.plan(morning(day), partial(quote, agenda, customer, day, days, by=by))


def quote(agenda: Agenda, customer: Customer, day: date, days: int | None, *, by: Actor) -> None:
    at = morning(day)
    values = {
        "customer": customer,
        "quoted_on": day,
        "valid_until": day + timedelta(90),
        "lines": GOODS,
    }
    made: Quote = records.create(registry.get("quote"), values, by=by, at=at)
    made = sending.send(made, by=by, at=at)
    if days and made.state == Quote.State.SENT:
        answered = morning(day + timedelta(days))
        agenda.plan(answered, partial(decline, made, reason=REASON, by=by, at=answered))


def chat(
    agenda: Agenda, rng: Random, actors: Actors, first: date, waits: tuple[int | None, ...]
) -> None:
    """Messages over a year, answered after so many days."""
    customer = buying(rng, first)
    if customer is None:
        return
    by = actors[customer.owner.username]
    for ago, days, (asked, came) in zip(CHATTED_AGO, waits, CHATS, strict=True):
        day = first + timedelta(CHATTED_AGO[0] - ago)
        agenda.plan(morning(day), partial(message, customer, "outbound", asked, day, by=by))
        if days:
            day += timedelta(days)
            agenda.plan(morning(day), partial(message, customer, "inbound", came, day, by=by))


def message(customer: Customer, direction: str, text: str, day: date, *, by: Actor) -> None:
    at = morning(day)
    told = {"customer": customer, "kind": "wechat", "direction": direction, "summary": text}
    records.create(registry.get("activity"), told, by=by, at=at)


def morning(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(10)))
