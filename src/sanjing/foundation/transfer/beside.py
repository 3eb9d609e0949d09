"""The second record that a row feeds, such as the person to ask for at a customer."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.entities import batches, registry
from sanjing.foundation.entities.entity import Entity
from sanjing.foundation.transfer.fates import Item, Written
from sanjing.foundation.transfer.matching import Matcher

Values = dict[str, Any]


def write_beside(
    entity: Entity,
    items: Sequence[Item],
    written: Written,
    *,
    by: Actor,
    at: datetime,
    batch: int | None,
) -> None:
    """Make or change what stands beside the records of `items`, and count it."""
    beside = entity.transfer.beside if entity.transfer else None
    held = [(i, d) for i in items if i.record is not None for d in i.drafts if d.beside]
    if beside is None or not held:
        return
    other = registry.get(beside.entity)
    key = (beside.link, beside.match)
    latest = {
        (item.record.pk, draft.beside.get(beside.match)): (item, draft) for item, draft in held
    }
    pairs = [(item, {**draft.beside, beside.link: item.record}) for item, draft in latest.values()]
    found = Matcher(other, [key], by=by).find([row for _i, row in pairs], [False] * len(pairs))
    fresh = [p for p, pk in zip(pairs, found, strict=True) if pk is None and beside.match in p[1]]
    known = [(p, pk) for p, pk in zip(pairs, found, strict=True) if isinstance(pk, int)]
    made = batches.create_many(other, [row for _i, row in fresh], by=by, at=at, batch=batch)
    kept = batches.change_many(
        other, [(pk, row) for (_i, row), pk in known], by=by, at=at, batch=batch
    )
    written.tally[f"made_{other.name}"] += len(made.created)
    written.tally[f"changed_{other.name}"] += len(kept.changed)
    written.tally[f"left_{other.name}"] += len(made.refused) + len(kept.refused)
    touched = [fresh[n][0] for n in made.created] + [known[n][0][0] for n in kept.changed]
    for item in touched:
        if item.fate == "unchanged":
            item.fate = "changed"
