"""People whose reach is drawn with a ruler, and the state of the world that a refusal must not change."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.template import Template

from sanjing.foundation.accounts.actor import VERBS
from sanjing.foundation.accounts.models import Role
from sanjing.foundation.customization.queries import cache
from sanjing.foundation.entities.entity import Entity
from sanjing.foundation.entities.policies import SharedPolicy
from sanjing.foundation.events.models import Event
from sanjing.foundation.search.models import SearchEntry
from tests.support.cast import Person, person, team

State = list[list[tuple]]


@pytest.fixture(autouse=True)
def fields_are_read_anew():
    """Custom fields of one test are not those of the next."""
    cache.clear()
    yield
    cache.clear()


@pytest.fixture(autouse=True)
def rendered_as_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    """Thousands of pages, of none of which a test asks what its templates were given: nothing is kept of it."""
    monkeypatch.setattr(Template, "_render", lambda self, context: self.nodelist.render(context))


def with_reach(
    username: str, name: str, scope: str, group: str, verbs=VERBS, **rules: Any
) -> Person:
    """Somebody in `group` whose only role lets them do `verbs` over every entity as far as `scope`."""
    parent = None if group == "销售部" else team("销售部")
    made = person(username, name, team=team(group, parent))
    grants = {"*": {verb: "all" if verb == "create" else scope for verb in verbs}}
    made.user.roles.add(
        Role.objects.create(key=username, name=name, grants=grants, field_rules=rules)
    )
    return made


@pytest.fixture
def mine(db) -> Person:
    """Does everything with their own records, in 一组."""
    return with_reach("mine", "林晓梅", "mine", "一组")


@pytest.fixture
def neighbour(db) -> Person:
    """The same with theirs, in 二组."""
    return with_reach("neighbour", "吴海波", "mine", "二组")


@pytest.fixture
def leader(db) -> Person:
    """Does everything with what their team and those below hold."""
    return with_reach("leader", "周建国", "below", "销售部")


@pytest.fixture
def reader(db) -> Person:
    """Sees everything and does nothing."""
    return with_reach("reader", "郑丽", "all", "客服部", verbs=("see",))


@pytest.fixture
def restricted(db) -> Callable[..., Person]:
    """`restricted(entity, rule, names)`: may do everything, except for a rule on some fields."""

    def make_restricted(entity: Entity, rule: str, names: list[str]) -> Person:
        rules = {entity.name: dict.fromkeys(names, rule)}
        return with_reach(f"r{rule}", "秦明", "all", "财务部", **rules)

    return make_restricted


@pytest.fixture
def state() -> Callable[[], State]:
    """Everything records, history and index hold, to be compared before and after."""
    return World().state


class World:
    """Rows as the database holds them, asked for in one go: a test asks hundreds of times."""

    def __init__(self) -> None:
        from sanjing.foundation.entities import registry

        models = [*(entity.model for entity in registry.all_entities()), SearchEntry]
        self.asked = [f'SELECT * FROM "{model._meta.db_table}" ORDER BY 1' for model in models]
        self.asked.append(f'SELECT count(*) FROM "{Event._meta.db_table}"')
        self.written = -1
        self.rows: State = []

    def state(self) -> State:
        with connection.cursor() as cursor:
            return self.on_sqlite(cursor) if connection.vendor == "sqlite" else self.read(cursor)

    def on_sqlite(self, cursor: Any) -> State:
        """SQLite counts what it writes: where that stands still, so do the rows."""
        if self.written != cursor.connection.total_changes:
            self.rows = [cursor.cursor.execute(sql).fetchall() for sql in self.asked]
            self.written = cursor.connection.total_changes
        return self.rows

    def read(self, cursor: Any) -> State:
        cursor.execute(";".join(self.asked))
        rows = [cursor.fetchall()]
        while cursor.nextset():
            rows.append(cursor.fetchall())
        return rows


def kept_in(table: str) -> list[tuple]:
    """Rows of one table as the database holds them."""
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT * FROM "{table}" ORDER BY 1')
        return cursor.fetchall()


def is_shared(entity: Entity) -> bool:
    """Whether rows of this entity belong to everybody who may see any."""
    return isinstance(entity.policy, SharedPolicy)
