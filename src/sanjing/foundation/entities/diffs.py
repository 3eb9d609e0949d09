"""What an event remembers of a change: {field: [before, after]} in JSON values."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import Model

from sanjing.foundation.entities.fields import Field
from sanjing.foundation.entities.kinds.pointers import Names

Picture = dict[str, Any]
NOT_TOLD = {"created_at", "changed_at"}
NOTHING = (None, "", [], False)


def remembered(field: Field, record: Model) -> Any:
    """A link is kept with its title, so that history reads well after the target is gone; that of an
    own field is filled in by `add_names`.
    """
    if field.target_model is None:
        return field.kind.to_json(field.value(record))
    if field.points:
        held = field.value(record)
        return {"id": held.pk, "text": ""} if held else None
    key = getattr(record, f"{field.name}_id")
    if key is None:
        return None
    return {"id": key, "text": field.kind.format(field.value(record), field)}


def picture(stored: Iterable[Field], record: Model) -> Picture:
    """Every stored value of a record. `stored` is `entity.stored`, read once for many records."""
    return {field.name: remembered(field, record) for field in stored if field.name not in NOT_TOLD}


def difference(before: Picture, after: Picture) -> dict[str, list[Any]]:
    return {
        name: [before.get(name), after[name]] for name in after if before.get(name) != after[name]
    }


def filled(stored: Iterable[Field], record: Model) -> Picture:
    """What a created event tells: the values that say something."""
    told, held = {}, record.__dict__
    for field in stored:
        empty = field.source == "column" and not (field.target_model or held.get(field.name))
        if empty or field.name in NOT_TOLD:
            continue
        value = remembered(field, record)
        if value not in NOTHING:
            told[field.name] = value
    return told


def add_names(stored: Iterable[Field], told: Sequence[Picture]) -> None:
    """Fill in what own fields point at, by one query a field, in pictures or in differences."""
    for field in stored:
        if field.points:
            values = [each[field.name] for each in told if each.get(field.name)]
            sides = [one for value in values for one in _sides(value) if one]
            names = Names(field)
            names.read(one["id"] for one in sides)
            for one in sides:
                one["text"] = names.cell(one["id"]).text


def _sides(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]
