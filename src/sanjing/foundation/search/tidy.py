"""Keeping the full-text index of SQLite small: what was deleted goes, and its parts become one.

Many deletions (a large import undone, the bin emptied) leave it several times slower. PostgreSQL's
own vacuum does the same for its index. Source: SQLite FTS5, "The 'merge' command".
"""

from __future__ import annotations

from collections.abc import Iterator

from django.db import connection, transaction

PAGES = 500
"""Merged in one transaction, so that nobody who writes waits long."""


def tidy() -> int:
    """Merge the index into one part; how many steps it took."""
    return sum(1 for _step in steps()) if connection.vendor == "sqlite" else 0


def steps() -> Iterator[None]:
    merge(-PAGES)  # A negative number takes up all parts, whatever their size.
    yield
    while merge(PAGES):
        yield


def merge(pages: int) -> bool:
    """Whether there was something to merge; then more than the command itself is counted."""
    with transaction.atomic(), connection.cursor() as cursor:
        before = connection.connection.total_changes
        cursor.execute("INSERT INTO search_fts(search_fts, rank) VALUES ('merge', %s)", [pages])
        return bool(connection.connection.total_changes - before >= 2)
