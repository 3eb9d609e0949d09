"""The same work as somebody would write it for this one page: SQL and a bare table."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django.db import connection
from django.template import Context, Engine

COLUMNS = "c.id, c.name, c.stage, c.grade, u.name, c.phone, c.region, c.last_contacted_at, c.next_contact_date"
FROM = "FROM customers_customer c LEFT JOIN accounts_user u ON u.id = c.owner_id"
COUNT = (
    "SELECT count(*) FROM (SELECT 1 FROM customers_customer c WHERE {where} LIMIT 1001) AS capped"
)
TABLE = Engine().from_string(
    "<table>{% for row in rows %}<tr>{% for cell in row %}<td>{{ cell }}</td>{% endfor %}</tr>"
    "{% endfor %}</table>"
)


def fetch(sql: str, parameters: Sequence[Any] = ()) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return cursor.fetchall()


def list_page(
    where: str,
    order: str,
    parameters: Sequence[Any] = (),
    *,
    owner: int | None = None,
    rows: int = 50,
) -> Callable[[], Any]:
    """One page of customers, how many there are up to the cap, and the rows in a bare table."""
    where = f"c.removed_at IS NULL AND {where}"
    if owner is not None:
        where += f" AND (c.owner_id = {owner:d} OR c.owner_id IS NULL)"
    page = f"SELECT {COLUMNS} {FROM} WHERE {where} ORDER BY {order} LIMIT {rows + 1}"
    count = COUNT.format(where=where)

    def run() -> str:
        found = fetch(page, parameters)
        fetch(count, parameters)
        return TABLE.render(Context({"rows": found[:rows]}))

    return run


def api_page(rows: int) -> Callable[[], Any]:
    """Every column of so many customers."""
    sql = (
        "SELECT c.* FROM customers_customer c WHERE c.removed_at IS NULL"
        f" ORDER BY c.changed_at DESC, c.id DESC LIMIT {rows + 1}"
    )
    return lambda: fetch(sql)


def index_query(entities: Sequence[str], terms: Sequence[str]) -> Callable[[], Any]:
    """The newest eight rows of each record type that have all the terms; nothing verified or ranked.

    PostgreSQL is kept from reading the whole table in hope of meeting eight soon.
    """
    if connection.vendor == "sqlite":
        sql = (
            "SELECT s.record_id, s.title, s.subtitle FROM search_fts f JOIN search_searchentry s ON s.id = f.rowid"
            " WHERE search_fts MATCH %s ORDER BY f.rowid DESC LIMIT 8"
        )
        asked = [" AND ".join([f'"xe{entity}"', *(f'"{t.strip("*")}"{"*" * t.endswith("*")}' for t in terms)])
                 for entity in entities]  # fmt: skip
    else:
        sql = (
            "WITH met AS MATERIALIZED (SELECT id FROM search_searchentry WHERE vector @@ %s::tsquery)"
            " SELECT record_id, title, subtitle FROM search_searchentry"
            " WHERE id IN (SELECT id FROM met ORDER BY id DESC LIMIT 8)"
        )
        asked = [" & ".join([f"'xe{entity}'", *(f"'{t.strip('*')}'{':*' * t.endswith('*')}" for t in terms)])
                 for entity in entities]  # fmt: skip
    return lambda: [fetch(sql, [one]) for one in asked]
