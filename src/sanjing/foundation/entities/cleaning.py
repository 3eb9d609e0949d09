"""Turning what somebody gave into values a record can hold."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Any

from django.db.models import Model, QuerySet
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
        rows = entity.model._default_manager.exclude(pk=record.pk)
        if holder := holders(entity, field, [value], rows):
            errors[field.name] = [taken(entity, field, value, holder[value])]
    return errors


class Holder(StrEnum):
    """Where the record is that has a unique value: at work, in the bin, or there with its hub."""

    AT_WORK = "at work"
    BINNED = "binned"
    HUB_BINNED = "hub binned"


def holders(
    entity: Entity, field: Field, values: Sequence[Any], rows: QuerySet | None = None
) -> dict[Any, Holder]:
    """Where those records are that have one of `values` already. Few at a time: it is one query."""
    hub = f"{entity.hub}__removed_at" if entity.hub not in (None, "self") else "removed_at"
    found = entity.model._default_manager.all() if rows is None else rows
    asked = found.filter(**{f"{field.path}__in": values})
    return {
        value: Holder.BINNED if own else Holder.HUB_BINNED if above else Holder.AT_WORK
        for value, own, above in asked.values_list(field.path, "removed_at", hub)
    }


def taken(entity: Entity, field: Field, value: Any, holder: Holder) -> str:
    """Why a value cannot be given again, and what to do."""
    said = {"label": field.label, "value": value, "what": entity.label}
    if holder is Holder.BINNED:
        return _("%(label)s“%(value)s”的%(what)s在回收站里，请先恢复它，或换一个%(label)s") % said
    if holder is Holder.HUB_BINNED and entity.hub:
        said["hub"] = entity.columns[entity.hub].label
        return (
            _(
                "%(label)s“%(value)s”的%(what)s随它的%(hub)s进了回收站，请先恢复那个%(hub)s，或换一个%(label)s"
            )
            % said
        )
    return _("%(label)s“%(value)s”已经有了") % said
