"""Starting on a database of another release: backed up, migrated, or refused as it is."""

import os
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.support.databases import install
from tests.support.server import run_sanjing

pytestmark = pytest.mark.skipif(
    "SANJING_DATABASE_URL" in os.environ, reason="these look into SQLite files"
)
LAST = "DELETE FROM django_migrations WHERE app = 'tasks'"
BEFORE_FULL_TEXT = [
    *(f"DROP TRIGGER search_fts_{change}" for change in ("insert", "update", "delete")),
    "DROP TABLE search_fts",
    "DELETE FROM django_migrations WHERE app = 'search' AND name = '0002_full_text'",
]


@pytest.fixture
def data(tmp_path: Path) -> Path:
    folder = tmp_path / "data"
    install(folder)
    return folder


def migrate(folder: Path):
    return run_sanjing("migrate", "--data", str(folder))


def execute(folder: Path, *statements: str) -> None:
    with closing(sqlite3.connect(folder / "sanjing.sqlite3")) as connection, connection:
        for statement in statements:
            connection.execute(statement)


def tables(database: Path) -> set[str]:
    with closing(sqlite3.connect(database)) as connection:
        return {
            name
            for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        }


def backups(folder: Path, kind: str) -> list[Path]:
    return sorted((folder / "backups").glob(f"{kind}-*.sqlite3"))


def test_a_new_company_needs_no_backup(data: Path) -> None:
    """What all tests copy was made by the command, and is copied with all that it left."""
    assert "tasks_worker" in tables(data / "sanjing.sqlite3")
    assert backups(data, "before") == []


def test_an_up_to_date_company_is_left_alone(data: Path) -> None:
    assert migrate(data).stdout == "0 migrations applied.\n"
    assert backups(data, "before") == []


def test_an_older_company_is_backed_up_and_brought_up_to_date(data: Path) -> None:
    execute(data, LAST, "DROP TABLE tasks_worker", "DROP TABLE tasks_schedulerun")
    assert migrate(data).returncode == 0
    (backup,) = backups(data, "before")
    assert "tasks_worker" not in tables(backup)
    assert "tasks_worker" in tables(data / "sanjing.sqlite3")


def test_an_upgrade_that_finds_records_by_other_words_builds_the_index_anew(
    data: Path, tmp_path: Path
) -> None:
    file = tmp_path / "customers.csv"
    file.write_text("客户名称,标签\n华光燃气,重点\n", encoding="utf-8")
    imported = run_sanjing("import", str(file), "--into", "customers", "--data", str(data))
    assert imported.returncode == 0, imported.stderr
    found = terms(data)
    assert "xg" in found
    assert migrate(data).returncode == 0
    assert terms(data) == found


def terms(folder: Path) -> str:
    with closing(sqlite3.connect(folder / "sanjing.sqlite3")) as connection:
        rows = connection.execute("SELECT terms FROM search_searchentry WHERE entity = 'customer'")
        return str(rows.fetchone()[0])


def test_a_failed_upgrade_leaves_the_database_as_it_was(data: Path) -> None:
    execute(data, LAST, "DROP TABLE tasks_schedulerun", "CREATE TABLE note (text)")
    execute(data, "DROP TABLE tasks_worker", "CREATE VIEW tasks_worker AS SELECT 1")
    failed = migrate(data)
    assert failed.returncode == 1
    assert "the database is as it was" in failed.stderr
    assert "Traceback" not in failed.stderr
    assert "note" in tables(data / "sanjing.sqlite3")
    assert "tasks_schedulerun" not in tables(data / "sanjing.sqlite3")


def test_a_company_of_a_newer_release_is_refused_untouched(data: Path) -> None:
    execute(
        data,
        "INSERT INTO django_migrations (app, name, applied)"
        " VALUES ('accounts', '9999_from_the_future', '2030-01-01')",
    )
    refused = migrate(data)
    assert refused.returncode == 1
    assert "a release newer than" in refused.stderr
    assert "accounts.9999_from_the_future" in refused.stderr
