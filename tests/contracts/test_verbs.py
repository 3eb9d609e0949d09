"""Domain verbs, work on many rows and the recycle bin: refused, allowed, and not this one."""

from __future__ import annotations

import pytest
from django.test import Client
from django.utils import timezone

from sanjing.foundation.entities import records, registry
from sanjing.foundation.events.models import Event
from sanjing.foundation.search.models import SearchEntry
from tests.contracts.conftest import is_shared
from tests.support.factories import make

pytestmark = pytest.mark.django_db
every_entity = pytest.mark.parametrize("entity", registry.all_entities(), ids=lambda e: e.name)
every_verb = pytest.mark.parametrize(
    ("entity", "verb"),
    [
        pytest.param(entity, verb, id=f"{entity.name}-{verb}")
        for entity in registry.all_entities()
        for verb in entity.actions
    ],
)


@every_entity
def test_verbs_are_refused_to_those_who_may_not(
    entity, mine, neighbour, reader, outsider, state, subtests
) -> None:
    record = make(entity, neighbour.actor)
    people = {"stranger": (Client(), 302), "outsider": (outsider.browser(), 404)}
    if not is_shared(entity):
        people["not this one"] = (mine.browser(), 404)
    people["reader"] = (reader.browser(), 403)
    before = state()
    for name, (browser, status) in people.items():
        may = [
            v for v, action in entity.actions.items() if name == "reader" and action.needs == "see"
        ]
        for verb in entity.actions.keys() - may:
            with subtests.test(f"{name}: {verb}"):
                url = f"/{entity.slug}/{record.pk}/{verb}/"
                assert browser.get(url).status_code == status
                assert browser.post(url, {}).status_code == status
                browser.post(f"/{entity.slug}/bulk/", {"verb": verb, "ids": [record.pk]})
                assert state() == before
        with subtests.test(f"{name}: remove"):
            browser.post(f"/{entity.slug}/bulk/", {"verb": "remove", "ids": [record.pk]})
            assert state() == before


@every_verb
def test_a_verb_runs_or_asks_for_those_who_may(entity, verb, mine) -> None:
    record = make(entity, mine.actor)
    response = mine.browser().post(f"/{entity.slug}/{record.pk}/{verb}/", {})
    action = entity.actions[verb]
    assert response.status_code in ((303, 422) if action.asks else (303,))


@every_entity
def test_a_verb_that_asks_asks_once_for_many(entity, boss, state, subtests) -> None:
    browser, ids = boss.browser(), []
    for verb, action in entity.actions.items():
        with subtests.test(verb):
            asked = action.asks or not action.bulk
            ids = ids if ids and asked else [make(entity, boss.actor).pk for _ in range(2)]
            before = state()
            answer = browser.post(f"/{entity.slug}/bulk/", {"verb": verb, "ids": ids})
            assert answer.status_code == ((200 if action.asks else 303) if action.bulk else 404)
            assert state() == before or not asked
            ids = ids if asked else []


@every_entity
def test_an_unknown_verb_is_not_found(entity, mine, state) -> None:
    record = make(entity, mine.actor)
    before = state()
    browser = mine.browser()
    assert browser.post(f"/{entity.slug}/{record.pk}/explode/", {}).status_code == 404
    many = browser.post(f"/{entity.slug}/bulk/", {"verb": "explode", "ids": [record.pk]})
    assert many.status_code == 404
    assert state() == before


@every_entity
def test_bulk_removal_takes_only_what_is_theirs(entity, mine, neighbour) -> None:
    own, other = make(entity, mine.actor), make(entity, neighbour.actor)
    ids = [own.pk, other.pk, 999_999_999]
    response = mine.browser().post(f"/{entity.slug}/bulk/", {"verb": "remove", "ids": ids})
    assert response.status_code == 303
    own.refresh_from_db()
    other.refresh_from_db()
    assert own.removed_at is not None
    assert (other.removed_at is not None) == is_shared(entity)


@every_entity
def test_what_was_removed_is_nowhere_but_in_the_bin(entity, mine, subtests) -> None:
    record = make(entity, mine.actor)
    browser, title = mine.browser(), entity.title_of(record)
    records.remove(record, by=mine.actor, at=timezone.now())
    for address in ("", "timeline/", "who/", "edit/"):
        with subtests.test(address):
            assert browser.get(f"/{entity.slug}/{record.pk}/{address}").status_code == 404
    assert record.reference not in browser.get(f"/{entity.slug}/").content.decode()
    assert not SearchEntry.objects.filter(entity=entity.name, record_id=record.pk).exists()
    assert title in browser.get("/bin/").content.decode()


@every_entity
def test_only_those_who_may_remove_bring_back_and_then_it_is_back_everywhere(
    entity, mine, neighbour, reader, outsider, state, subtests
) -> None:
    record = make(entity, neighbour.actor)
    found = SearchEntry.objects.filter(entity=entity.name, record_id=record.pk)
    entry = list(found.values("title", "subtitle", "plain", "terms", "scope"))
    records.remove(record, by=neighbour.actor, at=timezone.now())
    url, title = f"/bin/{entity.slug}/{record.pk}/restore/", entity.title_of(record)
    people = {"reader": reader, "outsider": outsider} | (
        {} if is_shared(entity) else {"mine": mine}
    )
    browsers, holder = {n: who.browser() for n, who in people.items()}, neighbour.browser()
    before = state()
    for name, browser in browsers.items():
        with subtests.test(name):
            assert browser.post(url).status_code == 404
            assert title not in browser.get("/bin/").content.decode()
            assert state() == before
    assert Client().post(url).status_code == 302
    assert state() == before
    assert holder.post(url).status_code == 303
    assert holder.get(f"/{entity.slug}/{record.pk}/").status_code == 200
    assert list(found.values("title", "subtitle", "plain", "terms", "scope")) == entry
    told = Event.objects.filter(entity=entity.name, record_id=record.pk).order_by("-id")
    assert [event.name.partition(".")[2] for event in told[:2]] == ["restored", "removed"]
