"""Read the HTML tables that many systems export under the name of .xls."""

from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from typing import BinaryIO

from .cells import clean_text
from .delimited import open_text
from .limits import MAX_COLUMNS
from .table import Cell, Row

CHUNK = 1 << 16


def is_html_table(start: str) -> bool:
    """Tell HTML from text that merely contains a tag."""
    lowered = start[:2000].lower()
    return lowered.startswith(("<html", "<!doctype html", "<table", "<meta", "<head", "<style"))


def read_html_table(open_binary: Callable[[], BinaryIO], encoding: str) -> Iterator[Row]:
    """Yield the rows of all tables of the page, one after the other."""
    parser = _Rows()
    number = 0
    with open_text(open_binary, encoding) as stream:
        while text := stream.read(CHUNK):
            parser.feed(text)
            for cells in parser.take():
                number += 1
                yield number, cells
    parser.close()


class _Rows(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.done: list[list[Cell]] = []
        self.cells: list[Cell] | None = None
        self.text: list[str] | None = None
        self.span = 1

    def take(self) -> list[list[Cell]]:
        done, self.done = self.done, []
        return done

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "tr":
            self._end_row()
            self.cells = []
        elif tag in ("td", "th"):
            self._end_cell()
            self.text = []
            span = dict(attrs).get("colspan") or "1"
            self.span = min(int(span), MAX_COLUMNS) if span.isdecimal() else 1
        elif tag == "br" and self.text is not None:
            self.text.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th"):
            self._end_cell()
        elif tag in ("tr", "table"):
            self._end_row()

    def handle_data(self, data: str) -> None:
        if self.text is not None:
            self.text.append(data)

    def _end_cell(self) -> None:
        if self.text is not None and self.cells is not None:
            self.cells.extend([clean_text("".join(self.text))] * max(1, self.span))
        self.text = None

    def _end_row(self) -> None:
        self._end_cell()
        if self.cells:
            self.done.append(self.cells)
        self.cells = None
