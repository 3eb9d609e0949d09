"""Bringing a file back from the recycle bin."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import Model

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.entities import records
from sanjing.foundation.entities.guards import refuse_held
from sanjing.foundation.events.publish import publish
from sanjing.foundation.files import queries
from sanjing.foundation.files.checking import FIELD
from sanjing.foundation.files.events import FileRestored, told
from sanjing.foundation.files.models import Attachment


@transaction.atomic
def restore(record: Model, pk: int, *, by: Actor, at: datetime) -> Attachment:
    """Bring a file back. Raises NotFound, Forbidden or Held."""
    entity = records.entity_of(record)
    record = records.lock(entity, record.pk, by=by, verb="change")
    refuse_held(entity.name, record.pk, {FIELD})
    found = queries.obtain(record, pk, removed=True)
    found.removed_at = None
    found.save(update_fields=["removed_at"])
    publish(FileRestored(files=told(found)), about=records.about(entity, record), by=by, at=at)
    return found
