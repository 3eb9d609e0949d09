"""Taking an import back: what it made is gone again, what it changed is as it was.

Whatever somebody touched since, or hung something on, stays and is reported.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import models, transaction
from django.db.models.deletion import CASCADE
from django.utils.translation import gettext as _

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.entities import batches, diffs, registry
from sanjing.foundation.entities.entity import Entity
from sanjing.foundation.entities.guards import held as standing_still
from sanjing.foundation.entities.models import Record
from sanjing.foundation.events.models import Event
from sanjing.foundation.events.publish import About, make_event, publish_many
from sanjing.foundation.phrases import joined
from sanjing.foundation.search import index
from sanjing.foundation.transfer.jobs import actor_of
from sanjing.foundation.transfer.models import ImportJob

AT_ONCE = 400
MOST_LEFT = 100
State = ImportJob.State


def undo_all(job: ImportJob, *, at: datetime) -> None:
    """Backwards through the events of the import, a part a transaction; goes on where it broke off."""
    by = actor_of(job)
    while part := _next_part(job):
        with transaction.atomic():
            tally, left = _undo_part(job, part, by, at)
            _advance(job, part[-1].pk, tally, left)
    ImportJob.objects.filter(pk=job.pk).update(state=State.UNDONE, finished_at=at)
    job.refresh_from_db()


def _next_part(job: ImportJob) -> list[Event]:
    events = Event.objects.filter(batch=job.pk)
    if reached := job.tally.get("undone_to"):
        events = events.filter(pk__lt=reached)
    return list(events.order_by("-pk")[:AT_ONCE])


def _advance(job: ImportJob, reached: int, tally: Counter[str], left: list[Any]) -> None:
    kept = Counter({name: n for name, n in job.tally.items() if isinstance(n, int)}) + tally
    told = [*job.tally.get("left", []), *left][:MOST_LEFT]
    job.tally = {**kept, "undone_to": reached, "left": told}
    job.save(update_fields=["tally"])


def _undo_part(
    job: ImportJob, part: list[Event], by: Actor, at: datetime
) -> tuple[Counter[str], list[Any]]:
    tally: Counter[str] = Counter()
    left: list[Any] = []
    runs: dict[tuple[str, bool], list[Event]] = defaultdict(list)
    for event in part:
        runs[event.entity, event.name.endswith(".created")].append(event)
    for (name, made), events in sorted(runs.items(), key=lambda run: run[0][1]):
        entity = registry.find(name)
        if entity is None:
            continue
        act = _remove if made else _restore
        done, stayed = act(job, entity, events, by, at)
        tally["undone_made" if made else "undone_changed"] += done
        tally["undone_left"] += len(stayed)
        left += [[name, event.record_id, event.title, why] for event, why in stayed]
    return tally, left


type Stayed = list[tuple[Event, str]]


def _remove(
    job: ImportJob, entity: Entity, events: list[Event], by: Actor, at: datetime
) -> tuple[int, Stayed]:
    """Delete what the import made, then tell of it: whoever keeps sums counts without these rows."""
    by_id = {event.record_id: event for event in events}
    touched, held = _touched_since(job, entity, by_id), _held(entity, list(by_id))
    stayed = [(by_id[pk], str(_("之后又改过"))) for pk in touched & by_id.keys()]
    stayed += [(by_id[pk], str(_("已有别的资料用到它"))) for pk in held - touched]
    still = standing_still(entity.name, dict.fromkeys(by_id.keys() - touched - held, ()))
    stayed += [(by_id[pk], why) for pk, why in still.items()]
    going = sorted(by_id.keys() - touched - held - still.keys())
    told = {"undone_import": job.pk}
    count = entity.model._default_manager.filter(pk__in=going).delete()[1]
    index.drop(entity, going)
    publish_many(
        make_event(
            f"{entity.name}.removed", told, about=_about(by_id[pk]), by=by, at=at, batch=-job.pk
        )
        for pk in going
    )
    return count.get(entity.model._meta.label, 0), stayed


def _about(event: Event) -> About:
    return About(event.entity, event.record_id, event.hub_id, event.title)


def _touched_since(job: ImportJob, entity: Entity, ids: Iterable[int]) -> set[int]:
    """Records that something else happened to: neither this import nor its undoing."""
    later = Event.objects.filter(entity=entity.name, record_id__in=list(ids))
    own = models.Q(batch=job.pk) | models.Q(batch=-job.pk)
    theirs = later.exclude(models.Q(batch__isnull=False) & own)
    return set(theirs.values_list("record_id", flat=True))


def _held(entity: Entity, ids: list[int]) -> set[int]:
    """Records that others point at. Rows that are part of a record go with it."""
    held: set[int] = set()
    for relation in entity.model._meta.related_objects:
        part = relation.on_delete is CASCADE and not issubclass(relation.related_model, Record)
        if not part:
            path = relation.field.attname
            rows = relation.related_model._default_manager.filter(**{f"{path}__in": ids})
            held.update(rows.values_list(path, flat=True))
    return held


def _restore(
    job: ImportJob, entity: Entity, events: list[Event], by: Actor, at: datetime
) -> tuple[int, Stayed]:
    """Fields that still say what the import wrote say again what they said before."""
    stored = {field.name: field for field in entity.stored}
    rows = entity.with_links(entity.model._default_manager.all())
    standing = rows.in_bulk([e.record_id for e in events])
    pictured = {pk: diffs.picture(stored.values(), record) for pk, record in standing.items()}
    diffs.add_names(stored.values(), [*pictured.values()])
    changes, stayed, asked = [], [], []
    for event in events:
        now, told = pictured.get(event.record_id, {}), event.data.get("changes", {})
        own = {n: before for n, (before, after) in told.items() if now.get(n) == after}
        values = {n: given(v) for n, v in own.items() if n in stored and stored[n].editable}
        now |= own
        if len(own) < len(told):
            stayed.append((event, str(_("之后又改过"))))
        if values:
            changes.append((event.record_id, values))
            asked.append(event)
    outcome = batches.change_many(entity, changes, by=by, at=at, batch=-job.pk)
    for position, errors in outcome.refused.items():
        why = joined(text for texts in errors.values() for text in texts)
        stayed.append((asked[position], why))
    return len(outcome.changed), stayed


def given(pictured: Any) -> Any:
    """What a field's kind can parse, from what an event remembers."""
    if isinstance(pictured, dict) and pictured.keys() == {"id", "text"}:
        return str(pictured["id"])
    return pictured
