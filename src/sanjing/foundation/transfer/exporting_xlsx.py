"""A list as a workbook: days and amounts as Excel knows them, everything else as plain text."""

from __future__ import annotations

import tempfile
from itertools import batched
from typing import Any

from django.db.models import Model, QuerySet
from django.http import FileResponse
from django.utils import timezone
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from sanjing.foundation.entities.exporting import AT_ONCE, Ids, walk
from sanjing.foundation.entities.fields import Field
from sanjing.foundation.entities.kinds.pointers import name_pointed

MOST_ROWS = 100_000
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
TYPED = {"date", "number"}


def answer(rows: QuerySet, fields: list[Field], name: str, ids: Ids = None) -> FileResponse | None:
    """The rows as a download; None when there are more than a workbook is good for."""
    if rows[MOST_ROWS : MOST_ROWS + 1] if ids is None else len(ids) > MOST_ROWS:
        return None
    file = tempfile.TemporaryFile(suffix=".xlsx")  # noqa: SIM115  the response closes it
    write_book(rows, fields, ids).save(file)
    file.seek(0)
    return FileResponse(file, as_attachment=True, filename=f"{name}.xlsx", content_type=XLSX)


def write_book(rows: QuerySet, fields: list[Field], ids: Ids = None) -> Workbook:
    """A header of labels and one line a record."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    sheet.freeze_panes = "A2"
    sheet.append([_plain(sheet, str(field.label)) for field in fields])
    for part in batched(walk(rows, ids=ids), AT_ONCE):
        name_pointed(fields, part)
        for record in part:
            sheet.append([_cell(sheet, field, record) for field in fields])
    return book


def _cell(sheet: Any, field: Field, record: Model) -> Any:
    if not field.masked and field.kind.name in TYPED:
        return field.value(record)
    if not field.masked and field.kind.name == "moment":
        value = field.value(record)
        return timezone.localtime(value).replace(tzinfo=None, microsecond=0) if value else None
    if not field.masked and field.kind.name == "money":
        value = field.value(record)
        return None if value is None else value / 100
    return _plain(sheet, field.text(record))


def _plain(sheet: Any, text: str) -> Any:
    """Text that stays text: Excel evaluates no string, whatever it begins with."""
    if not text:
        return None
    cell = WriteOnlyCell(sheet, ILLEGAL_CHARACTERS_RE.sub(" ", text)[:32_767])
    cell.data_type = "s"
    return cell
