"""What the page of a record shows of requests about it."""

from __future__ import annotations

from typing import Any

from django.db.models import Model
from django.utils import timezone

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.approvals import queries
from sanjing.foundation.entities import registry


def review(record: Model, actor: Actor) -> dict[str, Any]:
    """Requests under way and the last ones decided, with the buttons of those who are asked."""
    entity = registry.entity_of_model(type(record))
    found = queries.of_record(record)
    if not found:
        return {"hidden": True}
    owed = queries.owed_votes(actor.user_id, timezone.localdate())
    mine = set(owed.filter(step__approval__in=found).values_list("step__approval", flat=True))
    return {
        "requests": [(one, one.pk in mine, one.asked_by_id == actor.user_id) for one in found],
        "next": entity.url(record),
    }
