"""Reads about approvals."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime

from django.db.models import F, Model, Prefetch, Q, QuerySet
from django.utils import timezone

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.accounts.models import User
from sanjing.foundation.accounts.superiors import superiors_of
from sanjing.foundation.approvals.models import (
    Approval,
    ApprovalRule,
    ApprovalStep,
    Delegation,
    RuleStep,
    Vote,
)
from sanjing.foundation.approvals.purposes import of_entity
from sanjing.foundation.entities import registry
from sanjing.foundation.events.models import Event
from sanjing.foundation.prepared import Prepared

SHOWN = 50
SHOWN_ON_PAGE = 3
ANSWERS = ("approval.granted", "approval.refused", "approval.withdrawn")


def with_steps(rows: QuerySet[Approval]) -> QuerySet[Approval]:
    """Approvals read along with their steps and votes in order."""
    votes = Vote.objects.select_related("person", "by").order_by("pk")
    steps = ApprovalStep.objects.order_by("position").prefetch_related(Prefetch("votes", votes))
    return rows.select_related("asked_by").prefetch_related(Prefetch("steps", steps))


def stood_in_for(person_id: int | None, today: date) -> QuerySet:
    """Ids of those in whose place this person decides today."""
    rows = Delegation.objects.filter(to=person_id, ended_at=None)
    return rows.filter(first_date__lte=today, last_date__gte=today).values("person")


def owed_votes(person_id: int | None, today: date) -> QuerySet[Vote]:
    """The votes that this person could give now, their own and those they stand in for."""
    stands_in = Q(person__in=stood_in_for(person_id, today))
    mine = Q(person=person_id) | stands_in & ~Q(step__approval__asked_by=person_id)
    return Vote.objects.filter(
        mine, verdict="", step__state=ApprovalStep.State.OPEN,
        step__approval__state=Approval.State.WAITING,
    )  # fmt: skip


def waiting_ids(person_id: int, today: date) -> QuerySet:
    """Ids of the requests that wait for this person."""
    return owed_votes(person_id, today).values_list("step__approval").distinct()


_waiting = Prepared(waiting_ids, int, date)


def waiting_count(actor: Actor) -> int:
    """How many requests wait for this person; the number in the navigation."""
    return len(_waiting.ask(actor.user_id, timezone.localdate())) if actor.user_id else 0


def waiting_for(actor: Actor, today: date) -> list[Approval]:
    """What waits for this person, the longest first."""
    ids = owed_votes(actor.user_id, today).values("step__approval")
    return list(with_steps(Approval.objects.filter(pk__in=ids)).order_by("asked_at", "pk")[:SHOWN])


def asked_by(actor: Actor) -> list[Approval]:
    """What this person asked for, newest first."""
    rows = Approval.objects.filter(asked_by=actor.user_id)
    return list(with_steps(rows).order_by("-pk")[:SHOWN])


def decided_by(actor: Actor) -> list[Approval]:
    """What this person had a say in, newest first."""
    votes = Vote.objects.filter(by=actor.user_id).exclude(verdict="")
    rows = Approval.objects.filter(pk__in=votes.values("step__approval"))
    return list(with_steps(rows).order_by("-pk")[:SHOWN])


def visible_to(actor: Actor, today: date) -> QuerySet[Approval]:
    """Requests that this person made, decides or decided, or administers."""
    if actor.is_administrator or actor.is_system:
        return Approval.objects.all()
    say = Q(person=actor.user_id) | Q(by=actor.user_id)
    say |= Q(person__in=stood_in_for(actor.user_id, today))
    part = Vote.objects.filter(say).values("step__approval")
    return Approval.objects.filter(Q(asked_by=actor.user_id) | Q(pk__in=part))


def of_record(record: Model) -> list[Approval]:
    """Requests about a record under way, then the last ones decided. Read once for all panels of a page."""
    kept = record.__dict__
    if "requests_read" not in kept:
        entity = registry.entity_of_model(type(record))
        rows = with_steps(Approval.objects.filter(entity=entity.name, record_id=record.pk))
        rows = rows.order_by(F("decided_at").desc(nulls_first=True), "-pk")
        kept["requests_read"] = list(rows[:SHOWN_ON_PAGE])
    return kept["requests_read"]


def waiting_about(entity: str, ids: Iterable[int]) -> list[Approval]:
    """Requests under way about any of these records."""
    if not of_entity(entity):
        return []
    rows = Approval.objects.filter(entity=entity, state=Approval.State.WAITING)
    return list(rows.filter(record_id__in=list(ids)))


def answers_about(entity: str, ids: Iterable[int]) -> list[Event]:
    """The last answer about each of these records that no request waits for any more.

    Who could not act on it then, because the record lay in the bin with its customer, does so now.
    """
    wanted = set(ids)
    wanted -= {approval.record_id for approval in waiting_about(entity, wanted)}
    rows = Event.objects.filter(entity=entity, record_id__in=wanted, name__in=ANSWERS)
    return list({event.record_id: event for event in rows.order_by("pk")}.values())


def seats_of(step: RuleStep, asker: User | None) -> Sequence[User]:
    """Those at work whom a step of a rule asks."""
    if step.who == RuleStep.Who.LEAD:
        return superiors_of(asker)
    people = User.objects.filter(is_active=True)
    if step.who == RuleStep.Who.ROLE:
        return list(people.filter(roles=step.role_id).order_by("pk"))
    return list(people.filter(pk__in=step.people.values("pk")).order_by("pk"))


def rules_of(purpose: str) -> list[ApprovalRule]:
    """The active rules of a purpose in the order in which they are tried."""
    rows = ApprovalRule.objects.filter(purpose=purpose, active=True)
    return list(rows.order_by("position", "pk").prefetch_related("steps"))


def rules_for_administration() -> list[ApprovalRule]:
    steps = RuleStep.objects.select_related("role").order_by("position")
    rows = ApprovalRule.objects.prefetch_related(Prefetch("steps", steps), "steps__people")
    return list(rows.order_by("purpose", "position", "pk"))


def delegations_of(actor: Actor, at: datetime) -> list[Delegation]:
    """What this person gave away and that is not over."""
    rows = Delegation.objects.filter(person=actor.user_id, ended_at=None).select_related("to")
    return list(rows.filter(last_date__gte=timezone.localdate(at)).order_by("first_date"))


def urls_of(approvals: Iterable[Approval], actor: Actor) -> dict[int, str]:
    """Where the records are, by the id of the request, for those who may see them."""
    about: dict[str, dict[int, int]] = defaultdict(dict)
    for one in approvals:
        about[one.entity][one.pk] = one.record_id
    urls: dict[int, str] = {}
    for name, ids in about.items():
        if entity := registry.find(name):
            seen = {row.pk: entity.url(row) for row in entity.visible_among(actor, ids.values())}
            urls |= {pk: seen[record] for pk, record in ids.items() if record in seen}
    return urls
