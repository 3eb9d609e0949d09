"""The one write path: versions, differences, events in the same transaction, nothing for nothing."""

from __future__ import annotations

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from sanjing.foundation.customization.queries import cache
from sanjing.foundation.entities import records, registry
from sanjing.foundation.entities.errors import Conflict, Forbidden, Invalid
from sanjing.foundation.entities.tests.population import POOLS, define_fields, pool
from sanjing.foundation.events.models import Event
from sanjing.foundation.search.models import SearchEntry
from tests.support.factories import make
from tests.support.properties import examples

pytestmark = pytest.mark.django_db


@pytest.fixture
def customers():
    cache.clear()
    yield registry.get("customer")
    cache.clear()


def events_after(last: int) -> list[Event]:
    return list(Event.objects.filter(pk__gt=last).order_by("pk"))


def latest() -> int:
    return Event.objects.latest("pk").pk


def test_a_change_of_nothing_leaves_nothing(customers, boss, admin, subtests) -> None:
    define_fields(customers, admin.actor)
    record = make(customers, boss.actor, full=True)
    record = customers.model.objects.get(pk=record.pk)
    last, version = latest(), record.version
    for name, field in customers.fields.items():
        if field.editable and not field.annotation:
            with subtests.test(name):
                value = field.value(record)
                typed = value if field.target_model else field.kind.format(value, field)
                after = records.change(record, {name: typed}, by=boss.actor, at=timezone.now())
                assert (after.version, events_after(last)) == (version, [])


def test_an_old_version_is_a_conflict_that_carries_what_stands_now(customers, boss) -> None:
    record = make(customers, boss.actor, name="原名")
    records.change(record, {"name": "新名"}, by=boss.actor, at=timezone.now(), version=1)
    last = latest()
    with pytest.raises(Conflict) as conflict:
        records.change(record, {"name": "旧版"}, by=boss.actor, at=timezone.now(), version=1)
    assert (conflict.value.record.name, conflict.value.record.version) == ("新名", 2)
    assert events_after(last) == []
    done = records.change(record, {"name": "再新"}, by=boss.actor, at=timezone.now(), version=2)
    assert (done.name, done.version) == ("再新", 3)


@examples(40)
@given(data=st.data())
def test_the_difference_tells_exactly_what_changed(customers, boss, admin, data) -> None:
    if not any(name.startswith("x_zi_") for name in customers.fields):
        define_fields(customers, admin.actor)
    fields = {
        name: field
        for name, field in customers.fields.items()
        if field.editable
        and field.kind.name in {*POOLS, "choice"}
        and name not in ("reference", "name")
    }
    record = make(customers, boss.actor)
    names = data.draw(
        st.lists(st.sampled_from(sorted(fields)), min_size=1, max_size=5, unique=True)
    )
    values = {name: data.draw(st.sampled_from(pool(fields[name]))) for name in names}
    before = {name: field.json(record) for name, field in fields.items()}
    last = latest()
    after = records.change(record, values, by=boss.actor, at=timezone.now())
    stored = customers.model.objects.get(pk=record.pk)
    expected = {
        name: [before[name], field.json(stored)]
        for name, field in fields.items()
        if before[name] != field.json(stored)
    }
    told = events_after(last)
    assert {n: c for e in told for n, c in e.data["changes"].items() if n in fields} == expected
    assert len(told) == (1 if expected else 0)
    assert after.version == stored.version == record.version + len(told)


def test_a_rollback_leaves_neither_record_nor_event_nor_entry(customers, boss) -> None:
    kept = make(customers, boss.actor, name="留下")
    before = (list(customers.model.objects.values()), latest(), list(SearchEntry.objects.values()))

    class Undone(Exception):
        pass

    for write in (
        lambda: make(customers, boss.actor, name="作废"),
        lambda: records.change(kept, {"name": "作废"}, by=boss.actor, at=timezone.now()),
        lambda: records.remove(kept, by=boss.actor, at=timezone.now()),
    ):
        with pytest.raises(Undone), transaction.atomic():
            write()
            assert latest() > before[1]
            raise Undone
        after = (
            list(customers.model.objects.values()),
            latest(),
            list(SearchEntry.objects.values()),
        )
        assert after == before


def test_an_event_that_cannot_be_written_undoes_the_change(customers, boss, monkeypatch) -> None:
    kept = make(customers, boss.actor, name="留下")

    def fail(_events) -> None:
        raise RuntimeError("the disk is full")

    monkeypatch.setattr(records, "publish_many", fail)
    for write in (
        lambda: make(customers, boss.actor, name="作废"),
        lambda: records.change(kept, {"name": "作废"}, by=boss.actor, at=timezone.now()),
        lambda: records.remove(kept, by=boss.actor, at=timezone.now()),
    ):
        with pytest.raises(RuntimeError), transaction.atomic():
            write()
    assert list(customers.model.objects.values_list("name", "removed_at")) == [("留下", None)]


def test_every_wrong_value_is_told_beside_its_field_and_nothing_is_written(customers, boss) -> None:
    wrong = {
        "name": "",
        "phone": "12",
        "email": "x",
        "employees": "-1",
        "stage": "great",
        "nothing": "1",
    }
    with pytest.raises(Invalid) as refusal:
        records.create(customers, wrong, by=boss.actor, at=timezone.now())
    assert {*refusal.value.errors} == {*wrong}
    assert (
        not customers.model.objects.exists()
        and not Event.objects.filter(entity="customer").exists()
    )


def test_a_taken_number_is_refused_beside_the_field(customers, boss) -> None:
    first = make(customers, boss.actor, reference="A-1")
    with pytest.raises(Invalid) as refusal:
        make(customers, boss.actor, reference="A-1")
    assert {*refusal.value.errors} == {"reference"}
    second = make(customers, boss.actor)
    with pytest.raises(Invalid):
        records.change(second, {"reference": first.reference}, by=boss.actor, at=timezone.now())


def test_nobody_gives_away_what_they_may_not_assign(customers, seller, other_seller) -> None:
    record = make(customers, seller.actor)
    for owner in (other_seller.user.pk, None):
        with pytest.raises(Forbidden):
            records.change(record, {"owner": owner}, by=seller.actor, at=timezone.now())
    record.refresh_from_db()
    assert record.owner_id == seller.user.pk


def test_two_own_fields_do_not_overwrite_each_other(customers, boss, admin) -> None:
    define_fields(customers, admin.actor)
    record = make(customers, boss.actor)
    stale = customers.model.objects.get(pk=record.pk)
    records.change(record, {"x_zi_text": "甲"}, by=boss.actor, at=timezone.now())
    records.change(stale, {"x_zi_number": "5"}, by=boss.actor, at=timezone.now())
    record.refresh_from_db()
    assert record.custom == {"x_zi_text": "甲", "x_zi_number": 5.0}
