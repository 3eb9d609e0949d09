"""The mapping is right by itself for at least nine columns in ten of every file."""

import sqlite3

import pytest

from sanjing.foundation.transfer.files import open_table
from sanjing.foundation.transfer.recognise import recognise, recognise_entity
from tests.support.shared import real

from .recognise_office_files import OfficeFile, office_files, wrong_columns
from .recognise_real_files import REAL_FILES, RealFile
from .recognise_targets import ENTITIES

OFFICE = office_files()


@pytest.mark.parametrize("file", REAL_FILES, ids=lambda file: f"{file.entity}-{file.path}")
def test_maps_nine_in_ten_columns_of_a_real_file(file: RealFile):
    table = open_table(file.find())
    matches = recognise(table.columns, table.sample, ENTITIES[file.entity])
    wrong = wrong_columns(matches, tuple(file.truth.split()))
    assert len(wrong) <= len(matches) * 0.1, wrong


@pytest.mark.parametrize("file", OFFICE, ids=lambda file: file.title)
def test_maps_nine_in_ten_columns_of_an_office_file(file: OfficeFile, tmp_path):
    table = open_table(file.write_to(tmp_path))
    matches = recognise(table.columns, table.sample, ENTITIES[file.entity])
    wrong = wrong_columns(matches, file.truth)
    assert len(wrong) <= len(matches) * 0.1, wrong


CHINOOK = [
    (
        "Customer",
        "customers",
        "code name:first name:last - address region:city region:province country postal_code "
        "phone - email owner",
    ),
    (
        "Invoice",
        "orders",
        "reference customer:code ordered_on - - - - - amount",
    ),
    ("InvoiceLine", "orders", "- reference product:code unit_price quantity"),
]


@pytest.mark.parametrize(("name", "entity", "truth"), CHINOOK)
def test_maps_nine_in_ten_columns_of_the_music_shop(name: str, entity: str, truth: str):
    path = real("ship/chinook/Chinook_Sqlite.sqlite")
    with sqlite3.connect(f"file:{path}?immutable=1", uri=True) as connection:
        cursor = connection.execute(f"select * from [{name}]")
        rows = [list(row) for row in cursor.fetchmany(200)]
        columns = [column[0] for column in cursor.description]
    matches = recognise(columns, rows, ENTITIES[entity])
    wrong = wrong_columns(matches, tuple(truth.split()))
    assert len(wrong) <= len(matches) * 0.1, wrong


def test_guesses_what_most_office_files_hold(tmp_path):
    right = 0
    for file in OFFICE:
        table = open_table(file.write_to(tmp_path))
        ranked = recognise_entity(table.columns, table.sample, ENTITIES)
        right += ranked[0][0] == file.entity
    assert right >= len(OFFICE) * 0.9


def test_ranks_every_candidate_best_first():
    columns, sample = ["订单号", "客户", "金额"], [["SO1", "甲公司", "12.50"]]
    ranked = recognise_entity(columns, sample, ENTITIES)
    assert {name for name, _ in ranked} == set(ENTITIES)
    assert ranked[0][0] == "orders"
    assert [score for _, score in ranked] == sorted((s for _, s in ranked), reverse=True)
