"""Several people at once, each on a connection of their own to a database that is really shared."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, connections

Run = Callable[..., list[Any]]
PATIENCE = 60


@pytest.fixture
def race(transactional_db: None, tmp_path: Path) -> Run:
    """`race(one, other, …)` starts all at the same moment; gives what each returned or raised.

    SQLite's test database lives in memory, where connections lock each other out at once instead
    of waiting as they do in a file: the race runs on a copy in a file. Look at the outcome with
    `race(look)`.
    """
    copy = tmp_path / "copy.sqlite3"

    def run(*functions: Callable[[], Any]) -> list[Any]:
        if connection.vendor == "sqlite" and not copy.exists():
            with connection.cursor() as cursor:
                cursor.execute("VACUUM INTO %s", [str(copy)])
            _as_served(copy)
        start = threading.Barrier(len(functions))
        results: list[Any] = [None] * len(functions)
        threads = [
            threading.Thread(
                target=_attempt, args=(function, results, place, start, copy), daemon=True
            )
            for place, function in enumerate(functions)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(PATIENCE)
            assert not thread.is_alive(), "the race does not end"
        return results

    return run


def _as_served(copy: Path) -> None:
    """Two first connections that both turn a file to WAL lock each other out at once."""
    with closing(sqlite3.connect(copy)) as first:
        first.execute("PRAGMA journal_mode=WAL")


def _attempt(
    function, results: list[Any], place: int, start: threading.Barrier, copy: Path
) -> None:
    own = connections["default"]
    if own.vendor == "sqlite":
        own.settings_dict = {**own.settings_dict, "NAME": str(copy)}
    try:
        _line_up(own, start)
        results[place] = function()
    except Exception as error:
        results[place] = error
    finally:
        own.close()


def _line_up(own, start: threading.Barrier) -> None:
    try:
        own.ensure_connection()
    except Exception:
        start.abort()
        raise
    start.wait(PATIENCE)
