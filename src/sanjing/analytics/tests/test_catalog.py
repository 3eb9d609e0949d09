"""Tables come in alike from wherever they are kept."""

import datetime as dt
import sqlite3
import subprocess
import sys

import polars as pl
import pytest

from sanjing.analytics import apart
from sanjing.analytics.catalog import Held, Parquet, Query, Sqlite
from sanjing.analytics.schemas import DAY, FLAG, KEY, NUMBER, TEXT, WHOLE

KINDS = {"customer": KEY, "on": DAY, "amount": WHOLE, "part": NUMBER, "large": FLAG, "name": TEXT}
ROWS = [
    (1, "2026-01-31", 12_50, 0.5, 1, "甲厂"),
    (2, "2026-02-01", -3_00, None, 0, ""),
    (3, "1999-12-31", 2**53 + 1, 7, 1, None),
]
QUERY = Query("rows", "SELECT * FROM rows WHERE customer < ? ORDER BY customer", (9,))


@pytest.fixture
def file(tmp_path):
    found = tmp_path / "company 公司?.sqlite3"
    with sqlite3.connect(found) as connection:
        connection.execute("CREATE TABLE rows (customer, day, amount, part, large, name)")
        connection.executemany("INSERT INTO rows VALUES (?, ?, ?, ?, ?, ?)", ROWS)
    connection.close()
    return found


def test_every_source_gives_the_same_frame(file, tmp_path):
    read = Sqlite(file).read(QUERY, **KINDS)
    assert read.rows() == [
        (1, dt.date(2026, 1, 31), 12_50, 0.5, True, "甲厂"),
        (2, dt.date(2026, 2, 1), -3_00, None, False, ""),
        (3, dt.date(1999, 12, 31), 2**53 + 1, 7.0, True, None),
    ]
    connection = sqlite3.connect(file)
    held = Held(connection.cursor()).read(QUERY, **KINDS)
    connection.close()
    read.write_parquet(tmp_path / "rows.parquet")
    stored = Parquet(tmp_path).read(QUERY, **KINDS)
    assert held.equals(read) and stored.equals(read)
    assert held.schema == stored.schema == read.schema


def test_a_table_without_rows_has_its_types_all_the_same(file):
    none = Query("rows", QUERY.text, (0,))
    found = Sqlite(file).read(none, **KINDS)
    assert found.is_empty()
    assert found.schema["on"] == pl.Date and found.schema["part"] == pl.Float64


def test_the_file_is_not_written_to(file):
    with pytest.raises(apart.UnreadError, match=r"(?i)readonly|read-only"):
        Sqlite(file).read(Query("rows", "DELETE FROM rows RETURNING customer"), customer=KEY)


OTHERS_WRITE = """
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1], timeout=0, isolation_level=None)
try:
    connection.execute("INSERT INTO rows (customer) VALUES (8)")
except sqlite3.OperationalError as refused:
    print(refused)
"""


def test_a_write_under_way_in_this_process_keeps_its_lock(file):
    connection = sqlite3.connect(file, isolation_level=None)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("BEGIN IMMEDIATE")
    connection.execute("INSERT INTO rows (customer) VALUES (7)")
    assert len(Sqlite(file).read(QUERY, **KINDS)) == len(ROWS)
    other = [sys.executable, "-c", OTHERS_WRITE, str(file)]
    told = subprocess.run(other, capture_output=True, text=True, check=True).stdout
    assert "locked" in told
    connection.execute("COMMIT")
    connection.close()
    assert 7 in Sqlite(file).read(QUERY, **KINDS)["customer"]


def test_a_reader_that_ended_is_followed_by_another(file):
    read = Sqlite(file).read(QUERY, **KINDS)
    assert apart._child is not None
    apart._child.process.kill()
    assert Sqlite(file).read(QUERY, **KINDS).equals(read)


def test_a_reader_that_cannot_live_is_said(file, monkeypatch):
    if apart._child:
        apart._child.process.kill()
    monkeypatch.setattr(sys, "executable", "/bin/false")
    with pytest.raises(apart.UnreadError, match="ended"):
        Sqlite(file).read(QUERY, **KINDS)
