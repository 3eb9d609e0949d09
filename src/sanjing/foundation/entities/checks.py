"""Wrong declarations fail at start, with a hint."""

from __future__ import annotations

from collections.abc import Iterator

from django.core.checks import Error, register

from sanjing.foundation.entities import registry
from sanjing.foundation.entities.entity import Entity
from sanjing.foundation.entities.models import Record


@register("entities")
def check_entities(app_configs, **_kwargs) -> list[Error]:
    return [error for entity in registry.all_entities() for error in check_entity(entity)]


def check_entity(entity: Entity) -> Iterator[Error]:
    if not issubclass(entity.model, Record):
        yield problem(
            entity,
            "E001",
            "its model is no Record",
            "Let the model inherit entities.models.Record.",
        )
        return
    for place, names in named_fields(entity):
        for name in names:
            if name not in entity.columns:
                hint = f"Known fields: {', '.join(sorted(entity.columns))}."
                yield problem(entity, "E002", f"{place} names an unknown field '{name}'", hint)
    if entity.hub not in (None, "self") and entity.hub not in entity.columns:
        yield problem(
            entity, "E003", f"hub '{entity.hub}' is no field", 'Name a link field, or "self".'
        )


def named_fields(entity: Entity) -> Iterator[tuple[str, list[str]]]:
    yield "title", [entity.title]
    yield "listing", [*entity.listing.columns, *entity.listing.filters]
    yield "listing.sort", [name for name in [entity.listing.sort.removeprefix("-")] if name != "id"]
    yield "form", entity.form.all_names
    if entity.search:
        yield "search", [*entity.search.names, *entity.search.persons]
    if entity.transfer:
        keyed = [name for key in entity.transfer.keys for name in key]
        yield "transfer", [*keyed, *entity.transfer.links, *entity.transfer.exclude]
        yield "transfer.locality", list(entity.transfer.locality or ())
        yield "transfer.spare", [*filter(None, [entity.transfer.spare])]
    if entity.board:
        yield "board", [entity.board.by, *entity.board.card, *filter(None, [entity.board.total])]


def problem(entity: Entity, code: str, what: str, hint: str) -> Error:
    return Error(f"{type(entity).__name__}: {what}.", hint=hint, id=f"entities.{code}")
