"""How often and when rules changed, by whom and from what to what, read from the event log."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.entities import registry
from sanjing.foundation.entities.id_lists import among
from sanjing.foundation.events import timeline
from sanjing.foundation.events.models import Event
from sanjing.foundation.rulebook.declaring import Bylaw, Change, Rule

MOST = 2000


@dataclass(frozen=True, slots=True)
class Version:
    """One version: `changes` are (what, before, after); the first has none."""

    number: int
    at: datetime
    who: str
    changes: tuple[tuple[str, str, str], ...] = ()


def versions_of(bylaw: Bylaw, rules: Sequence[Rule], reader: Actor) -> dict[str, list[Version]]:
    """By key of a rule its versions, the oldest first; empty where nothing was ever told of it."""
    events = [] if bylaw.history else _events(bylaw, rules)
    found = {}
    for rule in rules:
        states = _states(bylaw, rule, events, reader)
        found[rule.key] = [
            Version(number, event.at, timeline.who(event), changes)
            for number, (event, changes) in enumerate(states, 1)
        ]
    return found


def _states(bylaw: Bylaw, rule: Rule, events: Sequence[Event], reader: Actor) -> Iterable[Change]:
    if bylaw.history:
        return bylaw.history(rule.record, reader)
    if bylaw.rows:
        return _told(bylaw, rule, events)
    return _changed(bylaw, (one for one in events if str(one.record_id) == rule.key), reader)


def _events(bylaw: Bylaw, rules: Sequence[Rule]) -> list[Event]:
    rows = Event.objects.filter(entity=bylaw.key)
    if bylaw.rows is None:
        rows = rows.filter(record_id__in=among([rule.record.pk for rule in rules]))
        rows = rows.filter(name__in=[f"{bylaw.key}.created", f"{bylaw.key}.changed"])
    return list(rows.order_by("-pk")[:MOST])[::-1]


def _changed(bylaw: Bylaw, events: Iterable[Event], reader: Actor) -> Iterator[Change]:
    entity = registry.get(bylaw.key)
    for event in events:
        made = event.name.endswith(".created")
        changes = () if made else tuple(timeline.changes(event, entity, reader))
        if made or changes:
            yield event, changes


def _told(bylaw: Bylaw, rule: Rule, events: Iterable[Event]) -> Iterator[Change]:
    """A setting tells what it says now; what it said before is what was told last."""
    before: str | None = None
    tell = bylaw.told or (lambda _event, _key: None)
    for event in events:
        said = tell(event, rule.key)
        if said is None or said == before:
            continue
        yield event, ((str(bylaw.name), before or "", said),) if said else ()
        before = said
