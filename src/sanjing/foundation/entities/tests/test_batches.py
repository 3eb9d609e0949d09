"""Writing many at once is writing them one by one: same rows, same events, same search rows."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

import pytest
from django.db import transaction
from django.db.models import Model
from django.utils import timezone

from sanjing.foundation.accounts.actor import system_actor
from sanjing.foundation.customization.queries import cache
from sanjing.foundation.entities import batches, records, registry
from sanjing.foundation.entities.columns import KeyField
from sanjing.foundation.entities.entity import Entity
from sanjing.foundation.entities.errors import Forbidden, Refusal
from sanjing.foundation.entities.tests.population import define_fields
from sanjing.foundation.events.models import Event
from sanjing.foundation.search.models import SearchEntry
from tests.support.factories import LEFT_OUT, make, sample, values_for

pytestmark = pytest.mark.django_db
AT = timezone.make_aware(datetime(2026, 3, 5, 9, 30))
LATER = timezone.make_aware(datetime(2026, 3, 6, 9, 30))
LATER_BY = {"delivery": 30_000, "return": 30_000}
"""Numbers of samples of days that must lie after those of records made before."""
every_entity = pytest.mark.parametrize("entity", registry.all_entities(), ids=lambda e: e.name)


@pytest.fixture(scope="module")
def defined(all_along):
    define_fields(registry.get("customer"), system_actor("测试"))


@pytest.fixture(autouse=True)
def own_fields(defined):
    cache.clear()
    yield
    cache.clear()


def given_rows(entity: Entity, by, count: int) -> list[dict[str, Any]]:
    """Rows that hang on the same records, with all they can hold."""
    base = values_for(entity, by, full=True)
    links = {name: value for name, value in base.items() if hasattr(value, "pk")}
    rows = [values_for(entity, by, full=True, **links) for _ in range(count)]
    return [{**row, "reference": f"编-{number}"} for number, row in enumerate(rows)]


def left_by(entity: Entity, write: Callable[[], Iterable[Model]]) -> list[dict[str, Any]]:
    """Everything a write leaves of each record, but for its id; then the write is undone."""
    with transaction.atomic():
        left = [written(entity, record.pk) for record in write()]
        transaction.set_rollback(True)
    return left


def drawn(entity: Entity) -> list[str]:
    """Keys that are drawn by lot."""
    columns = entity.model._meta.concrete_fields
    return [c.name for c in columns if isinstance(c, KeyField) and callable(c.default)]


def written(entity: Entity, pk: int) -> dict[str, Any]:
    row = entity.model.objects.filter(pk=pk).values().get()
    told = Event.objects.filter(entity=entity.name, record_id=pk).order_by("pk")
    entry = SearchEntry.objects.filter(entity=entity.name, record_id=pk)
    left = {
        "row": {name: value for name, value in row.items() if name not in ("id", *drawn(entity))},
        "events": list(
            told.values("name", "hub_id", "title", "actor_id", "actor_name", "via", "at", "data")
        ),
        "entry": list(entry.values("hub_id", "title", "subtitle", "plain", "terms", "scope")),
    }
    for one in (*left["events"], *left["entry"]) if entity.hub == "self" else ():
        assert one.pop("hub_id") == pk
    return left


@every_entity
def test_made_together_is_made_one_by_one(entity, boss) -> None:
    rows, by = given_rows(entity, boss.actor, 4), boss.actor
    singly = left_by(entity, lambda: [records.create(entity, r, by=by, at=AT) for r in rows])
    together = left_by(
        entity, lambda: batches.create_many(entity, rows, by=by, at=AT).created.values()
    )
    assert len(together) == 4
    assert together == singly


@every_entity
def test_changed_together_is_changed_one_by_one(entity, boss, seller) -> None:
    by = boss.actor
    made = [records.create(entity, row, by=by, at=AT) for row in given_rows(entity, by, 3)]
    values = [changes_for(entity, number, seller.user.pk) for number in (11, 12)] + [{}]
    pairs = [(record.pk, row) for record, row in zip(made, values, strict=True)]

    def change_each() -> list[Model]:
        return [
            records.change(record, row, by=by, at=LATER)
            for record, row in zip(made, values, strict=True)
        ]

    def change_all() -> list[Model]:
        outcome = batches.change_many(entity, pairs, by=by, at=LATER)
        assert (outcome.refused, [*outcome.changed], [*outcome.unchanged]) == ({}, [0, 1], [2])
        return made

    singly, together = left_by(entity, change_each), left_by(entity, change_all)
    assert [len(one["events"]) for one in together] == [2, 2, 1]
    assert together == singly


def changes_for(entity: Entity, number: int, owner: int) -> dict[str, Any]:
    number += LATER_BY.get(entity.name, 0)
    values = {
        name: sample(field, number)
        for name, field in entity.fields.items()
        if field.editable and not field.target_model and field.kind.name not in ("lines", "photo", "flag")
        and name != "reference" and name not in LEFT_OUT.get(entity.name, ())
    }  # fmt: skip
    return values | ({"owner": owner} if "owner" in entity.fields else {})


@every_entity
def test_what_is_refused_singly_is_refused_in_a_set_for_the_same_reason(entity, boss) -> None:
    good = given_rows(entity, boss.actor, 1)[0]
    wrong = [{**good, "nothing": "1"}, {**good, "reference": "X" * 99}, {}]
    other = given_rows(entity, boss.actor, 1)[0]
    taken = records.create(entity, {**other, "reference": "T-1"}, by=boss.actor, at=AT)
    wrong.append({**good, "reference": taken.reference})
    last = Event.objects.latest("pk").pk
    reasons = []
    for row in wrong:
        with pytest.raises(Refusal) as refusal:
            records.create(entity, row, by=boss.actor, at=AT)
        reasons.append(refusal.value.errors)
    outcome = batches.create_many(entity, [*wrong, good], by=boss.actor, at=AT)
    assert [outcome.refused[n] for n in range(len(wrong))] == reasons
    assert [*outcome.created] == [len(wrong)]
    assert Event.objects.filter(pk__gt=last, entity=entity.name).count() == 1


def test_a_number_given_twice_in_a_set_is_taken_once(boss) -> None:
    entity = registry.get("product")
    rows = [{"name": "一", "reference": "P-1"}, {"name": "二", "reference": "P-1"}, {"name": "三"}]
    outcome = batches.create_many(entity, rows, by=boss.actor, at=AT)
    assert ([*outcome.created], [*outcome.refused]) == ([0, 2], [1])
    assert "reference" in outcome.refused[1]
    assert entity.model.objects.count() == 2


@every_entity
def test_a_set_reaches_no_further_than_its_author(
    entity, seller, other_seller, outsider, boss
) -> None:
    own, other = make(entity, boss.actor), make(entity, boss.actor)
    before = list(entity.model.objects.order_by("pk").values())
    rows = [(own.pk, {}), (other.pk, changes_for(entity, 5, boss.user.pk)), (999_999, {})]
    outcome = batches.change_many(entity, rows, by=outsider.actor, at=LATER)
    assert [*outcome.refused] == [0, 1, 2]
    assert list(entity.model.objects.order_by("pk").values()) == before
    with pytest.raises(Forbidden):
        batches.create_many(entity, [{}], by=outsider.actor, at=LATER)


def test_a_set_hands_nothing_on_without_the_right_to(seller, other_seller) -> None:
    entity = registry.get("customer")
    own = make(entity, seller.actor)
    rows = [(own.pk, {"owner": other_seller.user.pk})]
    outcome = batches.change_many(entity, rows, by=seller.actor, at=LATER)
    assert [*outcome.refused] == [0]
    own.refresh_from_db()
    assert own.owner_id == seller.user.pk


def test_a_record_named_twice_in_a_set_is_changed_twice(boss) -> None:
    entity, by = registry.get("customer"), boss.actor
    one, other = (make(entity, by, name=name) for name in ("长风", "远洋"))
    rows = [(one.pk, {"name": "东方"}), (other.pk, {"phone": "?"}), (one.pk, {"name": "西方"})]
    outcome = batches.change_many(entity, [*rows, (one.pk, {"phone": "?"})], by=by, at=LATER)
    assert (set(outcome.changed), set(outcome.refused)) == ({0, 2}, {1, 3})
    told = Event.objects.filter(record_id=one.pk, name="customer.changed").order_by("pk")
    assert [event.data["changes"] for event in told] == [
        {"name": ["长风", "东方"]}, {"name": ["东方", "西方"]}
    ]  # fmt: skip
    stands = entity.model.objects.get(pk=one.pk)
    assert (stands.name, stands.version) == ("西方", one.version + 2)
    assert SearchEntry.objects.get(entity="customer", record_id=one.pk).title == "西方"
