"""Every way a person reaches records of an entity: the address, and what is sent there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Model
from django.test import Client

from sanjing.foundation.accounts.actor import system_actor
from sanjing.foundation.entities.entity import Entity
from sanjing.foundation.entities.places import places
from tests.support.factories import sample, typed, values_for


@dataclass(frozen=True)
class Surface:
    """`needs` is the right it takes; `about` says whether it speaks of one record or of the entity."""

    name: str
    needs: str
    about: str
    address: str
    post: Callable[[Entity, Model, Any], dict] | None = None
    only_if: Callable[[Entity], bool] = lambda _entity: True

    def url(self, entity: Entity, record: Model) -> str:
        verb = next(iter(entity.actions), "")
        return self.address.format(
            slug=entity.slug, pk=record.pk, field=plain_field(entity), verb=verb
        )

    def ask(self, client: Client, entity: Entity, record: Model, actor: Any) -> Any:
        url = self.url(entity, record)
        return client.post(url, self.post(entity, record, actor)) if self.post else client.get(url)


def plain_field(entity: Entity) -> str:
    """A field that can be typed into."""
    kinds = ("text", "longtext")
    names = [
        n
        for n in entity.form.all_names
        if entity.columns[n].kind.name in kinds and n != "reference"
    ]
    return names[0]


def new_record(entity: Entity, record: Model, actor: Any) -> dict:
    """Another one that hangs on the same records."""
    links = {name: getattr(record, name) for name in entity.links if entity.columns[name].editable}
    return typed(values_for(entity, actor, **{n: v for n, v in links.items() if v is not None}))


def one_change(entity: Entity, _record: Model, _actor: Any) -> dict:
    name = plain_field(entity)
    return {name: sample(entity.columns[name])}


def ticked(entity: Entity, record: Model, _actor: Any) -> dict:
    return {"verb": "remove", "ids": [record.pk]}


def other_column(entity: Entity, record: Model, _actor: Any) -> dict:
    by = entity.columns[entity.board.by]
    held = by.value(record)
    lane = str(getattr(record, f"{entity.board.within}_id")) if entity.board.within else ""
    offered = places(entity.board, by, system_actor("测试"), lane)
    return {"to": next(one.key for one in offered if one.key != str(getattr(held, "pk", held)))}


def has_board(entity: Entity) -> bool:
    return entity.board is not None


READING = [
    Surface("list", "see", "entity", "/{slug}/"),
    Surface("board", "see", "entity", "/{slug}/board/", only_if=has_board),
    Surface("count", "see", "entity", "/{slug}/count/"),
    Surface("filter", "see", "entity", "/{slug}/filter/"),
    Surface("columns", "see", "entity", "/{slug}/columns/"),
    Surface("saved view", "see", "entity", "/{slug}/views/new/"),
    Surface("new form", "create", "entity", "/{slug}/new/"),
    Surface("export", "export", "entity", "/{slug}/export/"),
    Surface("detail", "see", "record", "/{slug}/{pk}/"),
    Surface("timeline", "see", "record", "/{slug}/{pk}/timeline/"),
    Surface("who sees it", "see", "record", "/{slug}/{pk}/who/"),
    Surface("edit form", "change", "record", "/{slug}/{pk}/edit/"),
    Surface("one field", "change", "record", "/{slug}/{pk}/field/{field}/"),
]

WRITING = [
    Surface("create", "create", "entity", "/{slug}/new/", new_record),
    Surface("edit", "change", "record", "/{slug}/{pk}/edit/", one_change),
    Surface("edit one field", "change", "record", "/{slug}/{pk}/field/{field}/", one_change),
    Surface("move a card", "change", "record", "/{slug}/{pk}/move/", other_column, has_board),
    Surface("remove", "remove", "record", "/{slug}/{pk}/remove/", lambda *_: {}),
]
