"""Two people, one record: keep what each touched, and ask only where both touched the same
field.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Model
from django.http import QueryDict

from sanjing.foundation.entities.entity import Entity


@dataclass(frozen=True)
class Clash:
    """A field both changed: what stands now as text and as the control's value."""

    name: str
    label: Any
    text: str
    raw: str


def as_typed(entity: Entity, record: Model, names: list[str]) -> dict[str, str]:
    """What the controls of a form show for a record, as the browser would send it back."""
    fields = entity.fields
    return {
        name: typed(fields[name].kind.initial(fields[name].value(record), fields[name]))
        for name in names
    }


def typed(value: Any) -> str:
    if value is None or value is False:
        return ""
    return "on" if value is True else str(getattr(value, "pk", value)).replace("\r\n", "\n")


def touched(form, started_with: Mapping[str, str]) -> list[str]:
    """Names of controls that no longer hold what the page was opened with."""
    names = [name for name in form.fields if name in started_with]
    return [name for name in names if typed(form[name].value()) != started_with[name]]


def clashes(entity: Entity, form, now: Model, started_with: Mapping[str, str]) -> list[Clash]:
    """Fields that both the person and somebody else changed, to different values."""
    current = as_typed(entity, now, list(form.fields))
    both = [
        n
        for n in touched(form, started_with)
        if current[n] not in (started_with[n], typed(form[n].value()))
    ]
    fields = entity.fields
    return [
        Clash(
            n, fields[n].label, fields[n].kind.display(fields[n].value(now), fields[n]), current[n]
        )
        for n in both
    ]


def merged_data(entity: Entity, form, now: Model, started_with: Mapping[str, str]) -> QueryDict:
    """The person's input laid over what stands now: fields they did not touch are somebody
    else's.
    """
    data = form.data.copy()
    mine = set(touched(form, started_with))
    for name, value in as_typed(entity, now, [n for n in form.fields if n not in mine]).items():
        data[name] = value
    data["version"] = str(now.version)
    return data


def read_start(text: str) -> dict[str, str]:
    """What the page was opened with; empty if it was not sent, and then every field counts as
    touched.
    """
    try:
        data = json.loads(text or "{}")
    except ValueError:
        return {}
    return {str(key): str(value) for key, value in data.items()} if isinstance(data, dict) else {}
