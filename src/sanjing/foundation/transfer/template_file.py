"""The workbook a company fills in: one column a field, its own fields too."""

from __future__ import annotations

import io
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.entities.entity import Entity
from sanjing.foundation.entities.fields import Field
from sanjing.foundation.transfer.targets import Column, columns_for

LAST_ROW = 2000
LONGEST_LIST = 250
SHOWN = {
    "phone": "13800138000", "email": "zhang@example.com", "url": "https://example.com", "number": 10,
    "money": 1000, "region": "广东省深圳市南山区", "date": date(2025, 1, 6), "moment": date(2025, 1, 6),
    "birthday": "1980-05-03", "tags": "重点、老朋友", "flag": "是",
}  # fmt: skip


def write_template(entity: Entity, actor: Actor) -> io.BytesIO:
    """Headers and one row to be written over."""
    book = Workbook()
    sheet = book.active
    sheet.title = str(entity.label)[:31]
    columns = columns_for(entity, actor).values()
    for number, column in enumerate(columns, 1):
        head = sheet.cell(1, number, heading(column))
        head.font = Font(bold=True)
        sheet.cell(2, number, example(column, entity))
        letter = get_column_letter(number)
        sheet.column_dimensions[letter].width = max(12, 2 * len(column.label) + 4)
        if options := labels(column.field):
            _offer(sheet, letter, options)
        if column.field.help:
            head.comment = Comment(str(column.field.help), "三境")
    sheet.freeze_panes = "A2"
    file = io.BytesIO()
    book.save(file)
    file.seek(0)
    return file


def heading(column: Column) -> str:
    return f"{column.label}*" if column.field.required and column.home == "own" else column.label


def example(column: Column, entity: Entity) -> Any:
    field = column.field
    if column.home == "own" and column.name == entity.title:
        return _("示例：请改成您的第一条")
    if field.choices:
        return str(field.choices[0][1])
    return SHOWN.get(field.kind.name)


def labels(field: Field) -> list[str]:
    return [str(label) for _key, label in field.choices]


def _offer(sheet: Any, letter: str, options: list[str]) -> None:
    """A list to choose from; Excel takes no more than 255 characters."""
    text = ",".join(option.replace(",", "，") for option in options)
    if len(text) <= LONGEST_LIST:
        rule = DataValidation("list", formula1=f'"{text}"', allow_blank=True)
        rule.add(f"{letter}2:{letter}{LAST_ROW}")
        sheet.add_data_validation(rule)
