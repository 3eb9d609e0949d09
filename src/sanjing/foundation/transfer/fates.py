"""What becomes of the rows of a chunk."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from django.db.models import Model

from sanjing.foundation.entities.entity import Entity
from sanjing.foundation.phrases import labelled
from sanjing.foundation.transfer.drafts import Draft


@dataclass
class Written:
    """What became of the rows of one chunk; `refused` is (row number, sentences)."""

    created: int = 0
    changed: int = 0
    skipped: int = 0
    refused: list[tuple[int, list[str]]] = field(default_factory=list)
    tally: Counter[str] = field(default_factory=Counter)

    def add(self, other: Written) -> None:
        self.created += other.created
        self.changed += other.changed
        self.skipped += other.skipped
        self.refused += other.refused
        self.tally.update(other.tally)


@dataclass
class Item:
    """One record to write: its rows, its values, and the record once it is written."""

    drafts: list[Draft]
    shared: bool
    record: Model | None = None
    fate: str = ""

    @property
    def last(self) -> Draft:
        return self.drafts[-1]


def sentences(entity: Entity, errors: dict[str, list[str]]) -> list[str]:
    """Errors by field as a person reads them."""
    fields = entity.fields
    return [
        labelled(fields[name].label, text) if name in fields else str(text)
        for name, texts in errors.items()
        for text in texts
    ]
