"""One look at the index for all record types at once.

Most words are in few rows, and there are dozens of record types: asked one by one, the ways to the
database and back cost more than the rows.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.db import connection

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.search.newest import COLUMNS, Found, rows_of, words
from sanjing.kernel.text import Term

if TYPE_CHECKING:
    from sanjing.foundation.entities.entity import Entity

MOST = 500

STATEMENTS = {
    "sqlite": f"""
    SELECT entity, {COLUMNS} FROM search_fts CROSS JOIN search_searchentry entry
    ON entry.id = search_fts.rowid WHERE search_fts MATCH %(words)s LIMIT %(most)s""",
    "postgresql": f"""
    WITH found AS MATERIALIZED
        (SELECT entity, {COLUMNS} FROM search_searchentry WHERE vector @@ %(words)s::tsquery)
    SELECT * FROM found LIMIT %(most)s""",
}
"""MATERIALIZED hides the limit from PostgreSQL, which would read the table in hope of meeting that
many soon; it still stops there."""


def sweep(
    entities: Sequence[Entity], by: Actor, terms: Sequence[Term]
) -> dict[str, list[Found]] | None:
    """The rows with all `terms` of each of these record types, newest first; None where they are too
    many to look at. The tokens narrow them for all types together: whether the actor may see one of
    them is still to be asked.
    """
    asked = {"words": words(terms, tokens(entities, by)), "most": MOST}
    rows = rows_of(STATEMENTS[connection.vendor], asked)
    if len(rows) == MOST:
        return None
    found: dict[str, list[Found]] = {entity.name: [] for entity in entities}
    for name, *values in rows:
        if name in found:
            found[name].append(Found(*values))
    for one in found.values():
        one.sort(key=lambda row: -row.record_id)
    return found


def tokens(entities: Sequence[Entity], by: Actor) -> list[str] | None:
    """What a row must carry one of to be of use to the actor; None where everything is."""
    wanted = {entity.name: entity.policy.wanted_tokens(by, entity.name) for entity in entities}
    if all(one is None for one in wanted.values()):
        return None
    return list(
        dict.fromkeys(
            token
            for name, one in wanted.items()
            for token in ([f"xe{name}"] if one is None else one)
        )
    )
