"""Who reaches what: every page of every entity, refused, allowed, and allowed but not this one."""

from __future__ import annotations

import pytest
from django.db.models import Model
from django.test import Client

from sanjing.foundation import settings_menu
from sanjing.foundation.accounts.actor import EVERY
from sanjing.foundation.accounts.roles import READY_ROLES
from sanjing.foundation.entities import registry
from sanjing.foundation.entities.entity import Entity
from sanjing.foundation.events.models import Event
from tests.contracts.conftest import is_shared
from tests.contracts.surfaces import READING, WRITING, Surface
from tests.support.cast import Person
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
def test_who_may_not_is_refused_and_changes_nothing(
    entity, mine, neighbour, outsider, reader, state, subtests
) -> None:
    record = make(entity, neighbour.actor)
    browsers = {"stranger": Client(), "outsider": outsider.browser(), "reader": reader.browser()}
    browsers |= {} if is_shared(entity) else {"mine": mine.browser()}
    before, title = state(), entity.title_of(record)
    for name, browser in browsers.items():
        for surface in surfaces_of(entity, about="record" if name == "mine" else ""):
            with subtests.test(f"{name}: {surface.name}"):
                response = surface.ask(browser, entity, record, mine.actor)
                if name == "stranger":
                    assert response.status_code == 302
                    assert response["Location"].startswith("/login/")
                elif name == "reader":
                    assert response.status_code == (200 if surface.needs == "see" else 403)
                else:
                    assert response.status_code == (404 if surface.about == "record" else 403)
                    assert title not in response.content.decode()
                assert state() == before


def own_record(entity: Entity, holder: Person, surface: Surface, last: Model | None) -> Model:
    """A record to reach: what only looks leaves the last one as it was."""
    return make(entity, holder.actor) if last is None or surface.post else last


@every_entity
def test_people_reach_their_own_and_leave_one_event_for_a_change(entity, mine, subtests) -> None:
    browser, record = mine.browser(), None
    for surface in surfaces_of(entity):
        with subtests.test(surface.name):
            record = own_record(entity, mine, surface, record)
            last = Event.objects.latest("id").pk
            assert goes_well(surface.ask(browser, entity, record, mine.actor), surface)
            told = Event.objects.filter(pk__gt=last, entity=entity.name)
            announced = surface.post or surface.name == "export"
            assert [event.actor_id for event in told] == ([mine.user.pk] if announced else [])


@every_entity
def test_leaders_reach_what_the_teams_below_hold(entity, mine, leader, subtests) -> None:
    browser, record = leader.browser(), None
    for surface in surfaces_of(entity, about="record"):
        with subtests.test(surface.name):
            record = own_record(entity, mine, surface, record)
            assert goes_well(surface.ask(browser, entity, record, leader.actor), surface)


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
