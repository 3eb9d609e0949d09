"""Who reaches what over the API: refused, allowed, and allowed but not this one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from django.db.models import Model
from django.test import Client

from sanjing.foundation.entities import records, registry
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
    change: dict[str, Any]

    @property
    def path(self) -> str:
        return f"/api/{self.entity.slug}"

    @property
    def item(self) -> str:
        return f"{self.path}/{self.record.pk}"


def target(entity: Entity, holder: Person) -> Target:
    record = make(entity, holder.actor)
    new = typed(values_for(entity, holder.actor))
    return Target(entity, record, new, one_change(entity, record, holder.actor))


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
        lambda by, it: by.post(f"{it.path}/bulk", {"create": [it.new]}),
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


@every_entity
def test_a_stranger_is_told_to_bring_a_token(entity, mine, state, subtests) -> None:
    it = target(entity, mine)
    before = state()
    nobody = Program("")
    nobody.client = Client()
    for call in CALLS:
        with subtests.test(call.name):
            response = call.ask(nobody, it)
            assert is_problem(response, 401)
            assert response["WWW-Authenticate"].startswith("Bearer")
            assert state() == before


@every_entity
def test_somebody_without_a_role_is_refused(entity, mine, outsider, program, state, subtests):
    it, by = target(entity, mine), program(outsider)
    before = state()
    for call in CALLS:
        with subtests.test(call.name):
            response = call.ask(by, it)
            assert is_problem(response, 404 if call.about == "record" else 403)
            assert state() == before


@every_entity
def test_people_reach_their_own_and_leave_one_event_for_a_change(entity, mine, program, subtests):
    by = program(mine)
    for call in CALLS:
        with subtests.test(call.name):
            it = target(entity, mine)
            last = Event.objects.latest("id").pk
            response = call.ask(by, it)
            assert response.status_code == call.good, response.content.decode()
            told = Event.objects.filter(pk__gt=last, entity=entity.name)
            who = [(event.actor_id, event.via) for event in told]
            assert who == ([(mine.user.pk, "api")] if call.scope == "write" else [])


@every_entity
def test_what_a_neighbour_holds_is_not_found(
    entity, mine, neighbour, program, state, subtests
) -> None:
    if is_shared(entity):
        pytest.skip("everybody who may see any may see all")
    it, by = target(entity, neighbour), program(mine)
    before = state()
    for call in (call for call in CALLS if call.about == "record"):
        with subtests.test(call.name):
            assert is_problem(call.ask(by, it), 404)
            assert state() == before
    listed = by.get(f"/api/{entity.slug}").json()["data"]
    assert it.record.pk not in [row["id"] for row in listed]


@every_entity
def test_a_bulk_change_passes_over_what_a_neighbour_holds(
    entity, mine, neighbour, program, state
) -> None:
    if is_shared(entity):
        pytest.skip("everybody who may see any may see all")
    it, by = target(entity, neighbour), program(mine)
    before = state()
    change = {"id": it.record.pk, "values": it.change}
    response = by.post(f"{it.path}/bulk", {"change": [change]})
    assert response.json()["refused"] == 1
    assert state() == before


@every_entity
def test_leaders_reach_what_the_teams_below_hold(entity, mine, leader, program, subtests) -> None:
    by = program(leader)
    for call in (call for call in CALLS if call.about == "record"):
        with subtests.test(call.name):
            it = target(entity, mine)
            assert call.ask(by, it).status_code == call.good


@every_entity
def test_readers_read_and_are_refused_the_rest(
    entity, mine, reader, program, state, subtests
) -> None:
    it, by = target(entity, mine), program(reader)
    before = state()
    for call in CALLS:
        with subtests.test(call.name):
            response = call.ask(by, it)
            assert response.status_code == (200 if call.needs == "see" else 403)
            assert state() == before


@every_entity
@pytest.mark.parametrize("scope", ["read", "write", "{slug}:read", "{slug}:write", "other:write"])
def test_a_token_opens_no_more_than_its_scopes(
    entity, scope, mine, program, state, subtests
) -> None:
    by = program(mine, scope.format(slug=entity.slug))
    for call in CALLS:
        with subtests.test(call.name):
            it = target(entity, mine)
            before = state()
            response = call.ask(by, it)
            if call.scope == scope.rpartition(":")[2] and "other" not in scope:
                assert response.status_code == call.good
            else:
                assert is_problem(response, 403)
                assert state() == before


@every_entity
def test_a_token_that_may_only_write_is_not_told_what_stands(entity, mine, program) -> None:
    it, by = target(entity, mine), program(mine, "write")
    response = by.patch(it.item, {}, if_match="*")
    assert response.json() == {"id": it.record.pk, "reference": it.record.reference}


@every_entity
def test_what_left_the_bin_comes_back(entity, mine, program) -> None:
    it, by = target(entity, mine), program(mine)
    assert by.delete(it.item).status_code == 204
    assert is_problem(by.get(it.item), 404)
    assert by.post(f"{it.item}/restore").json()["id"] == it.record.pk
    assert by.get(it.item).status_code == 200


@every_entity
def test_nobody_takes_what_a_neighbour_binned(entity, mine, neighbour, program, state) -> None:
    if is_shared(entity):
        pytest.skip("everybody who may see any may see all")
    it, by = target(entity, neighbour), program(mine)
    records.remove(it.record, by=neighbour.actor, at=it.record.created_at)
    before = state()
    assert is_problem(by.post(f"{it.item}/restore"), 404)
    assert state() == before
