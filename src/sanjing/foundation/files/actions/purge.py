"""Letting go for good of what lay in the bin for thirty days."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime

from django.db import transaction

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.entities import records, registry
from sanjing.foundation.entities.purge import CHUNK, KEPT
from sanjing.foundation.events.publish import make_event, publish_many
from sanjing.foundation.files.events import FilesPurged, told
from sanjing.foundation.files.models import Attachment
from sanjing.foundation.stored import forget_later, names_in


def purge(*, by: Actor, at: datetime) -> int:
    """Delete files binned more than thirty days ago; how many went."""
    gone = 0
    while found := list(Attachment.objects.filter(removed_at__lt=at - KEPT)[:CHUNK]):
        gone += len(found)
        _delete(found, by=by, at=at)
    return gone


@transaction.atomic
def _delete(files: list[Attachment], *, by: Actor, at: datetime) -> None:
    together: dict[tuple[str, int], list[Attachment]] = defaultdict(list)
    for one in files:
        together[one.entity, one.record_id].append(one)
    events = []
    for (name, pk), some in together.items():
        entity = registry.find(name)
        record = entity.model._default_manager.filter(pk=pk).first() if entity else None
        if entity and record:
            happened = FilesPurged(files=told(*some))
            subject = records.about(entity, record)
            events.append(make_event(happened.name, happened.data(), about=subject, by=by, at=at))
    forget_later(names_in(files))
    Attachment.objects.filter(pk__in=[one.pk for one in files]).delete()
    publish_many(events)
