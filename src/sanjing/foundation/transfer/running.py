"""Walking through a file and writing it, chunk by chunk."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from django.db import transaction

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.entities import batches
from sanjing.foundation.entities.entity import Entity
from sanjing.foundation.transfer.fates import Written
from sanjing.foundation.transfer.files import Table
from sanjing.foundation.transfer.grouping import Group, chunked, groups
from sanjing.foundation.transfer.mapping import Mapping
from sanjing.foundation.transfer.reading import Draft, RowReader
from sanjing.foundation.transfer.survey import Identifier, Keys, Survey, survey, usable_keys
from sanjing.foundation.transfer.writing import Writer

CHUNK = 1000


@dataclass(frozen=True)
class Walk:
    """One file on its way into one entity for one actor."""

    table: Table
    entity: Entity
    by: Actor
    mapping: Mapping
    match: str = ""
    clear: bool = False

    @cached_property
    def reader(self) -> RowReader:
        return RowReader(self.entity, self.by, self.mapping, self.table.sample, clear=self.clear)

    @cached_property
    def keys(self) -> Keys:
        return usable_keys(self.entity, self.reader.names, self.match)

    @cached_property
    def identifier(self) -> Identifier:
        return Identifier(self.entity, self.mapping, self.keys)

    @cached_property
    def found(self) -> Survey:
        """Reads the whole file. Raises UnreadableFile before anything is written."""
        return survey(self.table, self.identifier)

    def writer(self, *, at: datetime, batch: int | None = None) -> Writer:
        return Writer(self.reader, self.keys, by=self.by, at=at, batch=batch)

    def chunks(self, *, skip: int = 0) -> Iterator[list[Group]]:
        return chunked(groups(self.table, self.identifier, self.found, skip=skip), CHUNK)

    @property
    def own_links(self) -> list[str]:
        """Mapped links to the entity itself, which may point at a row further down."""
        fields = self.entity.fields
        links = [n for n in self.reader.names if n in fields and fields[n].kind.name == "link"]
        return [name for name in links if fields[name].target is self.entity]


def rehearse(walk: Walk, *, at: datetime, most: int | None = None) -> tuple[Written, int]:
    """Write the first `most` rows and take every chunk back: what would happen, and to how many rows."""
    total, rows = Written(), 0
    writer = walk.writer(at=at)
    for chunk in walk.chunks():
        with transaction.atomic():
            total.add(writer.write(chunk))
            transaction.set_rollback(True)
        writer.linker.known.clear()
        rows += sum(len(group.rows) for group in chunk)
        if most and rows >= most:
            break
    return total, rows


def link_own(walk: Walk, *, at: datetime, batch: int | None = None) -> None:
    """The last walk: links between rows of the file itself. Safe to repeat."""
    if not walk.own_links:
        return
    writer = walk.writer(at=at, batch=batch)
    for chunk in walk.chunks():
        drafts = [walk.reader.read(*group.rows[-1]) for group in chunk]
        pairs = [(d, g.shared) for d, g in zip(drafts, chunk, strict=True) if _links(d, walk)]
        if pairs:
            with transaction.atomic():
                _write_links(walk, writer, pairs, at, batch)


def _links(draft: Draft, walk: Walk) -> bool:
    return not draft.problems and any(name in draft.named for name in walk.own_links)


def _write_links(
    walk: Walk, writer: Writer, pairs: list[tuple[Draft, bool]], at: datetime, batch: int | None
) -> None:
    drafts = [draft for draft, _shared in pairs]
    writer.linker.resolve(drafts, last=True)
    found = writer.matcher.find([d.values for d in drafts], [shared for _d, shared in pairs])
    rows = [
        (pk, {name: draft.values[name] for name in walk.own_links if name in draft.values})
        for draft, pk in zip(drafts, found, strict=True)
        if isinstance(pk, int)
    ]
    batches.change_many(walk.entity, rows, by=walk.by, at=at, batch=batch)
