"""What the clock does to many records at once."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.entities import batches, registry
from sanjing.foundation.entities.outcome import CHUNK
from sanjing.foundation.events.publish import Happening


def sweep(
    rows: QuerySet, kept: Mapping[str, Any], *, telling: Happening, by: Actor, at: datetime
) -> int:
    """Keep the same values in all of these records, set by set; how many changed.

    A record that cannot be changed now, such as one under review, is left for the next time.
    """
    entity = registry.entity_of_model(rows.model)
    ids = list(rows.order_by("pk").values_list("pk", flat=True))
    swept = 0
    for start in range(0, len(ids), CHUNK):
        part = ids[start : start + CHUNK]
        outcome = batches.change_many(
            entity, [(pk, {}) for pk in part], by=by, at=at, telling=telling,
            kept=dict.fromkeys(part, kept),
        )  # fmt: skip
        swept += len(outcome.changed)
    return swept
