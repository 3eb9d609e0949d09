"""Plain forms over kinds. They only carry what was typed; `cleaning` decides what it means."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.db.models import Model
from django.http import QueryDict

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.entities.cleaning import may_write
from sanjing.foundation.entities.entity import Entity
from sanjing.foundation.entities.errors import Invalid
from sanjing.foundation.entities.fields import Field


def writable_fields(entity: Entity, actor: Actor, *, creating: bool) -> dict[str, Field]:
    return {n: f for n, f in entity.fields_for(actor).items() if may_write(f, creating)}


def record_form(
    entity: Entity,
    actor: Actor,
    record: Model | None = None,
    data: QueryDict | None = None,
    initial: Mapping[str, Any] | None = None,
) -> forms.Form:
    """A form of everything this actor may write, filled from `record` or from `initial` texts."""
    fields = writable_fields(entity, actor, creating=record is None)
    start = {n: f.kind.initial(f.value(record), f) for n, f in fields.items()} if record else dict(initial or {})
    form = forms.Form(data, initial=start, use_required_attribute=False)
    for name, field in fields.items():
        form.fields[name] = field.kind.form_field(field)
        form.fields[name].required_mark = field.required
        form.fields[name].required = False
    form.groups = group(entity, form, fields)
    return form


def group(entity: Entity, form: forms.Form, fields: Mapping[str, Field]) -> list[list[forms.BoundField]]:
    """Bound fields by the groups of the declaration; custom fields end the first folded group."""
    groups = [[name for name in names if name in fields] for names in entity.form.groups]
    custom = [name for name, field in fields.items() if field.source == "custom"]
    if len(groups) > 1:
        groups[1] += custom
    elif custom:
        groups.append(custom)
    return [[form[name] for name in names] for names in groups if names]


def given(form: forms.Form, names: Iterable[str]) -> dict[str, Any]:
    """The raw values a form brought, for `records`. A name that was not sent is not touched."""
    values = {}
    for name in names:
        widget = form.fields[name].widget
        if widget.value_omitted_from_data(form.data, form.files, name) and name not in form.data:
            continue
        values[name] = widget.value_from_datadict(form.data, form.files, name)
    return values


def show_errors(form: forms.Form, error: Invalid) -> None:
    """Put each sentence beside its field; what belongs to no shown field goes on top."""
    form.is_valid()
    for name, sentences in error.errors.items():
        form.add_error(name if name in form.fields else None, sentences)
