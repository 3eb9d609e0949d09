"""Moving a file to the recycle bin."""

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
from sanjing.foundation.files.events import FileRemoved, told
from sanjing.foundation.files.models import Attachment


@transaction.atomic
def remove(record: Model, pk: int, *, by: Actor, at: datetime) -> Attachment:
    """Move a file to the bin, from which `restore` brings it back for thirty days. Raises NotFound,
    Forbidden or Held.
    """
    entity = records.entity_of(record)
    record = records.lock(entity, record.pk, by=by, verb="change")
    refuse_held(entity.name, record.pk, {FIELD})
    found = queries.obtain(record, pk)
    found.removed_at = at
    found.save(update_fields=["removed_at"])
    publish(FileRemoved(files=told(found)), about=records.about(entity, record), by=by, at=at)
    return found
