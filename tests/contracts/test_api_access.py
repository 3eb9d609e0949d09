"""Who reaches what over the API: refused, allowed, and allowed but not this one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from django.db.models import Model
from django.test import Client

from sanjing.foundation.entities import registry
from sanjing.foundation.entities.entity import Entity
from sanjing.foundation.events.models import Event
from tests.contracts.conftest import is_shared
from tests.contracts.surfaces import one_change
from tests.support.cast import Person
from tests.support.factories import make, typed, values_for
from tests.support.programs import Program, program

__all__ = ["program"]
pytestmark = pytest.mark.django_db
SERVED = [entity for entity in registry.all_entities() if entity.api is not None]
every_entity = pytest.mark.parametrize("entity", SERVED, ids=lambda entity: entity.name)


@dataclass(frozen=True)
class Target:
    """A record, and what is sent about it; made before the world is looked at."""

    entity: Entity
    record: Model
    new: dict[str, Any]
    another: dict[str, Any]
    change: dict[str, Any]

    @property
    def path(self) -> str:
        return f"/api/{self.entity.slug}"

    @property
    def item(self) -> str:
        return f"{self.path}/{self.record.pk}"


def target(entity: Entity, holder: Person) -> Target:
    by = holder.actor
    record = make(entity, by)
    new, another = (typed(values_for(entity, by)) for _ in range(2))
    return Target(entity, record, new, another, one_change(entity, record, by))


@dataclass(frozen=True)
class Call:
    name: str
    needs: str
    about: str
    good: int
    ask: Callable[[Program, Target], Any]

    @property
    def scope(self) -> str:
        return "read" if self.needs == "see" else "write"


CALLS = [
    Call("list", "see", "entity", 200, lambda by, it: by.get(it.path)),
    Call("one", "see", "record", 200, lambda by, it: by.get(it.item)),
    Call("history", "see", "record", 200, lambda by, it: by.get(f"{it.item}/history")),
    Call("create", "create", "entity", 201, lambda by, it: by.post(it.path, it.new)),
    Call(
        "bulk",
        "create",
        "entity",
        200,
        lambda by, it: by.post(f"{it.path}/bulk", {"create": [it.another]}),
    ),
    Call(
        "change", "change", "record", 200, lambda by, it: by.patch(it.item, it.change, if_match="*")
    ),
    Call("remove", "remove", "record", 204, lambda by, it: by.delete(it.item)),
]


def is_problem(response: Any, status: int) -> bool:
    told = response.json()
    right = response["Content-Type"] == "application/problem+json" and told["status"] == status
    return response.status_code == status and right and bool(told["detail"])


def of_the_record() -> list[Call]:
    return [call for call in CALLS if call.about == "record"]


@every_entity
def test_who_may_not_is_refused_and_changes_nothing(
    entity, mine, neighbour, outsider, reader, program, state, subtests
) -> None:
    it, shared = target(entity, neighbour), is_shared(entity)
    callers = {"stranger": Program(""), "outsider": program(outsider), "reader": program(reader)}
    callers["stranger"].client = Client()
    callers |= {} if shared else {"mine": program(mine)}
    before = state()
    for name, by in callers.items():
        for call in of_the_record() if name == "mine" else CALLS:
            with subtests.test(f"{name}: {call.name}"):
                response = call.ask(by, it)
                if name == "stranger":
                    assert is_problem(response, 401)
                    assert response["WWW-Authenticate"].startswith("Bearer")
                elif name == "reader":
                    assert response.status_code == (200 if call.needs == "see" else 403)
                else:
                    assert is_problem(response, 404 if call.about == "record" else 403)
                assert state() == before


@every_entity
def test_what_a_neighbour_holds_is_neither_listed_nor_changed_in_bulk(
    entity, mine, neighbour, program, state
) -> None:
    if is_shared(entity):
        pytest.skip("everybody who may see any may see all")
    it, by = target(entity, neighbour), program(mine)
    listed = by.get(it.path).json()["data"]
    assert it.record.pk not in [row["id"] for row in listed]
    before = state()
    change = {"id": it.record.pk, "values": it.change}
    response = by.post(f"{it.path}/bulk", {"change": [change]})
    assert response.json()["refused"] == 1
    assert state() == before


@every_entity
def test_people_reach_their_own_and_leave_one_event_for_a_change(entity, mine, program, subtests):
    it, by = target(entity, mine), program(mine)
    for call in CALLS:
        with subtests.test(call.name):
            last = Event.objects.latest("id").pk
            response = call.ask(by, it)
            assert response.status_code == call.good, response.content.decode()
            told = Event.objects.filter(pk__gt=last, entity=entity.name)
            who = [(event.actor_id, event.via) for event in told]
            assert who == ([(mine.user.pk, "api")] if call.scope == "write" else [])


@every_entity
def test_leaders_reach_what_the_teams_below_hold(entity, mine, leader, program, subtests) -> None:
    it, by = target(entity, mine), program(leader)
    for call in of_the_record():
        with subtests.test(call.name):
            assert call.ask(by, it).status_code == call.good


SCOPES = {
    "other:write": "",
    "read": "read",
    "{slug}:read": "read",
    "write": "write",
    "{slug}:write": "write",
}
"""Scopes of tokens, and what they let do here; those that let write use their record up."""


@every_entity
def test_a_token_opens_no_more_than_its_scopes(entity, mine, program, state, subtests) -> None:
    it = None
    for scope, opens in SCOPES.items():
        it = target(entity, mine) if it is None or opens == "write" else it
        by = program(mine, scope.format(slug=entity.slug))
        before = state()
        for call in CALLS:
            with subtests.test(f"{scope}: {call.name}"):
                response = call.ask(by, it)
                if call.scope == opens:
                    assert response.status_code == call.good
                    before = state() if opens == "write" else before
                else:
                    assert is_problem(response, 403)
                    assert state() == before
            if scope == "write" and call.name == "change":
                told = {"id": it.record.pk, "reference": it.record.reference}
                assert response.json() == told, "may not read what stands"


@every_entity
def test_what_left_the_bin_comes_back_for_those_who_reach_it(
    entity, mine, neighbour, program, state
) -> None:
    it, by, other = target(entity, mine), program(mine), program(neighbour)
    assert by.delete(it.item).status_code == 204
    assert is_problem(by.get(it.item), 404)
    before = state()
    if not is_shared(entity):
        assert is_problem(other.post(f"{it.item}/restore"), 404)
        assert state() == before
    assert by.post(f"{it.item}/restore").json()["id"] == it.record.pk
    assert by.get(it.item).status_code == 200
