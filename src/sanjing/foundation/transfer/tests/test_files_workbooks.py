"""XLSX and XLS as offices make them."""

import zipfile
from datetime import date, datetime
from pathlib import Path

import pytest
from openpyxl import Workbook

from sanjing.foundation.transfer.files import open_table
from sanjing.foundation.transfer.files.cells import from_serial


@pytest.fixture
def book():
    return Workbook()


def saved(book: Workbook, tmp_path):
    path = tmp_path / "book.xlsx"
    book.save(path)
    return path


def test_reads_types_and_row_numbers(book, tmp_path):
    page = book.active
    page["B3"] = "客户名称"
    page["C3"], page["D3"], page["E3"], page["F3"] = "电话", "日期", "金额", "在售"
    page.append([None, "甲公司", 13800138001, datetime(2024, 1, 2), 12.5, True])
    page.append([None, "乙公司", "0731-1234567", datetime(2024, 1, 2, 3, 4), 7.0, False])
    table = open_table(saved(book, tmp_path))
    assert (table.format, table.sheets, table.header_row) == ("xlsx", ["Sheet"], 2)
    assert list(table.rows()) == [
        (4, ["甲公司", 13800138001, date(2024, 1, 2), 12.5, True]),
        (5, ["乙公司", "0731-1234567", datetime(2024, 1, 2, 3, 4), 7, False]),
    ]


def test_joins_merged_group_headers_and_fills_merged_values(book, tmp_path):
    page = book.active
    page.append(["客户资料登记表"])
    page.append(["客户名称", "联系人", None, "备注"])
    page.append([None, "姓名", "电话", None])
    page.append(["甲公司", "张三", 138, "a"])
    page.append([None, "李四", 139, "b"])
    for span in ("A1:D1", "A2:A3", "B2:C2", "D2:D3", "A4:A5"):
        page.merge_cells(span)
    table = open_table(saved(book, tmp_path))
    assert table.columns == ["客户名称", "联系人/姓名", "联系人/电话", "备注"]
    assert [cells for _, cells in table.rows()] == [
        ["甲公司", "张三", 138, "a"],
        ["甲公司", "李四", 139, "b"],
    ]


def test_prefers_the_sheet_with_the_table(book, tmp_path):
    book.active.title = "填写说明"
    book.active.append(["第一步", "下载"])
    book.active.append(["第二步", "填写"])
    page = book.create_sheet("客户")
    page.append(["客户名称", "电话"])
    page.append(["甲公司", "138"])
    hidden = book.create_sheet("字典")
    hidden.sheet_state = "hidden"
    path = saved(book, tmp_path)
    table = open_table(path)
    assert (table.sheet, table.sheets, table.columns) == (
        "客户",
        ["填写说明", "客户"],
        ["客户名称", "电话"],
    )
    assert open_table(path, sheet="填写说明").sheet == "填写说明"


def test_reads_xls_with_dates_and_serial_days():
    table = open_table(Path(__file__).parent / "data/orders.xls")
    assert (table.format, table.sheet) == ("xls", "订单")
    assert table.columns == ["订单号", "下单日期", "录入日期", "金额"]
    assert list(table.rows()) == [(2, ["SO1", date(2024, 1, 1), 45292, 99.5])]
    assert from_serial(45292) == datetime(2024, 1, 1)


MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
PARTS = {
    "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType='
    '"application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/></Types>',
    "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="r1" '
    f'Type="{LINKS}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{LINKS}"><sheets>'
    '<sheet name="一" sheetId="1" r:id="r1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship '
    f'Id="r1" Type="{LINKS}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
}


def test_reads_the_stored_value_of_a_formula(tmp_path):
    rows = (
        '<row r="1"><c r="A1" t="inlineStr"><is><t>单价</t></is></c>'
        '<c r="B1" t="inlineStr"><is><t>金额</t></is></c></row>'
        '<row r="2"><c r="A2"><v>2</v></c><c r="B2"><f>A2*3</f><v>6</v></c></row>'
    )
    sheet = f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>'
    with zipfile.ZipFile(tmp_path / "book.xlsx", "w") as archive:
        for name, content in {**PARTS, "xl/worksheets/sheet1.xml": sheet}.items():
            archive.writestr(name, content)
    table = open_table(tmp_path / "book.xlsx")
    assert (table.columns, table.sample) == (["单价", "金额"], [[2, 6]])
