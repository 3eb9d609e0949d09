"""Asking the index: candidates from the full-text side, verified, ranked, and checked against
the policy.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import batched, islice
from typing import TYPE_CHECKING

from django.db.models import Model

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.search import index
from sanjing.foundation.search.newest import Found, newest, newest_each, newest_ids
from sanjing.foundation.search.sweep import sweep
from sanjing.kernel import text

if TYPE_CHECKING:
    from sanjing.foundation.entities.entity import Entity

CANDIDATES, ENOUGH = 100, 50
AGAIN = 8
AT_ONCE = 1000
ALL = 2**31


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
    for entity, rows in everywhere(query, by, entities):
        seen = set(_visible(entity, by, [row.record_id for row in rows]))
        ranked = sorted((row for row in rows if row.record_id in seen), key=ranking(query))
        plain = not entity.search.subtitle or entity.may_read(entity.search.subtitle, by)
        hits += [
            Hit(entity, row.record_id, row.title, row.subtitle if plain else "")
            for row in ranked[:limit]
        ]
    return hits


def everywhere(
    query: str, by: Actor, entities: Iterable[Entity]
) -> Iterator[tuple[Entity, list[Found]]]:
    """The candidates of every record type that can be searched and that `by` may see."""
    asked = [one for one in entities if one.search and by.may(one.name, "see")]
    terms, verified = text.query_terms(query), text.verifier(query)
    if not terms:
        return
    whole = sweep(asked, by, terms) if len(asked) > 1 else None
    told = newest_of_each(asked, by, terms) if whole is None else whole
    for entity in asked:
        rows = told.get(entity.name, [])
        sure = [row for row in rows if verified(row.plain)]
        cut_short = whole is None and len(rows) == CANDIDATES
        if cut_short and len(sure) < ENOUGH:
            yield entity, candidates(query, entity, by, CANDIDATES, enough=ENOUGH)
        elif sure:
            yield entity, openly(query, entity, by, sure[:CANDIDATES])


def newest_of_each(
    entities: Sequence[Entity], by: Actor, terms: Sequence[text.Term]
) -> dict[str, list[Found]]:
    wanted = {one.name: one.policy.wanted_tokens(by, one.name) for one in entities}
    open_to = {name: tokens for name, tokens in wanted.items() if tokens != []}
    return newest_each(open_to, terms, CANDIDATES)


def find_ids(query: str, *, by: Actor, entity: Entity, limit: int = 1000) -> list[int]:
    """Ids for a list's search box, at most `limit`, the newest; `ALL` for an export."""
    return [row.record_id for row in candidates(query, entity, by, limit, enough=limit)]


def tagged_ids(name: str, tag: str, *, by: Actor, entity: Entity, limit: int) -> list[int]:
    """Ids of records that may carry the tag in the field `name`, at most `limit`."""
    wanted = entity.policy.wanted_tokens(by, entity.name)
    if wanted == []:
        return []
    terms = [text.Term(index.tag_term(name, tag), prefix=False)]
    return newest_ids(entity.name, terms, wanted, limit)


def _visible(entity: Entity, by: Actor, ids: list[int]) -> Iterable[int]:
    return entity.visible_among(by, ids).values_list("pk", flat=True) if ids else ()


def candidates(query: str, entity: Entity, by: Actor, limit: int, *, enough: int) -> list[Found]:
    """The newest rows that have all that was typed, each part of it unbroken.

    At most `limit`; fewer than `enough` only if there are no more, or hardly any of many.
    """
    wanted = entity.policy.wanted_tokens(by, entity.name)
    terms = text.query_terms(query)
    if not terms or wanted == []:
        return []
    verified = text.verifier(query)
    found: list[Found] = []
    for most in (limit, limit * AGAIN):
        rows = newest(entity.name, terms, wanted, most)
        found = list(islice((row for row in rows if verified(row.plain)), limit))
        if len(rows) < most or len(found) >= enough:
            break
    return openly(query, entity, by, found)


def openly(query: str, entity: Entity, by: Actor, found: list[Found]) -> list[Found]:
    """Those that are found without the fields a role keeps back: a search must not spell them out.

    The index keeps plain text, so such a field is left out whole.
    """
    kept_back = [name for name in entity.search.names if not entity.may_read(name, by)]
    if not kept_back:
        return found
    terms, verified = text.query_terms(query), text.verifier(query)

    def is_found(record: Model) -> bool:
        words = index.words_of(entity, record, leaving_out=kept_back)
        return verified(words.plain) and all(present(term, words.terms) for term in terms)

    told: list[Found] = []
    for part in batched(found, AT_ONCE):
        records = entity.model._default_manager.in_bulk([row.record_id for row in part])
        told += [row for row in part if (one := records.get(row.record_id)) and is_found(one)]
    return told


def present(term: text.Term, terms: list[str]) -> bool:
    return any(one.startswith(term.text) if term.prefix else one == term.text for one in terms)


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
