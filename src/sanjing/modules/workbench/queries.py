"""What one person has before them today."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import F, QuerySet
from django.utils import timezone

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.entities import registry
from sanjing.foundation.events import timeline
from sanjing.foundation.events.models import Event
from sanjing.modules.activities.models import Task
from sanjing.modules.customers import queries as customers
from sanjing.modules.customers.models import Customer
from sanjing.modules.promises import queries as promises
from sanjing.modules.promises.models import Promise

SHOWN = 8
AHEAD = timedelta(days=3)
LATEST_EVENTS = 300
OWN_RECENT = 20
Head = tuple[int, int, str, int | None]


@dataclass(frozen=True, slots=True)
class Due:
    """A customer to contact; `phone` is what this reader may see, `dial` empty where it is masked."""

    customer: Customer
    phone: str
    dial: str
    late: int


def my_contacts(actor: Actor, today: date) -> tuple[list[Due], bool]:
    """My customers due for contact, overdue first, and whether there are more."""
    entity = registry.get("customer")
    phone = entity.fields_for(actor).get("phone")
    rows = entity.visible_to(actor).filter(
        owner=actor.user_id, next_contact_date__lte=today + AHEAD
    )
    found = list(rows.order_by("next_contact_date", "pk")[: SHOWN + 1])
    due = [
        Due(
            customer=row,
            phone=phone.cell(row).text if phone else "",
            dial=row.phone if phone and not phone.masked else "",
            late=(today - row.next_contact_date).days,
        )
        for row in found[:SHOWN]
    ]
    return due, len(found) > SHOWN


def my_tasks(actor: Actor, today: date) -> tuple[list[tuple[Task, int]], bool]:
    """My open tasks due by today with the days they are late, and whether there are more."""
    rows = (
        registry.get("task")
        .visible_to(actor)
        .filter(owner=actor.user_id, done_at=None, due_date__lte=today)
    )
    found = list(rows.select_related("customer").order_by("due_date", "pk")[: SHOWN + 1])
    return [(task, (today - task.due_date).days) for task in found[:SHOWN]], len(found) > SHOWN


def my_silent(actor: Actor, at: datetime) -> tuple[list[tuple[Customer, int]], bool]:
    """My customers that fell silent, the latest first, with the days since anybody spoke to them."""
    today = timezone.localdate(at)
    rows = customers.silent(actor, at).filter(owner=actor.user_id)
    found = list(rows.order_by(F("last_contacted_at").desc(nulls_last=True), "pk")[: SHOWN + 1])
    aged = [
        (row, (today - timezone.localdate(row.last_contacted_at or row.owned_since)).days)
        for row in found
    ]
    return aged[:SHOWN], len(found) > SHOWN


@dataclass(frozen=True, slots=True)
class Promised:
    """Promises to keep now, one's own first, then those people below let go by, with the days late."""

    mine: list[tuple[Promise, int]]
    team: list[tuple[Promise, int]]
    more: bool


def promised(actor: Actor, today: date) -> Promised:
    if not actor.may("promise", "see"):
        return Promised([], [], more=False)
    mine = promises.mine_due(actor, today, SHOWN + 1)
    team = promises.team_late(actor, today, SHOWN + 1)
    more = max(len(mine), len(team)) > SHOWN
    return Promised(aged(mine[:SHOWN], today), aged(team[:SHOWN], today), more)


def aged(rows: list[Promise], today: date) -> list[tuple[Promise, int]]:
    return [(one, (today - one.due_on).days) for one in rows]


@dataclass(frozen=True, slots=True)
class Change:
    """Something that happened, and at which customer."""

    line: timeline.Line
    customer_id: int
    customer: str


def recent_changes(actor: Actor) -> list[Change]:
    """What happened last at customers this person sees; of an import only its last line.

    Looks at the newest events of all, and at those of the person's own latest customers.
    """
    entity = registry.get("customer")
    own = entity.visible_to(actor).filter(owner=actor.user_id).order_by("-changed_at")
    hubs = list(own.values_list("pk", flat=True)[:OWN_RECENT])
    heads = {*head(Event.objects.all()), *head(Event.objects.filter(hub_id__in=hubs))}
    readable = [one for one in heads if actor.may(one[2], "see")]
    wanted = {hub for _pk, hub, _entity, _batch in readable}
    seen = dict(entity.visible_among(actor, wanted).values_list("pk", "name"))
    chosen = newest(one for one in sorted(readable, reverse=True) if one[1] in seen)
    events = Event.objects.filter(pk__in=chosen).order_by("-id")
    hub_of = {pk: hub for pk, hub, _entity, _batch in readable}
    told = [(line, hub_of[line.event_id]) for line in timeline.lines(events, actor)]
    return [Change(line, hub, seen[hub]) for line, hub in told[:SHOWN] if hub]


def newest(heads: Iterable[Head]) -> list[int]:
    """Ids of the first of `heads`, one for each batch; some more than are shown, for those that tell nothing."""
    chosen: list[int] = []
    batches: set[int] = set()
    for pk, _hub, _entity, batch in heads:
        if batch not in batches and len(chosen) < 2 * SHOWN:
            chosen.append(pk)
            batches |= {batch} if batch else set()
    return chosen


def head(rows: QuerySet[Event]) -> list[Head]:
    """(id, hub, entity, batch) of the newest of `rows` that belong to a customer."""
    found = rows.order_by("-id").values_list("pk", "hub_id", "entity", "batch")[:LATEST_EVENTS]
    return [(pk, hub, entity, batch) for pk, hub, entity, batch in found if hub is not None]


def is_new(actor: Actor) -> bool:
    """Whether this person has no customer to see yet but may bring some."""
    return (
        actor.may("customer", "create") and not registry.get("customer").visible_to(actor).exists()
    )
