"""Stream the rows of a text file without ever holding more than one record."""

import csv
import io
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from typing import BinaryIO

from .cells import clean_text
from .delimiter import LINE, MIXED, Dialect, split_mixed
from .errors import BadCell, UnreadableFile
from .limits import MAX_CELL, MAX_LINE
from .table import Row

type Record = Sequence[str | BadCell]

CODECS = {"big5": "cp950"}


class Lines:
    """Physical lines of a file, remembering those of the current record for a second try."""

    def __init__(self, stream: io.TextIOBase):
        self.stream = stream
        self.again: deque[str] = deque()
        self.record: list[str] = []
        self.first = True

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self.again.popleft() if self.again else self._read()
        self.record.append(line)
        return line

    def _read(self) -> str:
        line = self.stream.readline(MAX_LINE)
        if not line:
            raise StopIteration
        if len(line) == MAX_LINE and not line.endswith(("\n", "\r")):
            self._discard_rest_of_line()
        if self.first:
            line, self.first = line.lstrip("\ufeff"), False
        return line.replace("\0", "") if "\0" in line else line

    def _discard_rest_of_line(self) -> None:
        while (rest := self.stream.readline(MAX_LINE)) and not rest.endswith(("\n", "\r")):
            continue


def open_text(open_binary: Callable[[], BinaryIO], encoding: str) -> io.TextIOWrapper:
    """Open the file as text; what cannot be decoded becomes U+FFFD and is refused by cell."""
    codec = CODECS.get(encoding, encoding)
    return io.TextIOWrapper(open_binary(), encoding=codec, errors="replace", newline="")


def first_lines(open_binary: Callable[[], BinaryIO], encoding: str, count: int) -> list[str]:
    """The first physical lines, at most `count` and about a million characters."""
    taken, size = [], 0
    with open_text(open_binary, encoding) as stream:
        for line in _physical(Lines(stream)):
            taken.append(line)
            size += len(line)
            if len(taken) >= count or size > 1_000_000:
                break
    return taken


def read_delimited(
    open_binary: Callable[[], BinaryIO], encoding: str, dialect: Dialect
) -> Iterator[Row]:
    """Yield (record number from 1, cells); an unclosed quote costs one row, not the file."""
    with open_text(open_binary, encoding) as stream:
        lines = Lines(stream)
        records = _records(lines, dialect)
        for number, record in enumerate(records, start=1):
            yield number, [clean_text(cell) if isinstance(cell, str) else cell for cell in record]


def _records(lines: Lines, dialect: Dialect) -> Iterator[Record]:
    if dialect.delimiter == LINE:
        return ([line] for line in _physical(lines))
    if dialect.delimiter == MIXED:
        return (_mixed_record(line, dialect.width) for line in _physical(lines))
    return _csv_records(lines, dialect)


def _physical(lines: Lines) -> Iterator[str]:
    for line in lines:
        lines.record.clear()
        yield line


def _mixed_record(line: str, width: int) -> Record:
    try:
        return list(split_mixed(line, width))
    except csv.Error:
        return [BadCell("cell_too_long", {"limit": MAX_CELL})]


def _csv_records(lines: Lines, dialect: Dialect) -> Iterator[Record]:
    reader = csv.reader(lines, delimiter=dialect.delimiter, skipinitialspace=True)
    astray = False
    while True:
        lines.record.clear()
        row: Record
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error:
            row, astray = [_broken_record(lines)], True
        else:
            if len(lines.record) > 1 and _left_open(lines.record):
                row, astray = [_broken_record(lines)], True
            elif astray and len(row) != dialect.width:
                row = [BadCell("unclosed_quote")]
            elif not lines.again:
                astray = False
        yield row


def _left_open(record: list[str]) -> bool:
    """True when the file ended inside a quoted cell."""
    return sum(line.count('"') for line in record) % 2 == 1


def _broken_record(lines: Lines) -> BadCell:
    """Give up the first line of a broken record and read the others again by themselves."""
    if len(lines.record) <= 1:
        return BadCell("cell_too_long", {"limit": MAX_CELL})
    lines.again.extendleft(reversed(lines.record[1:]))
    return BadCell("unclosed_quote")


def require_rows(lines: list[str]) -> None:
    """Refuse a file of blank lines."""
    if not any(line.strip() for line in lines):
        raise UnreadableFile("empty")
