"""Whatever is wrong with a file is one sentence, and never more than the limits allow."""

import gzip
import random
import zipfile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from sanjing.foundation.transfer.files import BadCell, UnreadableFile, limits, open_table
from sanjing.foundation.transfer.files.errors import CELL_MESSAGES, FILE_MESSAGES

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def refusal(tmp_path, content: bytes, name: str = "file") -> str:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(UnreadableFile) as caught:
        open_table(path)
    assert "%" not in str(caught.value).replace("100%", "")
    return caught.value.code


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty"),
        (b"\xef\xbb\xbf", "empty"),
        (b" \r\n\r\n \t", "empty"),
        (b"\0" * 5000, "empty"),
        (random.Random(7).randbytes(20_000), "not_a_table"),
        (b"%PDF-1.7 ...", "unsupported"),
        (b"\x89PNG\r\n\x1a\n....", "unsupported"),
        (b"PK\x03\x04 not really a zip", "damaged"),
        (b"\x1f\x8bnot really gzip", "damaged"),
        (OLE + b"0" * 4000, "damaged"),
        (OLE + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
    ],
)
def test_says_what_is_wrong_with_a_file(tmp_path, content, code):
    assert refusal(tmp_path, content) == code


def test_says_that_a_file_is_missing(tmp_path):
    with pytest.raises(UnreadableFile) as caught:
        open_table(tmp_path / "nowhere.csv")
    assert caught.value.code == "missing"


def test_refuses_a_folder(tmp_path):
    with pytest.raises(UnreadableFile) as caught:
        open_table(tmp_path)
    assert caught.value.code == "unreadable"


def zip_of(tmp_path, members: dict[str, bytes], name: str = "a.zip"):
    path = tmp_path / name
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for member, content in members.items():
            archive.writestr(member, content)
    return path


@pytest.mark.parametrize(
    ("members", "code"),
    [
        ({"a.csv": b"x,y\n1,2", "b.csv": b"x"}, "several_files"),
        ({"readme.md": b"x"}, "no_file_inside"),
        ({"word/document.xml": b"<w/>"}, "unsupported"),
        ({"a.csv": b"0" * 60_000_000}, "too_big"),
        ({"a.csv": gzip.compress(b"a,b\n1,2\n")}, "not_a_table"),
        ({"xl/workbook.xml": b"<rubbish"}, "damaged"),
    ],
)
def test_refuses_archives_that_are_not_one_table(tmp_path, members, code):
    assert refusal(tmp_path, zip_of(tmp_path, members).read_bytes()) == code


def test_stops_a_gzip_bomb_early(tmp_path):
    bomb = gzip.compress(b"a,b\n" + b"0" * 80_000_000)
    assert refusal(tmp_path, bomb, "bomb.csv.gz") == "too_big"


def test_refuses_a_sheet_whose_corners_are_worlds_apart(tmp_path):
    book = Workbook()
    book.active["A1"] = "名称"
    book.active.cell(1_048_576, 400).value = "x"
    book.save(tmp_path / "a.xlsx")
    assert refusal(tmp_path, (tmp_path / "a.xlsx").read_bytes()) == "too_big"


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_refuses_more_columns_than_anyone_uses(tmp_path, kind):
    names = [f"列名{number}" for number in range(limits.MAX_COLUMNS + 1)]
    path = tmp_path / f"a.{kind}"
    if kind == "csv":
        path.write_text(f"{','.join(names)}\n{','.join('1' for _ in names)}\n")
    else:
        book = Workbook()
        book.active.append(names)
        book.save(path)
    assert refusal(tmp_path, path.read_bytes()) == "too_many_columns"


def test_refuses_a_row_for_a_cell_of_a_million_characters(tmp_path):
    for size in (40_000, 1_000_000, limits.MAX_LINE + 5):
        path = tmp_path / "long.csv"
        path.write_text(f"名称,备注\n甲,好\n乙,{'x' * size}\n丙,好\n")
        rows = dict(open_table(path).rows())
        assert sorted(rows) == [2, 3, 4]
        assert [isinstance(cell, BadCell) for cell in rows[3]].count(True) == 1
        assert rows[4] == ["丙", "好"]


def test_refuses_a_workbook_with_a_damaged_sheet(tmp_path):
    book = Workbook()
    for number in range(2000):
        book.active.append([f"客户{number}", number])
    book.save(tmp_path / "a.xlsx")
    content = bytearray((tmp_path / "a.xlsx").read_bytes())
    middle = len(content) // 2
    content[middle : middle + 400] = bytes(400)
    assert refusal(tmp_path, bytes(content)) == "damaged"


def test_refuses_a_legacy_workbook_whose_sectors_go_in_circles(tmp_path):
    header = bytearray(512)
    header[:8] = OLE
    header[26:34] = b"\x03\0\xfe\xff\x09\0\x06\0"
    header[44:52] = (1).to_bytes(4, "little") + (1).to_bytes(4, "little")
    header[60:76] = b"\xfe\xff\xff\xff" + bytes(4) + b"\xfe\xff\xff\xff" + bytes(4)
    header[76:512] = bytes(4) + b"\xff" * 432
    table = b"\xfd\xff\xff\xff" + (1).to_bytes(4, "little") + b"\xff" * 504
    assert refusal(tmp_path, bytes(header) + table + bytes(1024)) == "damaged"


def test_refuses_an_unknown_sheet(tmp_path):
    book = Workbook()
    book.active.append(["名称"])
    book.save(tmp_path / "a.xlsx")
    with pytest.raises(UnreadableFile) as caught:
        open_table(tmp_path / "a.xlsx", sheet="没有")
    assert caught.value.code == "no_such_sheet"


BEGINNINGS = (
    b"",
    b"PK\x03\x04",
    OLE,
    b"\x1f\x8b",
    b"BEGIN:VCARD\n",
    b"<table>",
    b"\xff\xfe",
    "名称,电话\n".encode(),
)


@settings(
    max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.sampled_from(BEGINNINGS), st.one_of(st.binary(max_size=400), st.text(max_size=200)))
def test_opens_or_refuses_anything(tmp_path, beginning, rest):
    path = tmp_path / "any"
    path.write_bytes(
        beginning + (rest if isinstance(rest, bytes) else rest.encode("utf-8", "replace"))
    )
    try:
        table = open_table(path)
    except UnreadableFile as problem:
        assert problem.code in FILE_MESSAGES
        return
    assert len(set(table.columns)) == len(table.columns)
    for _, cells in table.rows():
        assert len(cells) >= len(table.columns)
        assert all(cell.code in CELL_MESSAGES for cell in cells if isinstance(cell, BadCell))
