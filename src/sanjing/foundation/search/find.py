"""Asking the index: candidates from the full-text side, verified, ranked, and checked against
the policy.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import connection

from sanjing.foundation.accounts.actor import Actor, FieldRule
from sanjing.foundation.search.models import SearchEntry
from sanjing.kernel import text

if TYPE_CHECKING:
    from sanjing.foundation.entities.entity import Entity

CANDIDATES = 200


@dataclass(frozen=True, slots=True)
class Hit:
    entity: Entity
    record_id: int
    title: str
    subtitle: str

    @property
    def url(self) -> str:
        return f"/{self.entity.slug}/{self.record_id}/"


def find(query: str, *, by: Actor, entities: Iterable[Entity], limit: int = 10) -> list[Hit]:
    """The best `limit` records of each entity that `by` may see; empty for an empty query."""
    hits: list[Hit] = []
    for entity in entities:
        if entity.search and by.may(entity.name, "see"):
            rows = candidates(query, entity, by)
            seen = set(_visible(entity, by, [row.record_id for row in rows]))
            ranked = sorted(
                (row for row in rows if row.record_id in seen), key=lambda row: rank(query, row)
            )
            plain = may_read_subtitle(entity, by)
            hits += [
                Hit(entity, row.record_id, row.title, row.subtitle if plain else "")
                for row in ranked[:limit]
            ]
    return hits


def may_read_subtitle(entity: Entity, by: Actor) -> bool:
    """The index keeps plain text, so a field that a role masks or hides is left out whole."""
    rule = by.field_rule(entity.name, entity.search.subtitle or "")
    return rule not in (FieldRule.MASKED, FieldRule.HIDDEN)


def find_ids(query: str, *, by: Actor, entity: Entity, limit: int = 1000) -> list[int]:
    """Ids for a list's search box, at most `limit`, best first."""
    rows = candidates(query, entity, by, limit)
    return [row.record_id for row in sorted(rows, key=lambda row: rank(query, row))]


def _visible(entity: Entity, by: Actor, ids: list[int]) -> Iterable[int]:
    return entity.visible_to(by).filter(pk__in=ids).values_list("pk", flat=True)


def candidates(query: str, entity: Entity, by: Actor, limit: int = CANDIDATES) -> list[SearchEntry]:
    wanted = entity.policy.wanted_tokens(by, entity.name)
    terms = text.query_terms(query)
    if not terms or wanted == []:
        return []
    match = _fts5 if connection.vendor == "sqlite" else _tsquery
    where, expression = match(terms, entity.name, wanted)
    rows = SearchEntry.objects.extra(where=[where], params=[expression]).order_by("-id")[
        : limit * 2
    ]
    return [row for row in rows if text.matches(query, row.plain)][:limit]


def _fts5(terms, entity: str, wanted: list[str] | None) -> tuple[str, str]:
    parts = [f'"xe{entity}"', *(f'"{term.text}"' + ("*" if term.prefix else "") for term in terms)]
    expression = " AND ".join(parts)
    if wanted is not None:
        expression = f"({expression}) AND ({' OR '.join(wanted)})"
    return "id IN (SELECT rowid FROM search_fts WHERE search_fts MATCH %s)", expression


def _tsquery(terms, entity: str, wanted: list[str] | None) -> tuple[str, str]:
    parts = [f"'xe{entity}'", *(f"'{term.text}'" + (":*" if term.prefix else "") for term in terms)]
    expression = " & ".join(parts)
    if wanted is not None:
        expression = f"({expression}) & ({' | '.join(wanted)})"
    return "vector @@ %s::tsquery", expression


def rank(query: str, row: SearchEntry) -> tuple[int, int, int]:
    """Whole title first, then its beginning, then anywhere in it, then the rest; newer before
    older.
    """
    wanted, title = text.plain(query), text.plain(row.title)
    place = 0 if title == wanted else 1 if title.startswith(wanted) else 2 if wanted in title else 3
    return place, len(title), -row.record_id
