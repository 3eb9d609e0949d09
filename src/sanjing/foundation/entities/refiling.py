"""Records are found by those who may see them, wherever their hub or their owner goes."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction

from sanjing.foundation.entities import registry
from sanjing.foundation.entities.entity import Entity
from sanjing.foundation.entities.locking import hold
from sanjing.foundation.search import index

CHUNK = 500


def refile_below(entity: Entity, hub_ids: Sequence[int]) -> None:
    """Write anew the search rows of all that hangs on these hubs: they changed hands or came back."""
    for other in registry.belonging_to(entity):
        if not other.search:
            continue
        rows = other.for_index(other.model._default_manager.filter(removed_at=None))
        for start in range(0, len(hub_ids), CHUNK):
            index.put(
                other, list(rows.filter(**{f"{other.hub}__in": hub_ids[start : start + CHUNK]}))
            )


def refile_owned(user_id: int) -> int:
    """Write anew the search rows that carry the team of this owner; how many.

    A set at a time, each locked while it is written, so that a change in between is not undone.
    """
    return sum(
        _refile_owned(entity, user_id)
        for entity in registry.all_entities()
        if entity.search and entity.policy.follows_owner
    )


def _refile_owned(entity: Entity, user_id: int) -> int:
    rows = entity.model._default_manager.filter(removed_at=None).order_by("pk")
    rows = entity.for_index(rows.filter(**{f"{entity.policy.owner}_id": user_id}))
    if entity.hub not in (None, "self"):
        rows = rows.exclude(**{f"{entity.hub}__removed_at__isnull": False})
    refiled, last = 0, 0
    while True:
        with transaction.atomic():
            ids = list(rows.filter(pk__gt=last).values_list("pk", flat=True)[:CHUNK])
            hold(entity.model, ids)
            index.put(entity, list(rows.filter(pk__in=ids)))
        if not ids:
            return refiled
        refiled, last = refiled + len(ids), ids[-1]
