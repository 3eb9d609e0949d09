"""A record as JSON, straight from its columns: a link is its id, read without its target."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from operator import attrgetter
from typing import Any

from django.db.models import QuerySet
from django.db.models.query import ValuesIterable

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.entities.entity import Entity
from sanjing.foundation.entities.fields import Field
from sanjing.foundation.entities.kinds import Kind

Reader = Callable[[Any], Any]


def readable(entity: Entity, actor: Actor) -> dict[str, Field]:
    """The fields the API tells this actor."""
    fields = entity.fields_for(actor)
    return {name: field for name, field in fields.items() if name not in entity.api.exclude}


class Plain:
    """A row with the attributes of a record and none of its behaviour."""

    __slots__ = ("__dict__",)

    @property
    def pk(self) -> int:
        return self.__dict__["id"]


class PlainIterable(ValuesIterable):
    """A hundred model instances take three times as long to make as a hundred of these."""

    def __iter__(self) -> Iterator[Plain]:
        for row in super().__iter__():
            record = Plain()
            record.__dict__ = row
            yield record


def rows_with(rows: QuerySet, fields: Iterable[Field]) -> QuerySet:
    """`rows` with what `fields` need, no more; `Plain` unless a value lies in other rows."""
    fields = list(fields)
    known = rows.query.annotations
    wanted = {f.name: f.annotation() for f in fields if f.annotation and f.name not in known}
    rows = rows.annotate(**wanted)
    columns = [field for field in fields if field.source == "column"]
    names = {"id", "version"}
    names |= {"custom"} if any(field.source == "custom" for field in fields) else set()
    if relations := [relation for field in fields for relation in field.prefetch]:
        return rows.prefetch_related(*relations).only(*names, *(f.name for f in columns))
    names |= {f"{f.name}_id" if f.target_model else f.name for f in columns}
    rows = rows.values(*names, *(f.name for f in fields if f.source == "computed"))
    rows._iterable_class = PlainIterable
    return rows


def shaper(fields: Mapping[str, Field]) -> Callable[[Any], dict[str, Any]]:
    """A function that gives a record's JSON object; made once for many rows."""
    readers = [(name, reader(field)) for name, field in fields.items()]

    def shape(record: Any) -> dict[str, Any]:
        row = {"id": record.pk, "version": record.version}
        for name, read in readers:
            row[name] = read(record)
        return row

    return shape


def reader(field: Field) -> Reader:
    """The quickest way to a field's JSON value."""
    name, kind = field.name, field.kind
    if field.target_model and not field.points:
        key = attrgetter(f"{name}_id")
        return (
            (lambda record: kind.mask(key(record)) if key(record) else None)
            if field.masked
            else key
        )
    if field.masked or field.source == "parts":
        return field.json
    if field.source == "custom":
        if field.points or type(kind).keep is Kind.keep:
            return lambda record: record.custom.get(name)
        return field.json
    value = attrgetter(name)
    if type(kind).to_json is Kind.to_json:
        return value
    to_json = kind.to_json
    return lambda record: to_json(value(record))
