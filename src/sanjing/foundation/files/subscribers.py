"""What files follow: the record they are kept with."""

from __future__ import annotations

from collections import defaultdict

from sanjing.foundation.events.models import Event
from sanjing.foundation.events.subscriptions import on_all
from sanjing.foundation.files.models import Attachment
from sanjing.foundation.stored import forget_later


@on_all("*.purged")
def go_with_the_record(events: list[Event]) -> None:
    """Records are gone for good, and their files with them."""
    gone: dict[str, list[int]] = defaultdict(list)
    for event in events:
        if event.name == f"{event.entity}.purged":
            gone[event.entity].append(event.record_id)
    for entity, ids in gone.items():
        rows = Attachment.objects.filter(entity=entity, record_id__in=ids)
        forget_later(rows.values_list("content", flat=True))
        rows.delete()
