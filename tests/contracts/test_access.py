"""Who reaches what: every page of every entity, refused, allowed, and allowed but not this one."""

from __future__ import annotations

import pytest
from django.test import Client

from sanjing.foundation import settings_menu
from sanjing.foundation.accounts.actor import EVERY
from sanjing.foundation.accounts.roles import READY_ROLES
from sanjing.foundation.entities import registry
from sanjing.foundation.entities.entity import Entity
from sanjing.foundation.events.models import Event
from tests.contracts.conftest import is_shared
from tests.contracts.surfaces import READING, WRITING, Surface
from tests.support.factories import make

pytestmark = pytest.mark.django_db
every_entity = pytest.mark.parametrize(
    "entity", registry.all_entities(), ids=lambda entity: entity.name
)


def surfaces_of(entity: Entity, *, about: str = "") -> list[Surface]:
    known = (*READING, *WRITING)
    return [one for one in known if one.only_if(entity) and about in ("", one.about)]


def goes_well(response, surface: Surface) -> bool:
    return response.status_code in ((200, 303) if surface.post else (200,))


@every_entity
def test_a_stranger_is_led_to_the_log_in(entity, mine, state, subtests) -> None:
    record = make(entity, mine.actor)
    before = state()
    for surface in surfaces_of(entity):
        with subtests.test(surface.name):
            response = surface.ask(Client(), entity, record, mine.actor)
            assert response.status_code == 302
            assert response["Location"].startswith("/login/")
            assert state() == before


@every_entity
def test_somebody_without_a_role_is_refused(entity, mine, outsider, state, subtests) -> None:
    record, browser = make(entity, mine.actor), outsider.browser()
    before = state()
    for surface in surfaces_of(entity):
        with subtests.test(surface.name):
            response = surface.ask(browser, entity, record, mine.actor)
            assert response.status_code == (404 if surface.about == "record" else 403)
            assert entity.title_of(record) not in response.content.decode()
            assert state() == before


@every_entity
def test_people_reach_their_own_and_leave_one_event_for_a_change(entity, mine, subtests) -> None:
    browser = mine.browser()
    for surface in surfaces_of(entity):
        with subtests.test(surface.name):
            record = make(entity, mine.actor)
            last = Event.objects.latest("id").pk
            assert goes_well(surface.ask(browser, entity, record, mine.actor), surface)
            told = Event.objects.filter(pk__gt=last, entity=entity.name)
            announced = surface.post or surface.name == "export"
            assert [event.actor_id for event in told] == ([mine.user.pk] if announced else [])


@every_entity
def test_what_a_neighbour_holds_is_not_found(entity, mine, neighbour, state, subtests) -> None:
    if is_shared(entity):
        pytest.skip("everybody who may see any may see all")
    record, browser = make(entity, neighbour.actor), mine.browser()
    before = state()
    for surface in surfaces_of(entity, about="record"):
        with subtests.test(surface.name):
            response = surface.ask(browser, entity, record, mine.actor)
            assert response.status_code == 404
            assert entity.title_of(record) not in response.content.decode()
            assert state() == before


@every_entity
def test_leaders_reach_what_the_teams_below_hold(entity, mine, leader, subtests) -> None:
    browser = leader.browser()
    for surface in surfaces_of(entity, about="record"):
        with subtests.test(surface.name):
            record = make(entity, mine.actor)
            assert goes_well(surface.ask(browser, entity, record, leader.actor), surface)


@every_entity
def test_readers_read_and_are_refused_the_rest(entity, mine, reader, state, subtests) -> None:
    record, browser = make(entity, mine.actor), reader.browser()
    before = state()
    for surface in surfaces_of(entity):
        with subtests.test(surface.name):
            response = surface.ask(browser, entity, record, reader.actor)
            assert response.status_code == (200 if surface.needs == "see" else 403)
            assert state() == before


SET_BY_ADMINISTRATORS = [
    entity for entity in registry.all_entities() if entity.url() in settings_menu.addresses()
]


@pytest.mark.parametrize("entity", SET_BY_ADMINISTRATORS, ids=lambda entity: entity.name)
def test_what_the_settings_offer_is_read_only_for_ordinary_roles(entity) -> None:
    """Add the entity to `_SETTINGS` in accounts/roles.py, and give a migration to roles that are there."""
    for role in READY_ROLES:
        if role["key"] == "owner" or role.get("is_administrator"):
            continue
        grants = role["grants"].get(entity.name, role["grants"][EVERY])
        writing = {grants[verb] for verb in ("create", "change", "remove", "assign")}
        assert writing == {"none"}, f"{role['key']} may write {entity.name}"
