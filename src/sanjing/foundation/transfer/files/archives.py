"""Look into ZIP and GZIP files without ever unpacking more than the limit."""

import gzip
import io
import re
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

from sanjing.foundation.phrases import listed

from .errors import UnreadableFile
from .limits import MAX_GRID, MAX_RATIO, MAX_UNPACKED, RATIO_FLOOR

CHUNK = 1 << 20
TABLE_SUFFIXES = (".csv", ".tsv", ".txt", ".tab", ".xlsx", ".xlsm", ".xls", ".vcf")
_WIDE = re.compile(rb'<c r="([A-Z]{2,3})\d')
_DEEP = re.compile(rb'<c r="[A-Z]{1,3}(\d{6,7})"')
_ROW = re.compile(rb'<row r="(\d{1,7})"')
_UNUSUAL = (b":c", b":row", b"<c\t", b"<c\r", b"<c\n", b"<row\t", b"<row\r", b"<row\n")
_CELL = re.compile(rb'<(?:c|row) r="([A-Z]{0,3})(\d{1,7})"')
_ODD_CELL = re.compile(rb":(?:c|row)\s|<(?:c|row)[\t\r\n]")
_CELL = re.compile(rb"""[<:](?:c|row)\s[^>]*?\br\s*=\s*["']([A-Za-z]{0,3})(\d{1,7})["']""")
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, ValueError)


def megabytes(size: int) -> str:
    return f"{size // (1024 * 1024)} MB"


def check_zip(open_binary: Callable[[], BinaryIO]) -> list[zipfile.ZipInfo]:
    """List the members after proving that they are plain and small enough to unpack."""
    try:
        with open_binary() as stream, zipfile.ZipFile(stream) as archive:
            members = archive.infolist()
            _check_sizes(members)
    except _BROKEN as problem:
        raise UnreadableFile("damaged") from problem
    if any(member.flag_bits & 1 for member in members):
        raise UnreadableFile("encrypted")
    return members


def _check_sizes(members: list[zipfile.ZipInfo]) -> None:
    packed = sum(member.compress_size for member in members)
    unpacked = sum(member.file_size for member in members)
    swollen = unpacked > RATIO_FLOOR and unpacked > packed * MAX_RATIO
    if unpacked > MAX_UNPACKED or swollen:
        raise UnreadableFile("too_big", limit=megabytes(MAX_UNPACKED))


def check_workbook_members(open_binary: Callable[[], BinaryIO]) -> None:
    """Unpack every member once in small pieces: no lying sizes, no grid beyond memory."""
    try:
        with open_binary() as stream, zipfile.ZipFile(stream) as archive:
            for member in archive.infolist():
                _scan_member(archive, member)
    except _BROKEN as problem:
        raise UnreadableFile("damaged") from problem


def _scan_member(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> None:
    tail, last_row = b"", 0
    columns: set[bytes] = set()
    with archive.open(member) as stream:
        while chunk := stream.read(CHUNK):
            block = tail + chunk
            tail = block[-200:]
            names, rows = _extent(block)
            columns |= names
            last_row = max(last_row, max(map(int, rows), default=0))
    widest = max((_column_number(name) for name in columns), default=26)
    if widest * last_row > MAX_GRID:
        raise UnreadableFile("too_big", limit=f"{MAX_GRID:,} 格")


def _extent(block: bytes) -> tuple[set[bytes], set[bytes]]:
    """Columns beyond Z and the rows named in a piece of a sheet, however it is spelt."""
    plain = block.count(b"<c ") == block.count(b'<c r="')
    plain = plain and block.count(b"<row ") == block.count(b'<row r="')
    if plain and not any(mark in block for mark in _UNUSUAL):
        return set(_WIDE.findall(block)), {*_DEEP.findall(block), *_ROW.findall(block)}
    cells = _CELL.findall(block)
    return {name for name, _ in cells}, {row for _, row in cells}


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number


def single_member(members: list[zipfile.ZipInfo]) -> zipfile.ZipInfo:
    """The one table file of an archive."""
    tables = [member for member in members if _is_table(member)]
    if not tables:
        raise UnreadableFile("no_file_inside")
    if len(tables) > 1:
        names = listed(Path(member.filename).name for member in tables[:5])
        raise UnreadableFile("several_files", count=len(tables), names=names)
    return tables[0]


def _is_table(member: zipfile.ZipInfo) -> bool:
    name = Path(member.filename)
    hidden = name.name.startswith(".") or "__MACOSX" in name.parts
    return not member.is_dir() and not hidden and name.suffix.lower() in TABLE_SUFFIXES


def unpack_member(open_binary: Callable[[], BinaryIO], member: zipfile.ZipInfo) -> bytes:
    """The bytes of one member, whose size `check_zip` has proved."""
    try:
        with open_binary() as stream, zipfile.ZipFile(stream) as archive:
            return archive.read(member)
    except _BROKEN as problem:
        raise UnreadableFile("damaged") from problem


class Gunzipped(io.RawIOBase):
    """A gzip stream that stops with UnreadableFile at the limit."""

    def __init__(self, stream: BinaryIO):
        self.packed = stream
        self.plain = gzip.GzipFile(fileobj=stream)
        self.taken = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer) -> int:
        try:
            data = self.plain.read(len(buffer))
        except _BROKEN as problem:
            raise UnreadableFile("damaged") from problem
        self.taken += len(data)
        swollen = self.taken > RATIO_FLOOR and self.taken > self.packed.tell() * MAX_RATIO
        if self.taken > MAX_UNPACKED or swollen:
            raise UnreadableFile("too_big", limit=megabytes(MAX_UNPACKED))
        buffer[: len(data)] = data
        return len(data)

    def close(self) -> None:
        if not self.closed:
            self.plain.close()
            self.packed.close()
        super().close()


def open_gzip(open_binary: Callable[[], BinaryIO]) -> BinaryIO:
    return io.BufferedReader(Gunzipped(open_binary()), CHUNK)
