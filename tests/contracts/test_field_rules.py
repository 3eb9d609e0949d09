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


@every_entity
def test_what_a_rule_covers_is_shown_nowhere(entity, boss, restricted, subtests) -> None:
    record, told = changed_record(entity, boss)
    names = ",".join(told)
    with subtests.test("without a rule the same texts are shown"):
        page = body(boss.browser().get(f"/{entity.slug}/export/?columns={names}"))
        assert [n for n, texts in told.items() if not any(text in page for text in texts)] == []
    for rule in ("hidden", "masked"):
        browser = restricted(entity, rule, ruled(entity)).browser()
        shown = {}
        for address in pages_about(entity, record):
            with subtests.test(f"{rule}: {address}"):
                response = browser.get(address)
                text = shown[address] = body(response)
                assert response.status_code == (404 if address.endswith("/board/") else 200)
                assert {n: t for n, texts in told.items() for t in texts if t in text} == {}
        with subtests.test(f"{rule}: not even named"):
            assert rule == "masked" or named(entity, shown) == []


def named(entity: Entity, shown: dict[str, str]) -> list[str]:
    """Fields of which a page tells at least that they are there."""
    names, slug = ruled(entity), entity.slug
    header = shown[f"/{slug}/export/?columns=all"].splitlines()[0].lstrip("\ufeff").split(",")
    found = [name for name in names if str(entity.fields[name].label) in header]
    found += [name for name in names if f'name="{name}"' in shown[f"/{slug}/new/"]]
    return found + [name for name in names if f'value="{name}"' in shown[f"/{slug}/filter/"]]


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
def test_asking_by_such_a_field_is_a_calm_refusal(entity, rule, restricted) -> None:
    """One of every kind of asking: that all of them are refused is shown above."""
    names = ruled(entity)
    browser = restricted(entity, rule, names).browser()
    first, *_others, sort, _downwards, where, through = asked_about(entity, names[-1])
    for params in (first, sort, where, through):
        for path in ("", "export/"):
            assert browser.get(f"/{entity.slug}/{path}", params).status_code == 400


@every_entity
def test_what_a_rule_covers_is_not_changed(entity, boss, restricted, state, subtests) -> None:
    record = make(entity, boss.actor, full=True)
    names = [n for n in ruled(entity) if entity.columns[n].editable and n != entity.hub]
    fields = {name: entity.columns[name] for name in names}
    links = {name: "1" for name, field in fields.items() if field.target_model}
    plain = {name: sample(field) for name, field in fields.items() if name not in links}
    for rule in ("hidden", "masked", "read_only"):
        browser = restricted(entity, rule, names).browser()
        before = state()
        for sent in (links, plain):
            with subtests.test(f"{rule}: {', '.join(sent)}"):
                browser.post(f"/{entity.slug}/{record.pk}/edit/", sent)
                assert state() == before
        for name, value in {**links, **plain}.items():
            with subtests.test(f"{rule}: {name}"):
                answer = browser.post(f"/{entity.slug}/{record.pk}/field/{name}/", {name: value})
                assert answer.status_code == 404
                assert state() == before
        if entity.board:
            with subtests.test(f"{rule}: moving a card"):
                browser.post(f"/{entity.slug}/{record.pk}/move/", {"to": "regular"})
                assert state() == before
