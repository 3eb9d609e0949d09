"""What can be wrong with a file, a row or a cell, as a code with a sentence."""

from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

FILE_MESSAGES = {
    "empty": _("这个文件是空的。"),
    "no_rows": _("文件里没有可以导入的数据行。"),
    "not_a_table": _("这不是表格文件。请使用 CSV、Excel（xlsx、xls）或名片（vcf）文件。"),
    "unsupported": _("暂不支持 %(format)s 文件，请另存为 xlsx 或 CSV 后再导入。"),
    "encrypted": _("文件设有打开密码，请取消密码后再导入。"),
    "damaged": _("文件已损坏，无法打开。请重新导出或另存一份后再试。"),
    "too_big": _("文件解开后超过上限（%(limit)s），请拆分后再导入。"),
    "too_many_columns": _("文件有 %(columns)s 列，最多支持 %(limit)s 列。"),
    "several_files": _("压缩包里有 %(count)s 个表格文件，请解压后逐个导入：%(names)s"),
    "no_file_inside": _("压缩包里没有表格文件。"),
    "no_such_sheet": _("工作簿里没有名为“%(sheet)s”的工作表。"),
    "missing": _("找不到文件 %(path)s。"),
    "unreadable": _("无法读取文件：%(reason)s"),
}

CELL_MESSAGES = {
    "cell_too_long": _("这一格超过 %(limit)s 个字符。"),
    "line_too_long": _("这一行超过 %(limit)s 个字符。"),
    "unclosed_quote": _("这一行的引号没有成对。"),
    "undecodable": _("这一格里有无法识别的字符。"),
    "extra_cells": _("这一行比表头多出 %(count)s 格。"),
}


class UnreadableFile(Exception):
    """A file that cannot be read as a table.

    `code` is a key of FILE_MESSAGES; `template % params` is the sentence for the person.
    """

    def __init__(self, code: str, **params: Any):
        self.code = code
        self.params = params
        self.template = FILE_MESSAGES[code]
        super().__init__(self.template % params)

    def __str__(self) -> str:
        return gettext(self.template) % self.params

    def __reduce__(self) -> tuple[Any, ...]:
        return _unreadable, (self.code, self.params)


def _unreadable(code: str, params: dict[str, Any]) -> UnreadableFile:
    return UnreadableFile(code, **params)


@dataclass(frozen=True)
class BadCell:
    """Stands where a cell could not be taken; the row that holds it is to be refused."""

    code: str
    params: dict[str, Any] = field(default_factory=dict)

    @property
    def template(self) -> str:
        return CELL_MESSAGES[self.code]

    def __str__(self) -> str:
        return gettext(self.template) % self.params
