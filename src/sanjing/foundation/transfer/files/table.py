"""The one shape every file format is read into."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from .errors import BadCell

type Cell = str | int | float | Decimal | bool | date | datetime | BadCell | None
type Row = tuple[int, list[Cell]]
type RowSource = Callable[[], Iterator[Row]]


@dataclass
class Table:
    """A file as columns and rows.

    header_row: 0-based index in the file of the row that names the columns, None without one.
    skipped: (row number, reason) of rows passed over by the latest `rows()`:
    "header" repeated, "total", "footer", "guide".
    """

    format: str
    columns: list[str]
    source: RowSource = field(repr=False)
    encoding: str | None = None
    delimiter: str | None = None
    sheet: str | None = None
    sheets: list[str] = field(default_factory=list)
    header_row: int | None = None
    sample: list[list[Cell]] = field(default_factory=list, repr=False)
    skipped: list[tuple[int, str]] = field(default_factory=list, repr=False)

    def rows(self) -> Iterator[Row]:
        """Yield (row number as Excel shows it, one cell per column); read anew on each call.

        A row holding a BadCell is to be refused with its sentence; a BadCell past the last
        column says that the row had more cells than the header.
        """
        return self.source()
