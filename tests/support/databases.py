"""Databases for tests: all are copies of one installed and empty company, for to migrate anew takes seconds.

A run in several processes makes that company once: `begin_installing` starts while they still collect.
"""

import os
import secrets
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import LiteralString

import psycopg
from psycopg import sql

from tests.support.server import run_sanjing

PATIENCE = 300.0
PLACE = "TESTS_COPY_THE_COMPANY_IN"
ROOT = Path(__file__).resolve().parents[2]

_made: list[Path] = []


@contextmanager
def company_database(folder: Path | None = None) -> Iterator[dict[str, str]]:
    """Variables that give a server a database of the kind this run is about.

    With `folder`, its future data folder, the company is installed there already.
    """
    if not server_url():
        if folder is not None:
            install(folder)
        yield {}
        return
    with database_beside(installed() if folder is not None else None) as url:
        yield {"SANJING_DATABASE_URL": url}


def server_url() -> str:
    """Where PostgreSQL is, when this run is about it."""
    url = os.environ.get("SANJING_DATABASE_URL", "")
    return url if url.startswith("postgres") else ""


@contextmanager
def database_beside(like: str | None, options: LiteralString = "") -> Iterator[str]:
    """The address of a new database on the server of this run: a copy of the one called `like`, or bare."""
    url, name = server_url(), f"company_{secrets.token_hex(4)}"
    with psycopg.connect(url, autocommit=True) as connection:
        create(connection, name, like, options)
        try:
            yield beside(url, name)
        finally:
            drop = sql.SQL("DROP DATABASE {} WITH (FORCE)")
            connection.execute(drop.format(sql.Identifier(name)))


def install(folder: Path) -> None:
    """An installed, empty company on SQLite in `folder`, which must not be there yet."""
    shutil.copytree(installed(), folder)


@cache
def installed() -> str:
    """The folder of the company to copy, or the name of its database; waits until it is ready."""
    place = Path(os.environ.get(PLACE) or begin_installing())
    deadline = time.monotonic() + PATIENCE
    while not (place / "ready").exists():
        if (place / "failed").exists() or time.monotonic() > deadline:
            raise RuntimeError((place / "log").read_text())
        time.sleep(0.05)
    return (place / "ready").read_text()


def begin_installing() -> Path:
    """The place where a process of its own now makes what `installed` waits for."""
    place = Path(tempfile.mkdtemp(prefix="sanjing-installed-"))
    _made.append(place)
    with (place / "log").open("w") as log:
        command = [sys.executable, "-m", "tests.support.databases", str(place)]
        subprocess.Popen(command, cwd=ROOT, stdout=log, stderr=log)
    return place


def make_company(place: Path) -> str:
    """What is to be copied, made below `place` or on the server of this run."""
    url, folder = server_url(), place / "data"
    if not url:
        migrate(folder)
        return str(folder)
    name = f"installed_{secrets.token_hex(4)}"
    with psycopg.connect(url, autocommit=True) as connection:
        create(connection, name, None)
    migrate(folder, SANJING_DATABASE_URL=beside(url, name))
    return name


def migrate(folder: Path, **variables: str) -> None:
    done = run_sanjing("migrate", "--data", str(folder), **variables)
    if done.returncode:
        raise RuntimeError(done.stderr)


def create(
    connection: psycopg.Connection, name: str, like: str | None, options: LiteralString = ""
) -> None:
    statement = sql.SQL("CREATE DATABASE {} TEMPLATE {} {}")
    connection.execute(
        statement.format(
            sql.Identifier(name), sql.Identifier(like or "template0"), sql.SQL(options)
        )
    )


def beside(url: str, name: str) -> str:
    """The address of another database of the same server."""
    return f"{url.rpartition('/')[0]}/{name}"


def forget_installed() -> None:
    """Remove the folders that were copied from; the databases go with their cluster."""
    for folder in _made:
        shutil.rmtree(folder, ignore_errors=True)


def main(place: Path) -> None:
    """Leave `ready` with what to copy, or `failed` and the reason in the log."""
    try:
        told = make_company(place)
    except BaseException:
        (place / "failed").touch()
        raise
    (place / "telling").write_text(told)
    (place / "telling").rename(place / "ready")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
