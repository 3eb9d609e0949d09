"""One verb over many records: each in a transaction of its own, each answered for itself."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.entities import records
from sanjing.foundation.entities.actions import Action
from sanjing.foundation.entities.doing import do
from sanjing.foundation.entities.entity import Entity
from sanjing.foundation.entities.errors import Refusal

REASONS, NAMES = 3, 3


@dataclass
class Tally:
    """How many were done, and the titles of those refused under the sentence that says why."""

    done: int = 0
    refused: dict[str, list[str]] = field(default_factory=dict)

    @property
    def refused_count(self) -> int:
        return sum(map(len, self.refused.values()))

    def why(self) -> str:
        """The first few reasons, each with the records it is about."""
        told = [
            _("%(why)s（%(names)s）") % {"why": why.rstrip("。."), "names": named(titles)}
            for why, titles in list(self.refused.items())[:REASONS]
        ]
        return _("；").join([*told, *(["…"] if len(self.refused) > REASONS else [])])


def named(titles: list[str]) -> str:
    """甲、乙、丙 等 12 条."""
    text = _("、").join(titles[:NAMES])
    if len(titles) <= NAMES:
        return text
    return _("%(names)s 等 %(count)s 条") % {"names": text, "count": len(titles)}


def titles_of(entity: Entity, ids: Collection[int], *, by: Actor) -> dict[int, str]:
    """The titles of those records that `by` may see, in the order of `ids`."""
    found = {row.pk: entity.title_of(row) for row in entity.visible_among(by, ids)}
    return {pk: found[pk] for pk in ids if pk in found}


def run_many(
    entity: Entity,
    action: Action | None,
    ids: Collection[int],
    told: Mapping[str, Any],
    *,
    by: Actor,
    at: datetime,
) -> Tally:
    """Run `action`, told the same each time, or without one move to the bin. What is refused is
    left as it was, the rest is done.
    """
    refused: dict[int, str] = {}
    for pk in ids:
        try:
            with transaction.atomic():
                _run(entity, action, pk, told, by, at)
        except Refusal as refusal:
            refused[pk] = refusal.message
    titles, why = titles_of(entity, refused, by=by) if refused else {}, defaultdict(list)
    for pk, message in refused.items():
        why[message].append(titles.get(pk, str(pk)))
    return Tally(len(ids) - len(refused), dict(why))


def _run(entity: Entity, action: Action | None, pk: int, told, by: Actor, at: datetime) -> None:
    if action:
        do(entity, action, pk, told, by=by, at=at)
    else:
        records.remove(records.obtain(entity, pk, by=by, verb="remove"), by=by, at=at)
