"""What each column of a file means for one import."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.entities.entity import Entity
from sanjing.foundation.entities.transfers import KEPT
from sanjing.foundation.transfer.files import Table
from sanjing.foundation.transfer.recognise import Match, recognise
from sanjing.foundation.transfer.targets import columns_for, targets_for

MOST_KEPT = 100


@dataclass(frozen=True)
class Assigned:
    """One column of a file: the field it fills, None for none, and which `part` of it.

    `confidence` and `suggested_kind` are the recogniser's, for the person who checks.
    """

    header: str
    name: str | None = None
    part: str | None = None
    confidence: float = 0.0
    suggested_kind: str | None = None

    @property
    def choice(self) -> str:
        """The value of the select that changes it."""
        return f"{self.name}:{self.part}" if self.name and self.part else self.name or ""


type Mapping = list[Assigned]


def propose(table: Table, entity: Entity, actor: Actor) -> Mapping:
    """The mapping as far as headers and content tell; what is left goes to the notes with its header."""
    matches = recognised(table, entity, actor)
    found = [_assigned(match) for match in matches]
    spare = entity.transfer.spare if entity.transfer else ""
    if spare not in columns_for(entity, actor):
        return found
    labels = {str(field.label) for field in entity.fields.values()}
    if labels.issuperset(table.columns):
        return found  # written by our own list: what has no field here is worked out anew
    unknown = [n for n, match in enumerate(matches) if match.reason == "unknown"]
    empty = [n for n, match in enumerate(matches) if match.reason == "empty"]
    for n in (*unknown, *empty)[:MOST_KEPT]:
        found[n] = replace(found[n], name=spare, part=KEPT)
    return found


def recognised(table: Table, entity: Entity, actor: Actor) -> list[Match]:
    """What each column means. Nothing is meant for somebody beside the record whom no column names."""
    targets = targets_for(entity, actor)
    matches = recognise(table.columns, table.sample, targets)
    beside = entity.transfer.beside if entity.transfer else None
    met = {match.target.name for match in matches if match.target}
    if beside is None or beside.named(beside.match) in met or entity.title not in met:
        return matches
    own = [one for one in targets if not one.name.startswith(f"{beside.entity}_")]
    return recognise(table.columns, table.sample, own)


def _assigned(match: Match) -> Assigned:
    name = match.target.name if match.target else None
    return Assigned(match.column, name, match.part, match.confidence, match.suggested_kind)


def dump(mapping: Mapping) -> list[dict[str, Any]]:
    return [asdict(one) for one in mapping]


def load(data: Sequence[dict[str, Any]]) -> Mapping:
    return [Assigned(**one) for one in data]


def chosen(mapping: Mapping, choices: Sequence[str], entity: Entity, actor: Actor) -> Mapping:
    """The mapping as a person set it, one choice a column; unknown fields count as left out."""
    known = columns_for(entity, actor)
    changed = []
    for one, choice in zip(mapping, choices, strict=False):
        name, _sep, part = choice.partition(":")
        if choice == one.choice:
            changed.append(one)
        elif name in known:
            changed.append(Assigned(one.header, name, part or None, 1.0))
        else:
            changed.append(Assigned(one.header, suggested_kind=one.suggested_kind))
    return changed


def named(mapping: Mapping) -> dict[str, str | None]:
    """Header → field, as the terminal prints it."""
    return {one.header: one.choice or None for one in mapping}
