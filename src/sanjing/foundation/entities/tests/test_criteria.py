"""Criteria: the database and a naive reading agree, for every kind and any tree."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from sanjing.foundation.customization.queries import cache
from sanjing.foundation.entities import criteria, registry
from sanjing.foundation.entities.criteria import BadCriteria, Group, Not
from sanjing.foundation.entities.criteria import Test as Ask
from sanjing.foundation.entities.kinds import Asked
from sanjing.foundation.entities.tests.population import asked_values, define_fields, populate
from tests.support.cast import Person
from tests.support.factories import make
from tests.support.naive import holds
from tests.support.properties import examples

pytestmark = pytest.mark.django_db
DEEPER = ("parent.name", "parent.next_contact_date", "parent.do_not_contact", "parent.owner")


class World:
    """Rows and everything that can be asked of them."""

    def __init__(self, admin: Person, people: list[Person]) -> None:
        self.entity = registry.get("customer")
        define_fields(self.entity, admin.actor)
        users = [person.user.pk for person in people]
        self.rows = populate(admin.actor, users)
        self.fields = self.entity.fields_for(admin.actor)
        self.asked = Asked(admin.actor, timezone.localdate())
        teams = [person.user.team_id for person in people if person.user.team_id]
        ids = [row.pk for row in self.rows]
        self.tests = [
            Ask(name, op, value)
            for name, field in self.askable().items()
            for op in field.kind.operators
            for value in asked_values(field, op, users, teams, ids)
        ]

    def askable(self) -> dict[str, Any]:
        names = {n: f for n, f in self.fields.items() if not f.annotation}
        names |= {name: criteria.resolve(name, self.fields, self.asked.actor) for name in DEEPER}
        own = {n: self.fields[f"x_zi_{n}"] for n in ("text", "number", "date", "tags", "flag")}
        names |= {f"parent.{field.name}": field for field in own.values()}
        return {
            n: f
            for n, f in names.items()
            if n not in ("created_at", "changed_at", "reference", "team")
        }

    def in_the_database(self, tree: criteria.Criterion) -> set[int]:
        rows = self.entity.model.objects.filter(criteria.compile(tree, self.fields, self.asked))
        return set(rows.values_list("pk", flat=True))

    def by_hand(self, tree: criteria.Criterion) -> set[int]:
        return {row.pk for row in self.rows if holds(tree, row, self.fields, self.asked)}


@pytest.fixture
def world(admin, seller, other_seller):
    cache.clear()
    yield World(admin, [seller, other_seller, admin])
    cache.clear()


def test_every_operator_of_every_kind_finds_what_reading_finds(world, subtests) -> None:
    for test in world.tests:
        with subtests.test(f"{test.field} {test.op} {test.value!r}"):
            assert world.in_the_database(test) == world.by_hand(test)


def test_no_operator_is_vacuous(world) -> None:
    """Guards the test above: every operator of every kind finds some rows and leaves some out."""
    known: dict[str, set[bool]] = {}
    fields = world.askable()
    for test in world.tests:
        found = len(world.by_hand(test))
        seen = known.setdefault(f"{fields[test.field].kind.name} {test.op}", set())
        seen |= {found > 0, found == len(world.rows)}
    assert [name for name, seen in known.items() if seen != {True, False}] == []


@examples(120)
@given(data=st.data())
def test_any_tree_finds_what_reading_finds(world, data) -> None:
    leaf = st.sampled_from(world.tests)
    tree = data.draw(
        st.recursive(
            leaf,
            lambda part: (
                st.builds(Not, part)
                | st.builds(
                    Group,
                    st.sampled_from(["all", "any"]),
                    st.lists(part, min_size=1, max_size=3).map(tuple),
                )
            ),
            max_leaves=6,
        )
    )
    assert world.in_the_database(tree) == world.by_hand(tree)


@examples(100)
@given(data=st.data())
def test_a_tree_survives_being_stored(world, data) -> None:
    leaf = st.sampled_from(world.tests)
    group = st.builds(Group, st.sampled_from(["all", "any"]), st.lists(leaf, max_size=4).map(tuple))
    tree = data.draw(leaf | group | st.builds(Not, group))
    assert criteria.parse(criteria.dump(tree)) == tree


def test_nothing_asked_is_everything(world) -> None:
    assert world.in_the_database(criteria.EVERYTHING) == {row.pk for row in world.rows}


@pytest.mark.parametrize(
    "data",
    [
        None, [], "x", {}, {"all": 1}, {"not": []}, {"any": [{}]}, {"all": [{"field": "name"}] * 61},
        {"not": {"not": {"not": {"not": {"not": {"not": {"not": {"field": "name"}}}}}}}},
    ],
)  # fmt: skip
def test_a_tree_that_is_none_is_refused(data) -> None:
    with pytest.raises(BadCriteria):
        criteria.parse(data)


@pytest.mark.parametrize(
    ("name", "op", "value"),
    [
        ("nothing", "is", 1), ("name", "above", 1), ("name.x", "is", 1), ("parent.nothing", "is", 1),
        ("owner", "is", "x"), ("owner", "is", 10**30), ("parent", "is", -(10**30)), ("owner", "in_team", "me"),
        ("employees", "above", "many"), ("next_contact_date", "on", "soon"), ("stage", "is", "great"),
        ("next_contact_date", "within", "last_x_days"), ("employees", "above", 1e400), ("region", "is", "乌有"),
        ("next_contact_date", "on", "9999-12-31"), ("next_contact_date", "on", "0001-01-01"),
        ("parent.order_count", "above", 1), ("next_contact_date", "on", None),
    ],
)  # fmt: skip
def test_what_cannot_be_asked_is_refused_in_a_sentence(boss, name, op, value) -> None:
    entity = registry.get("customer")
    asked = Asked(boss.actor, timezone.localdate())
    with pytest.raises(BadCriteria) as refusal:
        list(entity.model.objects.filter(
            criteria.compile(Ask(name, op, value), entity.fields_for(boss.actor), asked)
        ))  # fmt: skip
    assert str(refusal.value)


def test_a_relation_tells_nothing_of_what_the_asker_may_not_see(
    admin, seller, other_seller
) -> None:
    entity, parents = registry.get("customer"), {}
    for who in (seller, other_seller):
        parents[who] = make(entity, admin.actor, owner=who.user.pk, phone="13800138000")
    links = [
        make(entity, admin.actor, owner=seller.user.pk, parent=one) for one in parents.values()
    ]
    asked, fields = Asked(seller.actor, timezone.localdate()), entity.fields_for(seller.actor)
    for op, value in (("contains", "138"), ("filled", None), ("is", "13800138000")):
        test = Ask("parent.phone", op, value)
        rows = entity.visible_to(seller.actor).filter(criteria.compile(test, fields, asked))
        assert list(rows) == links[:1]
