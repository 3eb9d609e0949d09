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


class Cleaner:
    """Cleans the values of one entity for one actor; made once for a whole set of rows."""

    def __init__(self, entity: Entity, *, by: Actor, creating: bool):
        bound = [field.bound_to(by, entity.name) for field in entity.fields.values()]
        self.fields = {field.name: field for field in bound if may_write(field, creating)}
        self.required = (
            [field for field in self.fields.values() if field.required] if creating else []
        )

    def clean(self, values: Mapping[str, Any]) -> dict[Field, Any]:
        """Parsed values by field. Raises Invalid with a sentence for every value that cannot be
        taken.
        """
        errors: dict[str, list[str]] = {}
        cleaned: dict[Field, Any] = {}
        for name, raw in values.items():
            try:
                field = self.fields[name]
                cleaned[field] = self.value(field, raw)
            except KeyError:
                errors[name] = [_("没有可以填写的字段“%(name)s”") % {"name": name[:60]}]
            except (ValueError, OverflowError) as error:
                errors[name] = [str(error)]
        for field in self.required:
            if field.name not in values:
                errors[field.name] = [missing(field)]
        if errors:
            raise Invalid(errors)
        return cleaned

    def value(self, field: Field, raw: Any) -> Any:
        value = field.kind.parse(raw, field)
        if value in EMPTY:
            if field.default is not None:
                return field.default
            if field.required:
                raise ValueError(missing(field))
        return value


def missing(field: Field) -> str:
    return _("请填写%(label)s") % {"label": field.label}


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
