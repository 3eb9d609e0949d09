"""Events as people read them, each rendered for its reader."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db.models import Model, QuerySet
from django.utils.translation import gettext as _

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.events.models import Event

if TYPE_CHECKING:
    from sanjing.foundation.entities.entity import Entity
    from sanjing.foundation.entities.fields import Field


@dataclass(frozen=True)
class Line:
    """One entry of a timeline. `changes` are (label, before, after); `note` is a longer text."""

    at: datetime
    who: str
    text: str
    icon: str = "point"
    url: str = ""
    note: str = ""
    changes: tuple[tuple[str, str, str], ...] = ()
    name: str = ""


Describe = Callable[[Event, Actor], dict[str, Any] | None]
_describers: dict[str, Describe] = {}
_entity_of: Callable[[str], Entity | None] = lambda _name: None  # noqa: E731


def describes(name: str) -> Callable[[Describe], Describe]:
    """`function(event, reader)` gives text, and if it likes icon and note, for events of that
    name. None leaves an event out of the timeline: something else there says it already.
    """

    def add(function: Describe) -> Describe:
        _describers[name] = function
        return function

    return add


def find_entities_with(lookup: Callable[[str], Entity | None]) -> None:
    """Entities tell where they are found; events do not import them."""
    global _entity_of
    _entity_of = lookup


def timeline_of(
    entity: Entity,
    record: Model,
    reader: Actor,
    *,
    limit: int = 30,
    before: int | None = None,
    kind: str = "",
) -> list[Line]:
    """What happened to a record and, if it is a hub, to all that belongs to it."""
    rows: QuerySet[Event] = (
        Event.objects.filter(hub_id=record.pk)
        if entity.hub == "self"
        else Event.objects.filter(entity=entity.name, record_id=record.pk)
    )
    if before:
        rows = rows.filter(pk__lt=before)
    if kind:
        rows = rows.filter(entity=kind)
    return list(lines(rows.order_by("-id")[:limit], reader))


def lines(events: Iterable[Event], reader: Actor) -> Iterable[Line]:
    for event in events:
        entity = _entity_of(event.entity)
        if entity and reader.may(entity.name, "see"):
            shown = line(event, entity, reader)
            if shown:
                yield shown


def line(event: Event, entity: Entity, reader: Actor) -> Line | None:
    describe = _describers.get(event.name)
    told = describe(event, reader) if describe else generic(event, entity, reader)
    if told is None:
        return None
    return Line(
        at=event.at,
        who=event.actor_name,
        name=event.name,
        url=f"/{entity.slug}/{event.record_id}/",
        **told,
    )


def generic(event: Event, entity: Entity, reader: Actor) -> dict[str, Any]:
    past = event.name.partition(".")[2]
    words = {
        "created": (_("新建了%(what)s“%(title)s”"), "plus"),
        "changed": (_("修改了%(what)s“%(title)s”"), "pencil"),
        "removed": (_("把%(what)s“%(title)s”移入回收站"), "trash"),
        "restored": (_("恢复了%(what)s“%(title)s”"), "restore"),
    }
    text, icon = words.get(past, ("%(what)s “%(title)s” " + past, "point"))
    return {
        "text": text % {"what": entity.label, "title": event.title},
        "icon": icon,
        "changes": tuple(changes(event, entity, reader)),
    }


def changes(event: Event, entity: Entity, reader: Actor) -> Iterable[tuple[str, str, str]]:
    fields = entity.fields_for(reader)
    for name, (before, after) in event.data.get("changes", {}).items():
        if field := fields.get(name):
            yield str(field.label), read_back(field, before), read_back(field, after)


def read_back(field: Field, value: Any) -> str:
    """A remembered JSON value as text, masked for those who may not read it."""
    if value in (None, "", [], {}):
        return ""
    if isinstance(value, dict):
        return str(value.get("text", ""))
    stored = field.kind.from_json(value)
    return field.kind.mask(stored) if field.masked else field.kind.display(stored, field)
