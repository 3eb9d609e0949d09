"""JSON Schema of a field and of a record type, read from the same declaration as the pages."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from sanjing.api.openapi.parts import Schema
from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.entities.entity import Entity
from sanjing.foundation.entities.fields import Field
from sanjing.foundation.phrases import joined, listed

TYPES: dict[Any, Schema] = {
    str: {"type": "string"},
    int: {"type": "integer"},
    float: {"type": "number"},
    bool: {"type": "boolean"},
    date: {"type": "string", "format": "date"},
    datetime: {"type": "string", "format": "date-time"},
    list[str]: {"type": "array", "items": {"type": "string"}},
}
ROWS: Schema = {"type": "array", "items": {"type": "object"}}
NUMBERS = {"id": _("主键，由系统分配"), "version": _("版本，每次修改加一，用作 ETag")}


def fields_of(entity: Entity, reader: Actor | None) -> dict[str, Field]:
    """The fields described: those of the code, or for a signed-in reader all they may know of."""
    fields = entity.columns if reader is None else entity.fields_for(reader)
    return {name: field for name, field in fields.items() if name not in entity.api.exclude}


def component_name(entity: Entity) -> str:
    return entity.model.__name__


def record_schema(entity: Entity, reader: Actor | None) -> Schema:
    """A record as it is read."""
    fields = fields_of(entity, reader)
    own = {
        name: {"type": "integer", "readOnly": True, "description": str(text)}
        for name, text in NUMBERS.items()
    }
    return {
        "type": "object",
        "title": str(entity.label),
        "properties": own | {name: value_schema(field) for name, field in fields.items()},
    }


def input_schema(entity: Entity, reader: Actor | None, *, creating: bool) -> Schema:
    """What may be given to make or change a record; other names are refused."""
    fields = {n: f for n, f in fields_of(entity, reader).items() if writable(f, creating)}
    schema = {
        "type": "object",
        "properties": {name: value_schema(field) for name, field in fields.items()},
        "additionalProperties": False,
    }
    required = [name for name, field in fields.items() if field.required]
    return schema | ({"required": required} if creating and required else {})


def writable(field: Field, creating: bool) -> bool:
    return field.editable and (creating or field.rule is None)


def value_schema(field: Field) -> Schema:
    """One value: its type, what may be chosen, whether it may be empty and who may write it."""
    schema = dict(TYPES.get(field.kind.api_type, ROWS))
    if field.whole and field.kind.name == "number":
        schema["type"] = "integer"
    if field.choices:
        blank = [] if field.required else [""]
        schema["enum"] = [*(key for key, _label in field.choices), *blank]
    elif schema == {"type": "string"} and field.max_length:
        schema["maxLength"] = field.max_length
    if may_be_null(field):
        schema["type"] = [schema["type"], "null"]
        if "enum" in schema:
            schema["enum"].append(None)
    if not field.editable or field.rule is not None:
        schema["readOnly"] = True
    return schema | {"title": str(field.label)} | _described(field)


def may_be_null(field: Field) -> bool:
    if field.source in ("custom", "computed"):
        return not field.required
    if field.source == "computed":
        return True
    return field.kind.empty is None and not field.required


def _described(field: Field) -> Schema:
    parts = [str(field.help)] if field.help else []
    if field.target_model:
        parts.append(_("%(what)s的 id") % {"what": field.target_model._meta.verbose_name})
    labels = listed(f"{key} {label}" for key, label in field.choices)
    parts += [labels] if labels else []
    return {"description": joined(parts)} if parts else {}
