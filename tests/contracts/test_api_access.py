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
from tests.support.factories import make, typed, values_for
from tests.support.programs import Program, program

__all__ = ["program"]
pytestmark = pytest.mark.django_db
SERVED = [entity for entity in registry.all_entities() if entity.api is not None]
every_entity = pytest.mark.parametrize("entity", SERVED, ids=lambda entity: entity.name)


def ask_create(by: Program, entity: Entity, _record: Model, actor: Any) -> Any:
    return by.post(f"/api/{entity.slug}", typed(values_for(entity, actor)))


def ask_bulk(by: Program, entity: Entity, _record: Model, actor: Any) -> Any:
    return by.post(f"/api/{entity.slug}/bulk", {"create": [typed(values_for(entity, actor))]})


def ask_change(by: Program, entity: Entity, record: Model, actor: Any) -> Any:
    change = one_change(entity, record, actor)
    return by.patch(f"/api/{entity.slug}/{record.pk}", change, if_match="*")


@dataclass(frozen=True)
class Call:
    name: str
    needs: str
    about: str
    scope: str
    good: int
    ask: Callable[[Program, Entity, Model, Any], Any]


def reading(name: str, about: str, path: str) -> Call:
    def ask(by: Program, entity: Entity, record: Model, _actor: Any) -> Any:
        return by.get(path.format(slug=entity.slug, pk=record.pk))

    return Call(name, "see", about, "read", 200, ask)


CALLS = [
    reading("list", "entity", "/api/{slug}"),
    reading("one", "record", "/api/{slug}/{pk}"),
    reading("history", "record", "/api/{slug}/{pk}/history"),
    Call("create", "create", "entity", "write", 201, ask_create),
    Call("bulk create", "create", "entity", "write", 200, ask_bulk),
    Call("change", "change", "record", "write", 200, ask_change),
    Call(
        "remove",
        "remove",
        "record",
        "write",
        204,
        lambda by, entity, record, _actor: by.delete(f"/api/{entity.slug}/{record.pk}"),
    ),
]


def is_problem(response: Any, status: int) -> bool:
    told = response.json()
    right = response["Content-Type"] == "application/problem+json" and told["status"] == status
    return response.status_code == status and right and bool(told["detail"])


@every_entity
def test_a_stranger_is_told_to_bring_a_token(entity, mine, state, subtests) -> None:
    record = make(entity, mine.actor)
    before = state()
    nobody = Program("")
    nobody.client = Client()
    for call in CALLS:
        with subtests.test(call.name):
            response = call.ask(nobody, entity, record, mine.actor)
            assert is_problem(response, 401)
            assert response["WWW-Authenticate"].startswith("Bearer")
            assert state() == before


@every_entity
def test_somebody_without_a_role_is_refused(entity, mine, outsider, program, state, subtests):
    record, by = make(entity, mine.actor), program(outsider)
    before = state()
    for call in CALLS:
        with subtests.test(call.name):
            response = call.ask(by, entity, record, mine.actor)
            assert is_problem(response, 404 if call.about == "record" else 403)
            assert state() == before


@every_entity
def test_people_reach_their_own_and_leave_one_event_for_a_change(entity, mine, program, subtests):
    by = program(mine)
    for call in CALLS:
        with subtests.test(call.name):
            record = make(entity, mine.actor)
            last = Event.objects.latest("id").pk
            response = call.ask(by, entity, record, mine.actor)
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
    record, by = make(entity, neighbour.actor), program(mine)
    before = state()
    for call in (call for call in CALLS if call.about == "record"):
        with subtests.test(call.name):
            assert is_problem(call.ask(by, entity, record, mine.actor), 404)
            assert state() == before
    listed = by.get(f"/api/{entity.slug}").json()["data"]
    assert record.pk not in [row["id"] for row in listed]


@every_entity
def test_a_bulk_change_passes_over_what_a_neighbour_holds(
    entity, mine, neighbour, program, state
) -> None:
    if is_shared(entity):
        pytest.skip("everybody who may see any may see all")
    record = make(entity, neighbour.actor)
    before = state()
    change = {"id": record.pk, "values": one_change(entity, record, mine.actor)}
    response = program(mine).post(f"/api/{entity.slug}/bulk", {"change": [change]})
    assert response.json()["refused"] == 1
    assert state() == before


@every_entity
def test_leaders_reach_what_the_teams_below_hold(entity, mine, leader, program, subtests) -> None:
    by = program(leader)
    for call in (call for call in CALLS if call.about == "record"):
        with subtests.test(call.name):
            record = make(entity, mine.actor)
            assert call.ask(by, entity, record, leader.actor).status_code == call.good


@every_entity
def test_readers_read_and_are_refused_the_rest(
    entity, mine, reader, program, state, subtests
) -> None:
    record, by = make(entity, mine.actor), program(reader)
    before = state()
    for call in CALLS:
        with subtests.test(call.name):
            response = call.ask(by, entity, record, mine.actor)
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
            record = make(entity, mine.actor)
            before = state()
            response = call.ask(by, entity, record, mine.actor)
            if call.scope == scope.rpartition(":")[2] and "other" not in scope:
                assert response.status_code == call.good
            else:
                assert is_problem(response, 403)
                assert state() == before


@every_entity
def test_a_token_that_may_only_write_is_not_told_what_stands(entity, mine, program) -> None:
    record, by = make(entity, mine.actor), program(mine, "write")
    response = by.patch(f"/api/{entity.slug}/{record.pk}", {}, if_match="*")
    assert response.json() == {"id": record.pk, "reference": record.reference}


@every_entity
def test_what_left_the_bin_comes_back(entity, mine, neighbour, program, state) -> None:
    record = make(entity, mine.actor)
    records.remove(record, by=mine.actor, at=record.created_at)
    path = f"/api/{entity.slug}/{record.pk}"
    before = state()
    refused = program(neighbour).post(f"{path}/restore")
    if not is_shared(entity):
        assert is_problem(refused, 404)
        assert state() == before
        assert program(mine).get(path).status_code == 404
        assert program(mine).post(f"{path}/restore").status_code == 200
    assert program(mine).get(path).status_code == 200
