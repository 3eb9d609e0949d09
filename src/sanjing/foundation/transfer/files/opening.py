"""Open a file of any supported format as one Table."""

import io
from collections.abc import Callable
from functools import partial
from itertools import islice
from pathlib import Path
from typing import BinaryIO

from . import archives
from .body import data_rows
from .delimited import first_lines, read_delimited, require_rows
from .delimiter import LINE, detect_dialect
from .encoding import detect_encoding
from .errors import UnreadableFile
from .header import find_layout
from .isolated import IsolatedBook
from .limits import MAX_COLUMNS, SAMPLE_ROWS
from .markup import is_html_table, read_html_table
from .spreadsheet_xml import is_spreadsheet_xml, read_spreadsheet_xml
from .table import RowSource, Table
from .vcard import COLUMNS, read_cards
from .workbook import Book

type Opener = Callable[[], BinaryIO]

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
FOREIGN = {
    b"%PDF": "PDF",
    b"\x89PNG": "PNG",
    b"\xff\xd8\xff": "JPEG",
    b"GIF8": "GIF",
    b"Rar!": "RAR",
    b"7z\xbc\xaf": "7z",
    b"{\\rtf": "RTF",
    b"SQLite format 3": "SQLite",
}


def open_table(path: str | Path, *, sheet: str | None = None) -> Table:
    """Open CSV, TSV, text, XLSX, XLS, vCard, GZIP or a ZIP holding one of them.

    Raises UnreadableFile, and nothing else, for whatever is wrong with the file.
    """
    path = Path(path)
    try:
        return _open(lambda: path.open("rb"), sheet)
    except FileNotFoundError as problem:
        raise UnreadableFile("missing", path=path.name) from problem
    except OSError as problem:
        raise UnreadableFile("unreadable", reason=problem.strerror or str(problem)) from problem


def _open(open_binary: Opener, sheet: str | None) -> Table:
    with open_binary() as stream:
        head = stream.read(4096)
    if not head:
        raise UnreadableFile("empty")
    if head.startswith(b"PK\x03\x04"):
        return _open_zip(open_binary, sheet)
    if head.startswith(b"\x1f\x8b"):
        return _open(partial(archives.open_gzip, open_binary), sheet)
    if head.startswith(OLE):
        return _open_ole(open_binary, sheet)
    for magic, name in FOREIGN.items():
        if head.startswith(magic):
            raise UnreadableFile("unsupported", format=name)
    return _open_text(open_binary)


def _open_zip(open_binary: Opener, sheet: str | None) -> Table:
    members = archives.check_zip(open_binary)
    names = {member.filename for member in members}
    if "xl/workbook.xml" in names:
        archives.check_workbook_members(open_binary)
        return _from_book(Book(open_binary, sheet), "xlsx")
    for mark, name in (
        ("word/document.xml", "Word"),
        ("ppt/presentation.xml", "PowerPoint"),
        ("content.xml", "ODS"),
        ("xl/workbook.bin", "XLSB"),
    ):
        if mark in names:
            raise UnreadableFile("unsupported", format=name)
    content = archives.unpack_member(open_binary, archives.single_member(members))
    if content.startswith((b"PK\x03\x04", b"\x1f\x8b")) and b"xl/workbook.xml" not in content:
        raise UnreadableFile("not_a_table")
    return _open(partial(io.BytesIO, content), sheet)


def _open_ole(open_binary: Opener, sheet: str | None) -> Table:
    with open_binary() as stream:
        content = stream.read(archives.MAX_UNPACKED)
    if "EncryptedPackage".encode("utf-16-le") in content:
        raise UnreadableFile("encrypted")
    if "WordDocument".encode("utf-16-le") in content:
        raise UnreadableFile("unsupported", format="Word")
    return _from_book(IsolatedBook(open_binary, sheet), "xls")


def _from_book(book: Book | IsolatedBook, format: str) -> Table:
    table = _laid_out(format, book.rows)
    table.sheet, table.sheets = book.sheet, book.sheets
    return table


def _open_text(open_binary: Opener) -> Table:
    encoding = detect_encoding(open_binary)
    lines = first_lines(open_binary, encoding, 300)
    require_rows(lines)
    start = "".join(lines[:20]).lstrip()
    if start[:11].upper() == "BEGIN:VCARD":
        return _from_cards(open_binary, encoding)
    if is_html_table(start):
        table = _laid_out("html", partial(read_html_table, open_binary, encoding))
    elif is_spreadsheet_xml(start):
        table = _laid_out("xml", partial(read_spreadsheet_xml, open_binary, encoding))
    elif start.startswith("<?xml"):
        raise UnreadableFile("unsupported", format="XML")
    else:
        dialect = detect_dialect(lines[:-1] if len(lines) == 300 else lines)
        table = _laid_out("csv", partial(read_delimited, open_binary, encoding, dialect))
        table.delimiter = None if dialect.delimiter == LINE else dialect.delimiter
    table.encoding = encoding
    return table


def _from_cards(open_binary: Opener, encoding: str) -> Table:
    table = Table("vcard", list(COLUMNS), partial(read_cards, open_binary, encoding), encoding)
    return _sampled(table)


def _laid_out(format: str, raw: RowSource) -> Table:
    head = list(islice(raw(), SAMPLE_ROWS))
    layout = find_layout(head)
    if len(layout.columns) > MAX_COLUMNS:
        count = len(layout.columns)
        raise UnreadableFile("too_many_columns", columns=count, limit=MAX_COLUMNS)
    table = Table(format, layout.columns, raw, header_row=layout.header_row)
    table.source = partial(data_rows, raw, layout, table.skipped)
    return _sampled(table)


def _sampled(table: Table) -> Table:
    table.sample = [cells for _, cells in islice(table.rows(), SAMPLE_ROWS)]
    if not table.sample and table.header_row is None:
        raise UnreadableFile("no_rows")
    return table
