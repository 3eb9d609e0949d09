"""Events as people read them, each rendered for its reader."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db.models import Model, QuerySet
from django.utils.translation import gettext as _

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.events.models import Event
from sanjing.foundation.labels import Label

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
    event_id: int = 0


MOST_ROUNDS = 20
"""How often older events are read when the newer ones tell their reader nothing."""

Describe = Callable[[Event, Actor], dict[str, Any] | None]
_describers: dict[str, Describe] = {}
_words: dict[str, tuple[Label, str]] = {}
_entity_of: Callable[[str], Entity | None] = lambda _name: None  # noqa: E731


def describes(name: str) -> Callable[[Describe], Describe]:
    """`function(event, reader)` gives text, and if it likes icon and note, for events of that
    name. None leaves an event out of the timeline: something else there says it already.
    """

    def add(function: Describe) -> Describe:
        _describers[name] = function
        return function

    return add


def reads(name: str, words: Label, icon: str, *, note: str = "") -> None:
    """Events of that name read as `words`, which name facts of the event and, as %(title)s, the
    record; the fact called `note` stands below. For all that need no more than that.
    """

    def describe(event: Event, _reader: Actor) -> dict[str, Any]:
        text = words % {"title": event.title, **event.data}
        return {"text": text, "icon": icon, "note": event.data.get(note, "")}

    _describers[name], _words[name] = describe, (words, note)


def words_of_events() -> dict[str, tuple[Label, str]]:
    """Of every event told by `reads`: the words, and the fact that stands below or ""."""
    return dict(_words)


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
    found: list[Line] = []
    for _round in range(MOST_ROUNDS):
        part = list(rows.order_by("-id")[:limit])
        found += lines(part, reader)
        if len(found) >= limit or len(part) < limit:
            break
        rows = rows.filter(pk__lt=part[-1].pk)
    return found[:limit]


def lines(events: Iterable[Event], reader: Actor) -> Iterable[Line]:
    events = list(events)
    reached = within_reach(events, reader)
    for event in events:
        entity = _entity_of(event.entity)
        if entity and reader.may(entity.name, "see"):
            seen = reached.get(entity.name)
            shown = line(event, entity, reader) if seen is None or event.record_id in seen else None
            if shown:
                yield shown


def within_reach(events: Sequence[Event], reader: Actor) -> dict[str, set[int]]:
    """By record type, those of its records that the reader sees; only for types of which they see
    less than of the hub, whose timeline would otherwise tell of the rest. Includes the bin.
    """
    asked: dict[str, set[int]] = defaultdict(set)
    for event in events:
        entity = _entity_of(event.entity)
        if entity and sees_less_than_hub(entity, reader):
            asked[entity.name].add(event.record_id)
    found = {}
    for name, ids in asked.items():
        entity = _entity_of(name)
        if entity:
            rows = entity.model._default_manager.filter(pk__in=ids)
            rows = entity.policy.filter(rows, reader, name, "see")
            found[name] = set(rows.values_list("pk", flat=True))
    return found


def sees_less_than_hub(entity: Entity, reader: Actor) -> bool:
    if entity.hub in (None, "self"):
        return False
    hub = entity.columns[entity.hub].target
    return reader.scope(entity.name, "see").reach < reader.scope(hub.name, "see").reach


def line(event: Event, entity: Entity, reader: Actor) -> Line | None:
    describe = _describers.get(event.name)
    told = describe(event, reader) if describe else generic(event, entity, reader)
    if told is None:
        return None
    return Line(
        at=event.at,
        who=who(event),
        name=event.name,
        event_id=event.pk,
        url=f"/{entity.slug}/{event.record_id}/",
        **told,
    )


def who(event: Event) -> str:
    """The person; jobs of the program, which have no id, in the language of the reader."""
    name = event.actor_name
    return _(name) if name and event.actor_id is None else name


def sentence(event: Event, entity: Entity, reader: Actor) -> str:
    """What happened, in words, of an event that a timeline may leave out as well."""
    shown = line(event, entity, reader)
    return shown.text if shown else generic(event, entity, reader)["text"]


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
    """In the order of the fields: PostgreSQL keeps the keys of JSON in one of its own."""
    told = event.data.get("changes", {})
    for name, field in entity.fields_for(reader).items():
        if name in told:
            before, after = told[name]
            yield str(field.label), read_back(field, before), read_back(field, after)


def read_back(field: Field, value: Any) -> str:
    """A remembered JSON value as text, masked for those who may not read it."""
    if value in (None, "", [], {}):
        return ""
    if isinstance(value, dict):
        if field.masked:
            return field.kind.mask(value)
        return field.names.told(value) if field.points else str(value.get("text", ""))
    stored = field.kind.from_json(value)
    return field.kind.mask(stored) if field.masked else field.kind.display(stored, field)
