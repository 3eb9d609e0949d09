"""An empty database for a real server, beside the one that unit tests use."""

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from psycopg import sql


@contextmanager
def company_database() -> Iterator[dict[str, str]]:
    """Variables that give a server an empty database of the kind this run is about."""
    url = os.environ.get("SANJING_DATABASE_URL", "")
    if not url.startswith("postgres"):
        yield {}
        return
    name = f"company_{secrets.token_hex(4)}"
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        try:
            yield {"SANJING_DATABASE_URL": f"{url.rpartition('/')[0]}/{name}"}
        finally:
            connection.execute(
                sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name))
            )
