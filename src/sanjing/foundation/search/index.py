"""Keeping the index right: called by the write path with the records it saved."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from hashlib import blake2b
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Model, QuerySet

from sanjing.foundation.inserts import Blank, insert
from sanjing.foundation.search.models import SearchEntry
from sanjing.kernel import text

if TYPE_CHECKING:
    from sanjing.foundation.entities.entity import Entity
    from sanjing.foundation.entities.fields import Field

COLUMNS = ["hub_id", "title", "subtitle", "plain", "terms", "scope"]


@cache
def _blank() -> Blank[SearchEntry]:
    return Blank(SearchEntry)


def entry_for(entity: Entity, record: Model) -> SearchEntry:
    """The index row of a record: names cut into what people type, numbers into runs of digits."""
    found_by = words_of(entity, record)
    subtitle = entity.columns[entity.search.subtitle].text(record) if entity.search.subtitle else ""
    return _blank().copy(
        entity=entity.name,
        record_id=record.pk,
        hub_id=entity.hub_id_of(record),
        title=entity.title_of(record)[:200],
        subtitle=subtitle[:200],
        plain=found_by.plain,
        terms=" ".join(
            dict.fromkeys([f"xe{entity.name}", *tag_terms(entity, record), *found_by.terms])
        ),
        scope=entity.policy.tokens(record),
    )


@dataclass(frozen=True)
class Words:
    """What a record is found by: index terms, and the folded text that verifies a hit."""

    terms: list[str]
    plain: str


def words_of(entity: Entity, record: Model, leaving_out: Collection[str] = ()) -> Words:
    names, persons, digits, codes = [], [], [], [record.reference]
    for name in entity.search.names:
        if name in leaving_out:
            continue
        field = entity.columns[name]
        value = field.value(record)
        if field.kind.search_digits(value):
            digits.extend(field.kind.search_digits(value))
        elif field.kind.name in ("email", "code"):
            codes.append(value or "")
        else:
            target = persons if name in entity.search.persons else names
            target.extend(field.kind.search_names(value, field))
    terms = [
        *text.index_terms(names, False, digits, list(filter(None, codes))),
        *text.index_terms(persons, True, [], []),
    ]
    parts = (*persons, *names, *digits, *codes)
    return Words(terms, " ".join(text.plain(part) for part in parts if part))


def tag_terms(entity: Entity, record: Model) -> Iterator[str]:
    """A term for every tag of the record, so that few among many are found without reading all."""
    for field in _tag_fields(entity):
        for tag in field.kind.to_json(field.value(record)):
            yield tag_term(field.name, tag)


@cache
def _tag_fields(entity: Entity) -> list[Field]:
    return [field for field in entity.columns.values() if field.kind.name == "tags"]


@lru_cache(maxsize=1024)
def tag_term(name: str, tag: str) -> str:
    return "xg" + blake2b(f"{name}={tag.lower()}".encode(), digest_size=8).hexdigest()


def put(entity: Entity, records: Sequence[Model]) -> None:
    """Write the index rows of new or changed records."""
    if entity.search and records:
        entries = [entry_for(entity, record) for record in records]
        insert(entries, conflict=("entity", "record_id"), update=COLUMNS)


def drop(entity: Entity, ids: Iterable[int]) -> None:
    SearchEntry.objects.filter(entity=entity.name, record_id__in=list(ids)).delete()


def drop_hub(hub_id: int) -> None:
    """A hub went to the bin: nothing under it is found."""
    SearchEntry.objects.filter(hub_id=hub_id).delete()


def findable(entity: Entity) -> QuerySet:
    """The records that belong in the index: neither they nor their hub are in the bin."""
    rows = entity.model._default_manager.filter(removed_at=None)
    return (
        rows if entity.hub in (None, "self") else rows.filter(**{f"{entity.hub}__removed_at": None})
    )


def rebuild(entities: Iterable[Entity], size: int = 2000) -> int:
    """Index everything anew; returns the number of rows. Rows in the bin, themselves or with
    their hub, are left out.
    """
    total = 0
    for entity in entities:
        if not entity.search:
            continue
        SearchEntry.objects.filter(entity=entity.name).delete()
        rows = entity.for_index(findable(entity)).order_by("pk")
        last = 0
        while page := list(rows.filter(pk__gt=last)[:size]):
            with transaction.atomic():
                put(entity, page)
            last, total = page[-1].pk, total + len(page)
    return total
