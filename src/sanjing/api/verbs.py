"""Domain verbs over the API: what one is told, and running it on one record or on many."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Model
from django.utils import timezone
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.entities import records
from sanjing.foundation.entities.doing import do
from sanjing.foundation.entities.entity import Entity
from sanjing.foundation.entities.errors import Invalid, Refusal
from sanjing.foundation.entities.records import NotFound

SEVERAL = (forms.MultipleChoiceField, forms.ModelMultipleChoiceField)
PARTS = {"id": int, "verb": str, "version": int, "values": dict}


def perform(
    entity: Entity, pk: int, verb: str, given: dict[str, Any], *, version: int | None, by: Actor
) -> Model:
    """Do what the record type can do, if `version` is None or still the latest. Raises NotFound,
    Forbidden, Invalid, Conflict or the verb's own refusal.
    """
    action = entity.actions.get(verb)
    if action is None:
        raise NotFound(_("没有这个操作。"))
    record = records.obtain(entity, pk, by=by, verb=action.needs)
    data = form_data(action.form(by=by, record=record), given)
    return do(entity, action, pk, data, by=by, at=timezone.now(), version=version)


def run_rows(entity: Entity, rows: list[dict], actor: Actor) -> list[dict]:
    """One answer for each {id, verb, version, values}; what is refused leaves the others alone."""
    return [_run_row(entity, row, actor) for row in rows]


def _run_row(entity: Entity, row: dict[str, Any], actor: Actor) -> dict[str, Any]:
    if not _well_formed(row):
        return {"status": 422, "errors": {"": [_("每条须写成 {id, verb, version, values}")]}}
    pk, verb, given = row["id"], row["verb"], row.get("values", {})
    try:
        perform(entity, pk, verb, given, version=row.get("version"), by=actor)
    except Invalid as invalid:
        return {"status": invalid.status, "errors": invalid.errors}
    except Refusal as refusal:
        return {"status": refusal.status, "errors": {"": [refusal.message]}}
    version = entity.model._default_manager.values_list("version", flat=True).get(pk=pk)
    return {"status": 200, "id": pk, "version": version}


def _well_formed(row: dict[str, Any]) -> bool:
    typed = all(name in PARTS and type(value) is PARTS[name] for name, value in row.items())
    return typed and {"id", "verb"} <= set(row) and 0 < row["id"] < 2**63


def form_data(form: forms.Form | None, given: dict[str, Any]) -> MultiValueDict:
    """`given` as a form reads it. Raises Invalid for names and types the form does not ask for."""
    fields = form.fields if form is not None else {}
    errors, data = {}, MultiValueDict()
    for name, value in given.items():
        if name not in fields:
            errors[name] = [_("没有可以填写的字段“%(name)s”") % {"name": name[:60]}]
        elif isinstance(value, list) and isinstance(fields[name], SEVERAL):
            data.setlist(name, [_text(one) for one in value])
        elif isinstance(value, list | dict):
            errors[name] = [_("“%(label)s”的写法不对") % {"label": fields[name].label or name}]
        elif value is not None:
            data[name] = _text(value)
    if errors:
        raise Invalid(errors)
    return data


def _text(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
