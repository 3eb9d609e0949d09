"""Turning what somebody gave into values a record can hold."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import Model
from django.utils.translation import gettext as _

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.entities.entity import Entity
from sanjing.foundation.entities.errors import Invalid
from sanjing.foundation.entities.fields import Field
from sanjing.foundation.entities.kinds.base import EMPTY


def clean(entity: Entity, values: Mapping[str, Any], *, by: Actor, creating: bool) -> dict[Field, Any]:
    """Parsed values by field. Raises Invalid with a sentence for every value that cannot be taken."""
    fields = entity.fields
    errors: dict[str, list[str]] = {}
    cleaned: dict[Field, Any] = {}
    for name, raw in values.items():
        field = fields.get(name)
        field = field.bound_to(by, entity.name) if field else None
        if field is None or not may_write(field, creating):
            errors[name] = [_("没有可以填写的字段“%(name)s”") % {"name": name[:60]}]
            continue
        try:
            value = field.kind.parse(raw, field)
        except (ValueError, OverflowError) as error:
            errors[name] = [str(error)]
            continue
        if value in EMPTY and field.default is not None:
            value = field.default
        if field.required and value in EMPTY:
            errors[name] = [_("请填写%(label)s") % {"label": field.label}]
        cleaned[field] = value
    if creating:
        given = {field.name for field in cleaned}
        for field in fields.values():
            if field.required and field.name not in given and field.name not in errors:
                errors[field.name] = [_("请填写%(label)s") % {"label": field.label}]
    if errors:
        raise Invalid(errors)
    return cleaned


def may_write(field: Field, creating: bool) -> bool:
    """A masked or read-only field may be given once, with a new record, and not changed later."""
    return field.editable and (field.rule is None or creating)


def check_unique(entity: Entity, record: Model) -> dict[str, list[str]]:
    """Values already taken by another record. The database decides in a race; see `records`."""
    errors = {}
    for field in entity.columns.values():
        value = field.unique and field.value(record)
        if not value:
            continue
        rows = entity.model._default_manager.filter(**{field.path: value}).exclude(pk=record.pk)
        if rows.exists():
            errors[field.name] = [taken(field, value)]
    return errors


def taken(field: Field, value: Any) -> str:
    return _("%(label)s“%(value)s”已经有了") % {"label": field.label, "value": value}
