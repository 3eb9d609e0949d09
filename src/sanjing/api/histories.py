"""An event as the API tells it: only fields the reader may know, masked where they are masked."""

from __future__ import annotations

from typing import Any

from sanjing.api.shapes import readable
from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.entities.entity import Entity
from sanjing.foundation.entities.fields import Field
from sanjing.foundation.events.models import Event
from sanjing.foundation.events.timeline import sentence


def told(event: Event, entity: Entity, reader: Actor) -> dict[str, Any]:
    """Data of other shapes than values and changes stays inside: only their sentence is told."""
    fields = readable(entity, reader)
    changes, values = event.data.get("changes") or {}, event.data.get("values") or {}
    return {
        "id": event.pk,
        "name": event.name,
        "at": event.at.isoformat(),
        "actor": event.actor_name,
        "actor_id": event.actor_id,
        "via": event.via,
        "text": sentence(event, entity, reader),
        "changes": {
            name: {"before": _value(fields[name], before), "after": _value(fields[name], after)}
            for name, (before, after) in changes.items()
            if name in fields
        },
        "values": {
            name: _value(fields[name], value) for name, value in values.items() if name in fields
        },
    }


def _value(field: Field, value: Any) -> Any:
    if field.masked and value not in (None, "", [], {}):
        return "***" if isinstance(value, dict) else field.kind.mask(field.kind.from_json(value))
    if field.points and value:
        return value | {"text": field.names.told(value)}
    return value
