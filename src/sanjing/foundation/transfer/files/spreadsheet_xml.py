"""Read the XML of Excel 2003, which report servers write under the name of .xls."""

from collections.abc import Callable, Iterator
from datetime import datetime
from html.parser import HTMLParser
from typing import BinaryIO

from .cells import clean_text, clean_value
from .delimited import open_text
from .limits import MAX_COLUMNS
from .table import Cell, Row

CHUNK = 1 << 16
MARK = "urn:schemas-microsoft-com:office:spreadsheet"


def is_spreadsheet_xml(start: str) -> bool:
    return start.startswith("<?xml") and MARK in start


def read_spreadsheet_xml(open_binary: Callable[[], BinaryIO], encoding: str) -> Iterator[Row]:
    """Yield the rows of the first sheet that has any, numbered as Excel shows them."""
    parser = _Cells()
    with open_text(open_binary, encoding) as stream:
        while not parser.over and (text := stream.read(CHUNK)):
            parser.feed(text)
            yield from parser.take()


class _Cells(HTMLParser):
    """A parser that knows no entities but those of characters, so that nothing can swell."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.done: list[Row] = []
        self.number = 0
        self.cells: list[Cell] = []
        self.text: list[str] | None = None
        self.type, self.span = "", 1
        self.over = False

    def take(self) -> list[Row]:
        done, self.done = self.done, []
        return done

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name.rpartition(":")[2]: value or "" for name, value in attrs}
        match tag.rpartition(":")[2]:
            case "row":
                self.number = _count(told.get("index"), self.number + 1)
                self.cells = []
            case "cell":
                place = min(_count(told.get("index"), len(self.cells) + 1), MAX_COLUMNS + 1)
                self.cells += [None] * (place - 1 - len(self.cells))
                self.span = 1 + min(_count(told.get("mergeacross"), 0), MAX_COLUMNS)
                self.cells.append(None)
            case "data":
                self.text, self.type = [], told.get("type", "")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        match tag.rpartition(":")[2]:
            case "data" if self.text is not None and self.cells:
                self.cells[-1] = _value("".join(self.text), self.type)
                self.text = None
            case "cell" if self.cells:
                self.cells += [self.cells[-1]] * (self.span - 1)
            case "row" if not self.over:
                self.done.append((self.number, self.cells))
            case "worksheet":
                self.over = self.over or self.number > 0

    def handle_data(self, data: str) -> None:
        if self.text is not None:
            self.text.append(data)


def _count(text: str | None, otherwise: int) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 8 else otherwise


def _value(text: str, kind: str) -> Cell:
    try:
        if kind == "Number":
            return clean_value(float(text))
        if kind == "DateTime":
            return datetime.fromisoformat(text.strip())
    except ValueError:
        return clean_text(text)
    return text.strip() == "1" if kind == "Boolean" else clean_text(text)
