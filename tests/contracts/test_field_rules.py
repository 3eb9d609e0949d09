"""Hidden fields appear nowhere, masked ones masked everywhere, read-only ones are not written."""

from __future__ import annotations

import json
from urllib.parse import urlencode

import pytest
from django.http import QueryDict
from django.utils import timezone

from sanjing.foundation.entities import asking, paging, records, registry
from sanjing.foundation.entities.criteria import BadCriteria
from sanjing.foundation.entities.entity import Entity
from tests.support.factories import TELLING, make, sample

pytestmark = pytest.mark.django_db
every_entity = pytest.mark.parametrize("entity", registry.all_entities(), ids=lambda e: e.name)


def ruled(entity: Entity) -> list[str]:
    """Fields a rule may stand on: not those that name the record itself."""
    known = (entity.title, "reference")
    return [f.name for f in entity.stored if f.name not in known]


def secrets(entity: Entity, record, names: list[str]) -> dict[str, set[str]]:
    """Texts by field that would prove a leak: as exported, as shown, and as it is kept."""
    found = {}
    for name in names:
        field = entity.columns[name]
        value = field.value(record)
        if field.kind.name in TELLING and field.editable and value:
            texts = {field.kind.format(value, field), field.kind.display(value, field)}
            found[name] = texts | ({str(value)} if field.kind.name == "money" else set())
    return found


def pages_about(entity: Entity, record) -> list[str]:
    slug, pk = entity.slug, record.pk
    names = ",".join(entity.fields)
    addresses = [
        f"/{slug}/?columns={names}", f"/{slug}/export/?columns=all", f"/{slug}/export/?columns={names}",
        f"/{slug}/{pk}/", f"/{slug}/{pk}/timeline/", f"/{slug}/{pk}/edit/", f"/{slug}/{pk}/who/",
        f"/{slug}/new/", f"/{slug}/pick/", f"/{slug}/pick/?q={entity.title_of(record)}",
        f"/search/?q={entity.title_of(record)}", f"/search/?q={record.reference}",
        f"/{slug}/filter/", f"/{slug}/columns/?back=/{slug}/?columns={names}", f"/{slug}/views/new/",
    ]  # fmt: skip
    return addresses + ([f"/{slug}/board/"] if entity.board else [])


def changed_record(entity: Entity, boss):
    """A record whose every field was given and then changed, and all the texts it ever held."""
    record = make(entity, boss.actor, full=True)
    names = ruled(entity)
    before = secrets(entity, record, names)
    values = {name: sample(entity.columns[name]) for name in before}
    record = records.change(record, values, by=boss.actor, at=timezone.now())
    after = secrets(entity, record, names)
    return record, {name: before[name] | after.get(name, set()) for name in before}


def body(response) -> str:
    return response.getvalue().decode() if response.streaming else response.content.decode()


@pytest.mark.parametrize("rule", ["hidden", "masked"])
@every_entity
def test_what_a_rule_covers_is_shown_nowhere(entity, rule, boss, restricted, subtests) -> None:
    record, told = changed_record(entity, boss)
    browser = restricted(entity, rule, ruled(entity)).browser()
    for address in pages_about(entity, record):
        with subtests.test(address):
            response = browser.get(address)
            text = body(response)
            assert response.status_code == (404 if address.endswith("/board/") else 200)
            assert {n: t for n, texts in told.items() for t in texts if t in text} == {}


@every_entity
def test_without_a_rule_the_same_texts_are_shown(entity, boss) -> None:
    """Guards the test above: its texts do appear where they may."""
    _record, told = changed_record(entity, boss)
    names = ",".join(told)
    page = body(boss.browser().get(f"/{entity.slug}/export/?columns={names}"))
    missing = [name for name, texts in told.items() if not any(text in page for text in texts)]
    assert missing == []


@every_entity
def test_hidden_fields_are_not_even_named(entity, boss, restricted) -> None:
    make(entity, boss.actor)
    names = ruled(entity)
    browser = restricted(entity, "hidden", names).browser()
    header = body(browser.get(f"/{entity.slug}/export/?columns=all")).splitlines()[0]
    labels = {str(entity.fields[name].label) for name in names}
    assert labels.isdisjoint(header.lstrip("\ufeff").split(","))
    form = body(browser.get(f"/{entity.slug}/new/"))
    assert [name for name in names if f'name="{name}"' in form] == []
    offered = body(browser.get(f"/{entity.slug}/filter/"))
    assert [name for name in names if f'value="{name}"' in offered] == []


def asked_about(entity: Entity, name: str) -> list[dict[str, str]]:
    """Every way an address can ask for rows by a field."""
    tree = json.dumps({"not": {"any": [{"field": name, "op": "filled"}]}})
    asked = [{f"{name}__{op}": "1"} for op in entity.columns[name].kind.operators]
    asked += [{"sort": name}, {"sort": f"-{name}"}, {"where": tree}, {f"{name}.id__is": "1"}]
    return asked


@pytest.mark.parametrize("rule", ["hidden", "masked"])
@every_entity
def test_nobody_asks_or_sorts_by_a_field_they_may_not_read(entity, rule, restricted) -> None:
    names = ruled(entity)
    actor = restricted(entity, rule, names).actor
    for params in (one for name in names for one in asked_about(entity, name)):
        question = QueryDict(urlencode(params))
        with pytest.raises(BadCriteria):
            paging.rows_of(entity, actor, asking.read(question, entity, actor))


@pytest.mark.parametrize("rule", ["hidden", "masked"])
@every_entity
def test_asking_by_such_a_field_is_a_calm_refusal(entity, rule, boss, restricted) -> None:
    make(entity, boss.actor, full=True)
    names = ruled(entity)
    browser = restricted(entity, rule, names).browser()
    for params in asked_about(entity, names[-1]):
        for path in ("", "export/"):
            assert browser.get(f"/{entity.slug}/{path}", params).status_code == 400


@pytest.mark.parametrize("rule", ["hidden", "masked", "read_only"])
@every_entity
def test_what_a_rule_covers_is_not_changed(entity, rule, boss, restricted, state) -> None:
    record = make(entity, boss.actor, full=True)
    names = [n for n in ruled(entity) if entity.columns[n].editable and n != entity.hub]
    browser = restricted(entity, rule, names).browser()
    before = state()
    for name in names:
        field = entity.columns[name]
        value = "1" if field.target_model else sample(field)
        browser.post(f"/{entity.slug}/{record.pk}/edit/", {name: value})
        answer = browser.post(f"/{entity.slug}/{record.pk}/field/{name}/", {name: value})
        assert (name, answer.status_code) == (name, 404)
        assert state() == before
    if entity.board:
        browser.post(f"/{entity.slug}/{record.pk}/move/", {"to": "regular"})
        assert state() == before
