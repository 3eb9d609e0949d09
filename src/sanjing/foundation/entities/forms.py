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
from sanjing.foundation.labels import Label


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
    form = forms.Form(data, initial=starting_values(entity, actor, record, fields, initial or {}))
    form.use_required_attribute = False
    for name, field in fields.items():
        form.fields[name] = field.kind.form_field(field.holding(record))
        form.fields[name].required_mark = field.required
        form.fields[name].required = False
    form.groups = group(entity, form, fields)
    return form


def starting_values(
    entity: Entity,
    actor: Actor,
    record: Model | None,
    fields: Mapping[str, Field],
    given: Mapping[str, Any],
) -> dict[str, Any]:
    if record:
        return {
            name: field.kind.initial(field.value(record), field) for name, field in fields.items()
        }
    defaults = {name: field.default for name, field in fields.items() if field.default is not None}
    return defaults | entity.suggest(actor) | dict(given)


def group(
    entity: Entity, form: forms.Form, fields: Mapping[str, Field]
) -> list[tuple[Label, list]]:
    """(label, bound fields) by the declaration; custom fields follow those always shown."""
    custom = [name for name, field in fields.items() if field.source == "custom"]
    groups: list[tuple[Label, list[str]]] = [("", [*entity.form.names, *custom])]
    groups += [(fold.label, fold.names) for fold in entity.form.folds]
    bound = [(label, [form[name] for name in names if name in fields]) for label, names in groups]
    return [(label, controls) for label, controls in bound if controls]


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
