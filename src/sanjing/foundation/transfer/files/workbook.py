"""Read XLSX and XLS sheets through calamine."""

import io
import re
from collections.abc import Callable, Iterator
from typing import Any, BinaryIO

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
    load_workbook,
)

from .cells import clean_value
from .errors import UnreadableFile
from .limits import MAX_COLUMNS, MAX_GRID
from .table import Cell, Row

_ASIDE = re.compile(
    r"说明|說明|须知|字典|示例|样例|选项|目录|封面|数据源|readme|instruction|guide", re.I
)


class Book:
    """An opened workbook and the sheet chosen from it."""

    def __init__(self, open_binary: Callable[[], BinaryIO], sheet: str | None):
        with open_binary() as stream:
            content = io.BytesIO(stream.read())
        self.book: CalamineWorkbook = _guarded(lambda: load_workbook(content))
        self.sheets = _visible_sheets(self.book)
        if not self.sheets or (sheet is not None and sheet not in self.book.sheet_names):
            raise UnreadableFile("no_such_sheet" if sheet else "empty", sheet=sheet)
        self.sheet = sheet or self._likeliest()
        self.page: CalamineSheet = self._load(self.sheet)
        if self.page.width > MAX_COLUMNS:
            raise UnreadableFile("too_many_columns", columns=self.page.width, limit=MAX_COLUMNS)

    def _load(self, name: str) -> CalamineSheet:
        return _guarded(lambda: self.book.get_sheet_by_name(name))

    def _likeliest(self) -> str:
        """The first sheet that holds a table and is not a guide to filling one in."""
        if len(self.sheets) == 1:
            return self.sheets[0]
        ordered = sorted(self.sheets, key=lambda name: bool(_ASIDE.search(name)))
        for name in ordered:
            page = self._load(name)
            if page.height >= 2 and page.width >= 2:
                return name
        return next((name for name in ordered if self._load(name).height), ordered[0])

    def rows(self) -> Iterator[Row]:
        """Yield (row number, cells); a value merged over several cells stands in each of them."""
        if self.page.start is None:
            return
        first_row, first_column = self.page.start
        merges = _Merges(self.page.merged_cell_ranges or [], first_column)
        for index, values in enumerate(self.page.iter_rows()):
            if index >= first_row:
                yield index + 1, merges.fill(index, [clean_value(value) for value in values])


class _Merges:
    """Repeats merged values downwards, and sideways in merges of a single row's height."""

    def __init__(self, ranges: list[tuple[tuple[int, int], tuple[int, int]]], shift: int):
        self.starting: dict[int, list[tuple[int, int, int]]] = {}
        for (top, left), (bottom, right) in ranges:
            if (bottom - top + 1) * (right - left + 1) <= MAX_GRID // 100:
                self.starting.setdefault(top, []).append((bottom, left - shift, right - shift))
        self.open: list[tuple[int, int, int, Cell]] = []

    def fill(self, index: int, cells: list[Cell]) -> list[Cell]:
        for bottom, left, right in self.starting.get(index, ()):
            if 0 <= left < len(cells) and cells[left] is not None:
                self.open.append((bottom, left, right, cells[left]))
        if self.open:
            for _, left, right, value in self.open:
                for column in range(left, min(right + 1, len(cells))):
                    cells[column] = value
            self.open = [span for span in self.open if span[0] > index]
        return cells


def _visible_sheets(book: CalamineWorkbook) -> list[str]:
    pages = [page for page in book.sheets_metadata if page.typ == SheetTypeEnum.WorkSheet]
    shown = [page.name for page in pages if page.visible == SheetVisibleEnum.Visible]
    return shown or [page.name for page in pages]


def _guarded(read: Callable[[], Any]) -> Any:
    """Turn every way in which the native reader fails into a sentence, its panics included."""
    try:
        return read()
    except PasswordError as problem:
        raise UnreadableFile("encrypted") from problem
    except (CalamineError, OSError, ValueError, OverflowError) as problem:
        raise UnreadableFile("damaged") from problem
    except BaseException as problem:
        if type(problem).__module__ != "pyo3_runtime":
            raise
        raise UnreadableFile("damaged") from problem
