"""History is enough to know the present: replaying a record's events gives the row as it stands."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.db.models import Model
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sanjing.foundation.entities import batches, diffs, records, registry
from sanjing.foundation.entities.entity import Entity
from sanjing.foundation.entities.errors import Refusal
from sanjing.foundation.events.models import Event
from tests.support.cast import Person
from tests.support.factories import sample, values_for

pytestmark = pytest.mark.django_db
EXAMPLES = 12 if connection.vendor == "sqlite" else 4
"""What a change tells is decided before it is written; here it need only come back from either database."""
EMPTY = (None, "", [], False)
RESETTABLE = ("text", "longtext", "tags", "date", "moment", "phone", "url", "region")


def writable(entity: Entity) -> list[str]:
    """Fields that can be given again and again, none of which points elsewhere."""
    fields = entity.fields.values()
    return [f.name for f in fields if f.editable and not f.target_model and f.source != "parts"]


@st.composite
def changes(draw: st.DrawFn, entity: Entity) -> dict[str, Any]:
    """Values for a few fields; now and then an empty one."""
    names = draw(st.lists(st.sampled_from(writable(entity)), min_size=1, max_size=4, unique=True))
    values = {}
    for name in names:
        field = entity.fields[name]
        may_be_empty = field.kind.name in RESETTABLE and not field.required and name != "reference"
        empty = may_be_empty and draw(st.booleans())
        values[name] = "" if empty else sample(field)
    return values


def steps(entity: Entity) -> st.SearchStrategy[list[tuple[str, Any]]]:
    change = st.tuples(st.sampled_from(["change", "change_many"]), changes(entity))
    binned = st.tuples(st.just("bin and back"), st.none())
    return st.lists(change | binned, min_size=1, max_size=6)


def take(step: tuple[str, Any], entity: Entity, record: Model, by: Any) -> Model:
    what, values = step
    now = timezone.now()
    if what == "change":
        return records.change(record, values, by=by, at=now)
    if what == "change_many":
        batches.change_many(entity, [(record.pk, values)], by=by, at=now)
    else:
        records.remove(record, by=by, at=now)
        records.restore(entity, record.pk, by=by, at=now)
    return entity.model.objects.get(pk=record.pk)


def replay(entity: Entity, pk: int) -> dict[str, Any]:
    """The record as its events tell it. A change must start from what the one before left."""
    state: dict[str, Any] = {}
    for event in Event.objects.filter(entity=entity.name, record_id=pk).order_by("pk"):
        if "values" in event.data:
            state = dict(event.data["values"])
        for name, (before, after) in event.data.get("changes", {}).items():
            held = state.get(name)
            assert held == before or (held in EMPTY and before in EMPTY), (event.name, name)
            state[name] = after
    return {name: value for name, value in state.items() if value not in EMPTY}


@pytest.mark.parametrize("entity", registry.all_entities(), ids=lambda entity: entity.name)
def test_replaying_the_events_gives_the_row_that_stands(entity: Entity, boss: Person) -> None:
    by = boss.actor

    @settings(
        max_examples=EXAMPLES, deadline=None, database=None, suppress_health_check=list(HealthCheck)
    )
    @given(steps(entity))
    def holds(taken: list[tuple[str, Any]]) -> None:
        record = records.create(entity, values_for(entity, by), by=by, at=timezone.now())
        for step in taken:
            try:
                record = take(step, entity, record, by)
            except Refusal:
                continue
        stands = entity.model.objects.get(pk=record.pk)
        assert replay(entity, record.pk) == diffs.filled(entity.stored, stands)

    holds()


@pytest.mark.parametrize("entity", registry.all_entities(), ids=lambda entity: entity.name)
def test_every_version_of_a_row_has_its_event(entity: Entity, boss: Person) -> None:
    by = boss.actor
    record = records.create(entity, values_for(entity, by), by=by, at=timezone.now())
    name = next(n for n in writable(entity) if entity.fields[n].kind.name in ("text", "longtext"))
    for _ in range(3):
        record = records.change(
            record, {name: sample(entity.fields[name])}, by=by, at=timezone.now()
        )
    told = Event.objects.filter(entity=entity.name, record_id=record.pk).count()
    assert told == record.version == 4
