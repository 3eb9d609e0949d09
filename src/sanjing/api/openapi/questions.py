"""What a domain verb asks for, from the form that asks people the same."""

from __future__ import annotations

from django import forms

from sanjing.api.openapi.parts import Schema

FORM_TYPES: list[tuple[type[forms.Field], Schema]] = [
    (forms.BooleanField, {"type": "boolean"}),
    (forms.IntegerField, {"type": "integer"}),
    (forms.DateTimeField, {"type": "string", "format": "date-time"}),
    (forms.DateField, {"type": "string", "format": "date"}),
    (forms.MultipleChoiceField, {"type": "array", "items": {"type": "string"}}),
    (forms.ModelMultipleChoiceField, {"type": "array", "items": {"type": "integer"}}),
    (forms.ModelChoiceField, {"type": "integer"}),
]


def form_schema(fields: dict[str, forms.Field]) -> Schema:
    """What a verb asks for, from the form that asks people the same."""
    schema = {
        "type": "object",
        "properties": {name: form_value(field) for name, field in fields.items()},
        "additionalProperties": False,
    }
    required = [name for name, field in fields.items() if field.required]
    return schema | ({"required": required} if required else {})


def form_value(field: forms.Field) -> Schema:
    found = (schema for type_, schema in FORM_TYPES if isinstance(field, type_))
    label = {"title": str(field.label)} if field.label else {}
    return next(found, {"type": "string"}) | label
