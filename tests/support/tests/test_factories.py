"""The factories can make every entity there is."""

import pytest

from sanjing.foundation.entities import registry
from tests.support.cast import Person
from tests.support.factories import LEFT_OUT, make

NEVER_MADE = {"lines", "amount", "photo", "parts", "closed_on", "team", "least"}


@pytest.mark.parametrize("entity", registry.all_entities(), ids=lambda entity: entity.name)
def test_every_entity_can_be_made_bare_and_full(entity, boss: Person) -> None:
    bare, full = make(entity, boss.actor), make(entity, boss.actor, full=True)
    assert entity.visible_to(boss.actor).filter(pk__in=[bare.pk, full.pk]).count() == 2
    plain = [f for f in entity.stored if f.editable and not f.target_model]
    empty = {f.name for f in plain if f.value(full) in (None, "", [], 0)}
    assert empty <= NEVER_MADE | LEFT_OUT.get(entity.name, set())
