"""A record as JSON, straight from its columns: a link is its id, read without its target."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from operator import attrgetter
from typing import Any

from django.db.models import Model, QuerySet

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.entities.entity import Entity
from sanjing.foundation.entities.fields import Field
from sanjing.foundation.entities.kinds import Kind

Reader = Callable[[Model], Any]


def readable(entity: Entity, actor: Actor) -> dict[str, Field]:
    """The fields the API tells this actor."""
    fields = entity.fields_for(actor)
    return {name: field for name, field in fields.items() if name not in entity.api.exclude}


def columns_only(rows: QuerySet, fields: Iterable[Field], *also: str) -> QuerySet:
    """Read what `fields` need and nothing else; `also` names columns that paging needs."""
    fields = list(fields)
    columns = {"pk", "version", *also}
    columns |= {field.name for field in fields if field.source == "column"}
    columns |= {"custom"} if any(field.source == "custom" for field in fields) else set()
    known = rows.query.annotations
    wanted = {f.name: f.annotation() for f in fields if f.annotation and f.name not in known}
    return rows.annotate(**wanted).only(*columns)


def shaper(fields: Mapping[str, Field]) -> Callable[[Model], dict[str, Any]]:
    """A function that gives a record's JSON object; made once for many rows."""
    readers = [(name, reader(field)) for name, field in fields.items()]

    def shape(record: Model) -> dict[str, Any]:
        row = {"id": record.pk, "version": record.version}
        for name, read in readers:
            row[name] = read(record)
        return row

    return shape


def reader(field: Field) -> Reader:
    """The quickest way to a field's JSON value."""
    name, kind = field.name, field.kind
    if field.target_model:
        key = attrgetter(f"{name}_id")
        return (
            (lambda record: kind.mask(key(record)) if key(record) else None)
            if field.masked
            else key
        )
    if field.masked:
        return field.json
    if field.source == "custom":
        return lambda record: record.custom.get(name)
    value = attrgetter(name)
    if type(kind).to_json is Kind.to_json:
        return value
    to_json = kind.to_json
    return lambda record: to_json(value(record))
