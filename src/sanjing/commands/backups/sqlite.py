"""SQLite files: a consistent copy while people work, and putting one back."""

import sqlite3
from contextlib import closing
from pathlib import Path

from sanjing.commands.terminal import Stop, words


def copy_database(source: Path, target: Path) -> None:
    """Copy with SQLite's online backup: consistent, without stopping writers for long."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with closing(sqlite3.connect(source)) as live, closing(sqlite3.connect(target)) as copy:
        live.backup(copy, pages=2000, sleep=0.01)
        copy.execute("PRAGMA journal_mode=DELETE")
    target.chmod(0o600)


def require_sound(path: Path) -> None:
    """Raise `Stop` unless the file is a whole SQLite database."""
    try:
        with closing(sqlite3.connect(path)) as database:
            verdict = database.execute("PRAGMA integrity_check").fetchone()[0]
    except sqlite3.DatabaseError as error:
        verdict = str(error)
    if verdict != "ok":
        raise Stop(
            words(f"The database copy is damaged: {verdict}.", f"数据库副本已损坏：{verdict}。")
        )


def replace_database(current: Path, replacement: Path, keep_as: Path) -> None:
    """Put `replacement` in the place of `current`, which is kept as `keep_as`.

    Nobody may be using either.
    """
    if current.exists():
        copy_database(current, keep_as)
    for suffix in ("-wal", "-shm"):
        current.with_name(current.name + suffix).unlink(missing_ok=True)
    replacement.replace(current)
