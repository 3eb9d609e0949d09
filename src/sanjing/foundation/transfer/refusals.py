"""The rows that were not taken, as a file to mend and bring in again."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils.translation import gettext as _

from sanjing.foundation.entities.exporting import BOM, safe
from sanjing.foundation.phrases import joined
from sanjing.foundation.transfer.files import BadCell, open_table
from sanjing.foundation.transfer.models import ImportJob


class _Echo:
    def write(self, line: str) -> str:
        return line


def csv_lines(job: ImportJob) -> Iterator[str]:
    """The original columns, then the row number and the reasons. Starts with a BOM for Excel."""
    reasons: dict[int, list[str]] = {}
    for row, texts in job.refusals.order_by("pk").values_list("row", "reasons"):
        reasons.setdefault(row, []).extend(texts)
    table = open_table(default_storage.path(job.path), sheet=job.sheet or None)
    writer = csv.writer(_Echo())
    yield BOM + writer.writerow([*map(safe, table.columns), _("行号"), _("原因")])
    for row, cells in table.rows():
        if row in reasons:
            texts = [_text(cell) for cell in cells[: len(table.columns)]]
            yield writer.writerow([*texts, row, joined(reasons[row])])


def keep_file(job: ImportJob) -> str:
    """Write the refused rows beside the original; returns the path in storage."""
    name = f"{job.path.rpartition('.')[0] or job.path}-refused.csv"
    default_storage.delete(name)
    return default_storage.save(name, ContentFile("".join(csv_lines(job)).encode()))


def _text(cell: Any) -> str:
    if cell is None or isinstance(cell, BadCell):
        return ""
    if isinstance(cell, datetime):
        return cell.isoformat(" ")
    return safe(cell) if isinstance(cell, str) else str(cell)
