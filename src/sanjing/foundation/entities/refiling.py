"""Records that hang on a hub are found by those who may see them, wherever the hub goes."""

from __future__ import annotations

from collections.abc import Sequence

from sanjing.foundation.entities import registry
from sanjing.foundation.entities.entity import Entity
from sanjing.foundation.search import index

CHUNK = 500


def refile_below(entity: Entity, hub_ids: Sequence[int]) -> None:
    """Write anew the search rows of all that hangs on these hubs: they changed hands or came back."""
    for other in registry.belonging_to(entity):
        if not other.search:
            continue
        rows = other.model._default_manager.filter(removed_at=None).select_related(*other.links)
        for start in range(0, len(hub_ids), CHUNK):
            index.put(
                other, list(rows.filter(**{f"{other.hub}__in": hub_ids[start : start + CHUNK]}))
            )
