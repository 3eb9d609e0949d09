"""Bring the database to the state this code expects, or leave it exactly as it was."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from django.core.management import call_command
from django.db import connection
from django.db.migrations import Migration
from django.db.migrations.executor import MigrationExecutor

from sanjing import __version__
from sanjing.commands.backups.sqlite import copy_database, replace_database
from sanjing.commands.database import reach_database, require_right_to_create
from sanjing.commands.terminal import Stop, say, words

ADVISORY_LOCK = 0x5A17
KEEP_BACKUPS = 5


def prepare_database(backups: Path, *, at: datetime) -> int:
    """Migrate after a backup; returns how many migrations ran. Raises `Stop` with the reason."""
    reach_database()
    with _alone():
        executor = MigrationExecutor(connection)
        _refuse_newer(executor)
        plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
        if plan:
            require_right_to_create()
            _migrate(executor, backups, at)
            _index_anew(plan, executor)
        return len(plan)


def _refuse_newer(executor: MigrationExecutor) -> None:
    """A database that knows migrations this code has never heard of was made by a newer release."""
    loader = executor.loader
    known = {
        *loader.disk_migrations,
        *(old for new in loader.replacements.values() for old in new.replaces),
    }
    apps = {app for app, _ in known}
    unknown = sorted(
        f"{app}.{name}"
        for app, name in loader.applied_migrations
        if app in apps and (app, name) not in known
    )
    if unknown:
        raise Stop(
            words(
                f"The database was made by a release newer than {__version__}, with {unknown[-1]};"
                " install that release.",
                f"数据库来自比 {__version__} 更新的版本（含 {unknown[-1]}），请安装新版本。",
            )
        )


def _migrate(executor: MigrationExecutor, backups: Path, at: datetime) -> None:
    existing = bool(executor.loader.applied_migrations)
    backup = _back_up(backups, at) if existing and connection.vendor == "sqlite" else None
    if existing:
        say(words("Bringing the database up to date …", "正在升级数据库 …"))
    try:
        call_command("migrate", verbosity=0, interactive=False)
    except Exception as error:
        if backup:
            _roll_back(backup, backups, at)
        raise Stop(
            words(
                f"The upgrade failed and the database is as it was: {error}",
                f"升级失败，数据库保持原样：{error}",
            )
        ) from error


def _index_anew(plan: Sequence[tuple[Migration, bool]], executor: MigrationExecutor) -> None:
    """A migration of the search app says that records are found by other words than before."""
    existing = bool(executor.loader.applied_migrations)
    if existing and any(migration.app_label == "search" for migration, _backwards in plan):
        say(words("Building the search index anew …", "正在重建搜索索引 …"))
        rebuild_index()


def rebuild_index() -> int:
    """Index every record again, in one part; returns how many."""
    from sanjing.foundation.entities import registry
    from sanjing.foundation.search.index import rebuild
    from sanjing.foundation.search.tidy import tidy

    records = rebuild(registry.all_entities())
    tidy()
    return records


def _back_up(backups: Path, at: datetime) -> Path:
    target = backups / f"before-{__version__}-{at:%Y%m%d-%H%M%S}.sqlite3"
    copy_database(Path(connection.settings_dict["NAME"]), target)
    for old in sorted(backups.glob("before-*.sqlite3"), key=lambda path: path.stat().st_mtime)[
        :-KEEP_BACKUPS
    ]:
        old.unlink()
    return target


def _roll_back(backup: Path, backups: Path, at: datetime) -> None:
    connection.close()
    replacement = backups / f"{backup.name}.part"
    copy_database(backup, replacement)
    replace_database(
        Path(connection.settings_dict["NAME"]),
        replacement,
        backups / f"failed-{at:%Y%m%d-%H%M%S}.sqlite3",
    )


@contextmanager
def _alone() -> Iterator[None]:
    """Let one of several nodes migrate; on SQLite the folder's lock already does."""
    if connection.vendor != "postgresql":
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [ADVISORY_LOCK])
        try:
            yield
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [ADVISORY_LOCK])
