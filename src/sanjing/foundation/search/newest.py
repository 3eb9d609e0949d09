"""The newest rows of the index that have certain words, from either database.

Words may be in one row or in most. Both engines can list all that match and both can walk from the
newest; each needs another way of being led to what is shorter.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from django.db import connection

from sanjing.kernel.text import Term

FEW = 6000
COLUMNS = "record_id, title, subtitle, plain"

FTS5 = f"""
    SELECT {COLUMNS} FROM search_fts CROSS JOIN search_searchentry entry ON entry.id = search_fts.rowid
    WHERE search_fts MATCH %(words)s ORDER BY search_fts.rowid DESC LIMIT %(most)s"""
"""FTS5 gives its newest rows first and stops at the limit; asked for ids IN (…) it would find all."""

GATHER = f"""
    WITH met AS MATERIALIZED
        (SELECT id, record_id FROM search_searchentry WHERE vector @@ %(words)s::tsquery)
    SELECT {COLUMNS}, found FROM search_searchentry NATURAL JOIN
        (SELECT id, record_id, count(*) OVER () AS found FROM (SELECT * FROM met LIMIT {FEW}) few
        ORDER BY record_id DESC LIMIT %(most)s) newest
    ORDER BY record_id DESC"""
"""MATERIALIZED hides the limit from PostgreSQL, which would read the table in hope of meeting that many
soon, here as below; it still stops there."""
SAMPLE = """
    SELECT count(*) FROM
        (SELECT vector FROM search_searchentry WHERE entity = %(entity)s ORDER BY record_id DESC LIMIT 200) newest
    WHERE vector @@ %(words)s::tsquery"""
OFTEN = 10
"""From so many in a sample on, words are common."""
WALK = f"""
    SELECT {COLUMNS} FROM search_searchentry
    WHERE entity = %(entity)s AND CASE WHEN vector @@ %(words)s::tsquery THEN true END
    ORDER BY record_id DESC LIMIT %(most)s"""
"""CASE hides the words from GIN, which would read all matching rows before it sorts them, and from
the guess of how many these are."""


IDS = {
    "sqlite": FTS5.replace(COLUMNS, "record_id"),
    "postgresql": """
    WITH found AS MATERIALIZED
        (SELECT record_id FROM search_searchentry WHERE vector @@ %(words)s::tsquery)
    SELECT * FROM found LIMIT %(most)s""",
}

DIALECTS = {"sqlite": ('"{}"', "*", " AND ", " OR "), "postgresql": ("'{}'", ":*", " & ", " | ")}
"""A word, the mark of a beginning, "and", "or"."""


class Found(NamedTuple):
    """A row of the index."""

    record_id: int
    title: str
    subtitle: str
    plain: str


def newest(entity: str, terms: Sequence[Term], wanted: list[str] | None, most: int) -> list[Found]:
    """Rows of one kind of record with all `terms` and, unless None, one of the `wanted` tokens."""
    own = Term(f"xe{entity}", prefix=False)
    return ENGINES[connection.vendor](entity, {"words": words([own, *terms], wanted), "most": most})


def newest_each(
    kinds: Mapping[str, list[str] | None], terms: Sequence[Term], most: int
) -> dict[str, list[Found]]:
    """The same of several kinds of record, each with its `wanted` tokens. One question of SQLite, where
    asking costs more than finding; PostgreSQL gains nothing from that.
    """
    if connection.vendor != "sqlite":
        return {name: newest(name, terms, wanted, most) for name, wanted in kinds.items()}
    parts: list[str] = []
    values: dict[str, Any] = {"most": most}
    for number, (name, wanted) in enumerate(kinds.items()):
        own = Term(f"xe{name}", prefix=False)
        values[f"words{number}"] = words([own, *terms], wanted)
        numbered = FTS5.replace("%(words)s", f"%(words{number})s")
        parts.append(f"SELECT '{name}', * FROM ({numbered})")
    found: dict[str, list[Found]] = {name: [] for name in kinds}
    for name, *row in rows_of(" UNION ALL ".join(parts), values) if parts else ():
        found[name].append(Found(*row))
    return found


def newest_ids(
    entity: str, terms: Sequence[Term], wanted: list[str] | None, most: int
) -> list[int]:
    """The ids of such rows, at most `most`, where nobody need look into what the rows say."""
    own = Term(f"xe{entity}", prefix=False)
    asked = {"words": words([own, *terms], wanted), "most": most}
    return [row[0] for row in rows_of(IDS[connection.vendor], asked)]


def words(terms: Sequence[Term], wanted: list[str] | None) -> str:
    """What a row must have, as the database of this installation spells it: all `terms` and, unless
    None, one of the `wanted` tokens.
    """
    quote, beginning, both, either = DIALECTS[connection.vendor]
    asked = both.join(quote.format(one.text) + beginning * one.prefix for one in terms)
    return asked if wanted is None else f"({asked}){both}({either.join(wanted)})"


def _sqlite(entity: str, asked: dict[str, Any]) -> list[Found]:
    return [Found(*row) for row in rows_of(FTS5, asked)]


def _postgresql(entity: str, asked: dict[str, Any]) -> list[Found]:
    """GIN reads all rows that have a word before it gives the first, so common words are walked to at once."""
    met = rows_of(SAMPLE, asked | {"entity": entity})[0][0]
    if met >= OFTEN:
        return [Found(*row) for row in rows_of(WALK, asked | {"entity": entity})]
    gathered = rows_of(GATHER, asked)
    if gathered and gathered[0][-1] == FEW:
        return [Found(*row) for row in rows_of(WALK, asked | {"entity": entity})]
    return [Found(*row[:-1]) for row in gathered]


def rows_of(statement: str, asked: dict[str, Any]) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(statement, asked)
        return cursor.fetchall()


Engine = Callable[[str, dict[str, Any]], list[Found]]
ENGINES: dict[str, Engine] = {"sqlite": _sqlite, "postgresql": _postgresql}
