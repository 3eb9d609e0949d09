"""Ids before the insert, so that numbers, events and search rows are written in one pass."""

from django.db import connection
from django.db.models import Max, Model


def allocate_ids(model: type[Model], count: int) -> list[int]:
    """Fresh primary keys. Call inside the transaction that inserts them.

    PostgreSQL draws from the column's own sequence. SQLite has one writer at a time
    (BEGIN IMMEDIATE), so the next numbers are ours until commit.
    """
    table = model._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)",
                [f'"{table}"', count],
            )
            return [row[0] for row in cursor.fetchall()]
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
        row = cursor.fetchone()
    last = row[0] if row else (model._default_manager.aggregate(top=Max("pk"))["top"] or 0)
    return list(range(last + 1, last + 1 + count))


def reference_for(prefix: str, number: int) -> str:
    return f"{prefix}{number:06d}"
