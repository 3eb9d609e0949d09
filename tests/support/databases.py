"""Databases for real servers, beside the one that unit tests use.

An installed and empty company is made once by each process and copied: to migrate anew takes seconds.
"""

import os
import secrets
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import psycopg
from psycopg import sql

from tests.support.server import run_sanjing

_made: list[Path] = []


@contextmanager
def company_database(folder: Path | None = None) -> Iterator[dict[str, str]]:
    """Variables that give a server a database of the kind this run is about.

    With `folder`, its future data folder, the company is installed there already.
    """
    url = os.environ.get("SANJING_DATABASE_URL", "")
    if not url.startswith("postgres"):
        if folder is not None:
            install(folder)
        yield {}
        return
    name = f"company_{secrets.token_hex(4)}"
    like = None if folder is None else installed_database(url)
    with psycopg.connect(url, autocommit=True) as connection:
        create(connection, name, like)
        try:
            yield {"SANJING_DATABASE_URL": beside(url, name)}
        finally:
            drop = sql.SQL("DROP DATABASE {} WITH (FORCE)")
            connection.execute(drop.format(sql.Identifier(name)))


def install(folder: Path) -> None:
    """An installed, empty company on SQLite in `folder`, which must not be there yet."""
    shutil.copytree(installed_folder(), folder)


@cache
def installed_folder() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="sanjing-installed-")) / "data"
    _made.append(folder.parent)
    migrate(folder)
    return folder


@cache
def installed_database(url: str) -> str:
    name = f"installed_{secrets.token_hex(4)}"
    with psycopg.connect(url, autocommit=True) as connection:
        create(connection, name, None)
    folder = Path(tempfile.mkdtemp(prefix="sanjing-installed-"))
    _made.append(folder)
    migrate(folder / "data", SANJING_DATABASE_URL=beside(url, name))
    return name


def migrate(folder: Path, **variables: str) -> None:
    done = run_sanjing("migrate", "--data", str(folder), **variables)
    if done.returncode:
        raise RuntimeError(done.stderr)


def create(connection: psycopg.Connection, name: str, like: str | None) -> None:
    statement = sql.SQL("CREATE DATABASE {} TEMPLATE {}")
    connection.execute(statement.format(sql.Identifier(name), sql.Identifier(like or "template0")))


def beside(url: str, name: str) -> str:
    """The address of another database of the same server."""
    return f"{url.rpartition('/')[0]}/{name}"


def forget_installed() -> None:
    """Remove the folders that were copied from; the databases go with their cluster."""
    for folder in _made:
        shutil.rmtree(folder, ignore_errors=True)
