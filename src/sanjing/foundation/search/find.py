"""Asking the index: candidates from the full-text side, verified, ranked, and checked against
the policy.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from django.db import connection

from sanjing.foundation.accounts.actor import Actor, FieldRule
from sanjing.foundation.search import index
from sanjing.kernel import text

if TYPE_CHECKING:
    from sanjing.foundation.entities.entity import Entity

CANDIDATES = 200


class Found(NamedTuple):
    """A row of the index."""

    record_id: int
    title: str
    subtitle: str
    plain: str


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
            ranked = sorted((row for row in rows if row.record_id in seen), key=ranking(query))
            plain = may_read(entity, entity.search.subtitle or "", by)
            hits += [
                Hit(entity, row.record_id, row.title, row.subtitle if plain else "")
                for row in ranked[:limit]
            ]
    return hits


def may_read(entity: Entity, name: str, by: Actor) -> bool:
    """The index keeps plain text, so a field that a role masks or hides is left out whole."""
    return by.field_rule(entity.name, name) not in (FieldRule.MASKED, FieldRule.HIDDEN)


def find_ids(query: str, *, by: Actor, entity: Entity, limit: int = 1000) -> list[int]:
    """Ids for a list's search box, at most `limit`, the newest."""
    return [row.record_id for row in candidates(query, entity, by, limit)]


def _visible(entity: Entity, by: Actor, ids: list[int]) -> Iterable[int]:
    return entity.visible_among(by, ids).values_list("pk", flat=True) if ids else ()


def candidates(query: str, entity: Entity, by: Actor, limit: int = CANDIDATES) -> list[Found]:
    """The newest rows that have all that was typed, each part of it unbroken."""
    wanted = entity.policy.wanted_tokens(by, entity.name)
    terms = text.query_terms(query)
    if not terms or wanted == []:
        return []
    verified = text.verifier(query)
    ask, expression = QUERIES[connection.vendor], EXPRESSIONS[connection.vendor]
    with connection.cursor() as cursor:
        asked = {"entity": entity.name, "terms": expression(terms, entity.name, wanted)}
        cursor.execute(ask, asked | {"most": limit * 2})
        rows = map(Found._make, cursor.fetchall())
    found = list(islice((row for row in rows if verified(row.plain)), limit))
    kept_back = [name for name in entity.search.names if not may_read(entity, name, by)]
    return found_openly(entity, found, terms, verified, kept_back) if kept_back else found


def found_openly(
    entity: Entity,
    found: list[Found],
    terms: list[text.Term],
    verified: Callable[[str], bool],
    kept_back: list[str],
) -> list[Found]:
    """Those that are found without the fields a role keeps back: a search must not spell them out."""
    records = entity.model._default_manager.in_bulk([row.record_id for row in found])

    def openly(row: Found) -> bool:
        words = index.words_of(entity, records[row.record_id], leaving_out=kept_back)
        return verified(words.plain) and all(present(term, words.terms) for term in terms)

    return [row for row in found if row.record_id in records and openly(row)]


def present(term: text.Term, terms: list[str]) -> bool:
    return any(one.startswith(term.text) if term.prefix else one == term.text for one in terms)


def _fts5(terms: list[text.Term], entity: str, wanted: list[str] | None) -> str:
    parts = [f'"xe{entity}"', *(f'"{term.text}"' + ("*" if term.prefix else "") for term in terms)]
    expression = " AND ".join(parts)
    return expression if wanted is None else f"({expression}) AND ({' OR '.join(wanted)})"


def _tsquery(terms: list[text.Term], entity: str, wanted: list[str] | None) -> str:
    """The kind of record is a column here: with a word for it, nothing tells PostgreSQL how rare the
    others are.
    """
    expression = " & ".join(f"'{term.text}'" + (":*" if term.prefix else "") for term in terms)
    return expression if wanted is None else f"({expression}) & ({' | '.join(wanted)})"


EXPRESSIONS = {"sqlite": _fts5, "postgresql": _tsquery}
QUERIES = {
    "sqlite": """
        SELECT entry.record_id, entry.title, entry.subtitle, entry.plain
        FROM search_fts CROSS JOIN search_searchentry entry ON entry.id = search_fts.rowid
        WHERE search_fts MATCH %(terms)s ORDER BY search_fts.rowid DESC LIMIT %(most)s""",
    "postgresql": """
        SELECT record_id, title, subtitle, plain FROM search_searchentry
        WHERE entity = %(entity)s AND vector @@ %(terms)s::tsquery
        ORDER BY record_id DESC LIMIT %(most)s""",
}
"""FTS5 gives its newest rows first and stops at the limit; asked for ids IN (…) it would find all.
PostgreSQL walks the records of one kind from the newest when the terms are common, else its GIN."""


def ranking(query: str) -> Callable[[Found], tuple[int, int, int]]:
    """Whole title first, then its beginning, then anywhere in it, then the rest; newer before
    older.
    """
    wanted = text.plain(query)

    def rank(row: Found) -> tuple[int, int, int]:
        title = text.plain(row.title)
        place = 0 if title == wanted else 1 if title.startswith(wanted) else 2
        return place if wanted in title else 3, len(title), -row.record_id

    return rank
