"""All record types, by name. `@register` adds one; `extend` lets a later module add to an
earlier one.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.db import models

from sanjing.foundation.accounts.catalog import register_entity

if TYPE_CHECKING:
    from sanjing.foundation.entities.entity import Entity

_entities: dict[str, Entity] = {}


class UnknownEntity(LookupError):
    """No record type has that name."""


def register(entity_class: type[Entity]) -> type[Entity]:
    add(entity_class())
    return entity_class


def add(entity: Entity) -> Entity:
    _entities[entity.name] = entity
    register_entity(
        entity.name,
        entity.label,
        lambda: [(f.name, str(f.label)) for f in entity.fields.values()],
        entity.slug if entity.api is not None else "",
    )
    return entity


def get(name: str) -> Entity:
    try:
        return _entities[name]
    except KeyError:
        raise UnknownEntity(name) from None


def find(name: str) -> Entity | None:
    """The entity of that name, or None for one that no longer exists (old history)."""
    return _entities.get(name)


def by_slug(slug: str) -> Entity:
    for entity in _entities.values():
        if entity.slug == slug:
            return entity
    raise UnknownEntity(slug)


def entity_of_model[R: models.Model](model: type[R]) -> Entity[R]:
    return get(model._meta.model_name or "")


def all_entities() -> list[Entity]:
    return list(_entities.values())


def belonging_to(entity: Entity) -> list[Entity]:
    """Entities whose records hang on those of `entity` and go to the bin and come back with them."""
    if entity.hub != "self":
        return []
    return [
        other
        for other in all_entities()
        if other.hub
        and other.hub != "self"
        and other.columns[other.hub].target_model is entity.model
    ]


def extend(
    name: str,
    *,
    computed: Iterable = (),
    top: Iterable = (),
    main: Iterable = (),
    side: Iterable = (),
    verbs: Iterable = (),
) -> None:
    """Add fields, panels and verbs to an earlier entity; it never knows by whom."""
    entity = get(name)
    entity.computed = [*entity.computed, *computed]
    entity.detail.top.extend(top)
    entity.detail.main.extend(main)
    entity.detail.side.extend(side)
    entity.offer(*verbs)
    entity.forget_fields()
