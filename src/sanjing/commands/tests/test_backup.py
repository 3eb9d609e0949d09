"""Backup while people work, restore beside what was there, and refuse what is damaged."""

import os
import sqlite3
import stat
import zipfile
from contextlib import closing
from pathlib import Path

import pytest

from tests.support.databases import install
from tests.support.server import run_sanjing

pytestmark = pytest.mark.skipif(
    "SANJING_DATABASE_URL" in os.environ, reason="these look into SQLite files"
)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A company with one uploaded file, and one that is still being written."""
    folder = tmp_path / "data"
    install(folder)
    (folder / "files").mkdir()
    (folder / "files" / "合同.txt").write_text("甲方", encoding="utf-8")
    (folder / "files" / "half.part").write_text("written just now", encoding="utf-8")
    return folder


def rows(database: Path) -> list[tuple]:
    with closing(sqlite3.connect(database)) as connection:
        return connection.execute("SELECT key, name FROM accounts_role ORDER BY key").fetchall()


def rename_owner(database: Path, name: str) -> None:
    with closing(sqlite3.connect(database)) as connection, connection:
        connection.execute("UPDATE accounts_role SET name = ? WHERE key = 'owner'", [name])


def back_up(data: Path, target: Path) -> None:
    done = run_sanjing("backup", str(target), "--data", str(data))
    assert done.returncode == 0, done.stderr


def test_a_restored_company_is_equal_to_the_backed_up_one(data: Path, tmp_path: Path) -> None:
    before, key = rows(data / "sanjing.sqlite3"), (data / "secret.key").read_text()
    back_up(data, tmp_path / "copy.zip")
    restored = run_sanjing("restore", str(tmp_path / "copy.zip"), "--data", str(tmp_path / "new"))
    assert restored.returncode == 0, restored.stderr
    assert rows(tmp_path / "new" / "sanjing.sqlite3") == before
    assert (tmp_path / "new" / "files" / "合同.txt").read_text(encoding="utf-8") == "甲方"
    assert not (tmp_path / "new" / "files" / "half.part").exists()
    assert (tmp_path / "new" / "secret.key").read_text() == key


def test_a_backup_is_readable_by_its_owner_only(data: Path, tmp_path: Path) -> None:
    back_up(data, tmp_path / "copy.zip")
    assert stat.S_IMODE((tmp_path / "copy.zip").stat().st_mode) == 0o600


def test_a_backup_holds_what_was_committed_but_not_what_is_being_written(
    data: Path, tmp_path: Path
) -> None:
    with closing(sqlite3.connect(data / "sanjing.sqlite3", autocommit=False)) as writer:
        writer.execute("UPDATE accounts_role SET name = '半途' WHERE key = 'owner'")
        back_up(data, tmp_path / "copy.zip")
        writer.rollback()
    with zipfile.ZipFile(tmp_path / "copy.zip") as archive:
        archive.extract("sanjing.sqlite3", tmp_path)
    assert ("owner", "半途") not in rows(tmp_path / "sanjing.sqlite3")


def test_restoring_keeps_what_was_there(data: Path, tmp_path: Path) -> None:
    back_up(data, tmp_path / "copy.zip")
    rename_owner(data / "sanjing.sqlite3", "东家")
    done = run_sanjing("restore", str(tmp_path / "copy.zip"), "--data", str(data))
    kept = next((data / "backups").glob("replaced-*.sqlite3"))
    assert str(kept) in done.stdout
    assert ("owner", "东家") in rows(kept)
    assert ("owner", "东家") not in rows(data / "sanjing.sqlite3")


def test_a_damaged_backup_is_refused_and_nothing_happens(data: Path, tmp_path: Path) -> None:
    back_up(data, tmp_path / "copy.zip")
    with (
        zipfile.ZipFile(tmp_path / "copy.zip") as good,
        zipfile.ZipFile(tmp_path / "bad.zip", "w") as bad,
    ):
        for name in good.namelist():
            content = good.read(name)
            bad.writestr(name, content[:-1] + b"x" if name == "sanjing.sqlite3" else content)
    rename_owner(data / "sanjing.sqlite3", "东家")
    refused = run_sanjing("restore", str(tmp_path / "bad.zip"), "--data", str(data))
    assert refused.returncode == 1
    assert refused.stderr.strip() == f"{tmp_path / 'bad.zip'} is damaged."
    assert ("owner", "东家") in rows(data / "sanjing.sqlite3")


@pytest.mark.parametrize("content", [b"", b"not a zip", b"PK\x03\x04 half"])
def test_what_is_no_backup_is_refused_in_a_sentence(
    content: bytes, data: Path, tmp_path: Path
) -> None:
    (tmp_path / "thing").write_bytes(content)
    refused = run_sanjing("restore", str(tmp_path / "thing"), "--data", str(data))
    assert refused.returncode == 1
    assert "is not a Sanjing backup" in refused.stderr
    assert "Traceback" not in refused.stderr


def test_a_backup_that_is_not_there_is_named(tmp_path: Path) -> None:
    refused = run_sanjing("restore", str(tmp_path / "none.zip"), "--data", str(tmp_path))
    assert (refused.returncode, refused.stderr) == (
        2,
        f"There is no file {tmp_path / 'none.zip'}.\n",
    )
