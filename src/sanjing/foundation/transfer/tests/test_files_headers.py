"""The header is found wherever it stands, and what only looks like data is passed over."""

import pytest

from sanjing.foundation.transfer.files import open_table


def table_of(tmp_path, text: str):
    path = tmp_path / "file.csv"
    path.write_text(text, encoding="utf-8")
    return open_table(path)


def test_passes_titles_and_instructions_above_the_header(tmp_path):
    table = table_of(
        tmp_path,
        "湖南某某公司客户资料表,,\n填表说明：1、带*为必填；2、电话请填手机,,\n填表人：张三,,日期：2024-01-01\n\n"
        "*客户名称,联系电话,地址\n甲公司,138,长沙\n",
    )
    assert (table.header_row, table.columns) == (4, ["*客户名称", "联系电话", "地址"])
    assert list(table.rows()) == [(6, ["甲公司", "138", "长沙"])]


def test_joins_two_header_rows(tmp_path):
    table = table_of(
        tmp_path,
        "客户名称,联系人,,地址,,备注\n,姓名,电话,城市,详细地址,\n甲公司,张三,138,长沙,劳动路1号,无\n",
    )
    assert table.columns == [
        "客户名称",
        "联系人/姓名",
        "联系人/电话",
        "地址/城市",
        "地址/详细地址",
        "备注",
    ]
    assert (table.header_row, table.sample[0][2]) == (1, "138")


def test_names_columns_by_place_when_there_is_no_header(tmp_path):
    table = table_of(tmp_path, "长沙鑫源公司,张伟,13800001111\n株洲宏达机械厂,李娜,13900002222\n")
    assert (table.header_row, table.columns) == (None, ["列1", "列2", "列3"])
    assert [number for number, _ in table.rows()] == [1, 2]


def test_names_an_unnamed_index_column_by_place(tmp_path):
    assert table_of(tmp_path, ",名称,行业\n0,平安银行,银行\n1,万科,地产\n").columns == [
        "列1",
        "名称",
        "行业",
    ]


def test_renames_duplicate_headers(tmp_path):
    table = table_of(tmp_path, "名称,电话,电话,电话\n甲,1,2,3\n")
    assert table.columns == ["名称", "电话", "电话 (2)", "电话 (3)"]


def test_skips_repeated_headers_totals_and_footers(tmp_path):
    table = table_of(
        tmp_path,
        "单号,客户,金额\nA1,甲公司,10\n小计,,10\n单号,客户,金额\n"
        "A2,乙公司,20\n合 计,,30\n制表人：张三,,\n",
    )
    assert [number for number, _ in table.rows()] == [2, 5]
    assert table.skipped == [(3, "total"), (4, "header"), (6, "total"), (7, "footer")]


def test_skips_the_row_that_explains_the_columns(tmp_path):
    table = table_of(
        tmp_path,
        "客户名称,电话,性质\n必填，不超过50字,格式：手机或座机,下拉选择\n甲公司,138,单位\n",
    )
    assert list(table.rows()) == [(3, ["甲公司", "138", "单位"])]


def test_keeps_customers_whose_names_begin_like_totals(tmp_path):
    table = table_of(tmp_path, "客户名称,电话\n合计科技有限公司,138\n总计划咨询公司,139\n")
    assert len(list(table.rows())) == 2


@pytest.mark.parametrize("header", ["客户名称", "name"])
def test_reads_a_single_column(tmp_path, header):
    table = table_of(tmp_path, f"{header}\n甲公司\n乙公司\n")
    assert (table.columns, table.sample) == ([header], [["甲公司"], ["乙公司"]])


def test_takes_a_header_without_rows(tmp_path):
    table = table_of(tmp_path, "客户名称,电话,地址\n")
    assert (table.columns, list(table.rows())) == (["客户名称", "电话", "地址"], [])


def test_sums_are_left_out_wherever_their_word_stands(tmp_path):
    path = tmp_path / "送货.csv"
    path.write_text(
        "单号,客户,品名,数量,金额\nS1,万家福,酱油,5,480\nS1,万家福,小计,5,480\n"
        "城东小计,,,5,480\nS2,小计量仪器厂,天平,1,900\n",
        "utf-8",
    )
    table = open_table(path)
    assert [cells[2] for _row, cells in table.rows()] == ["酱油", "天平"]
    assert [reason for _row, reason in table.skipped] == ["total", "total"]


@pytest.mark.parametrize(
    "example", ["示例：武汉某某公司", "（示例）某公司", "例：某公司", "样例公司"]
)
def test_skips_the_row_that_shows_how_a_row_looks(tmp_path, example):
    table = table_of(tmp_path, f"客户名称,电话\n{example},13800000000\n甲公司,138\n")
    assert list(table.rows()) == [(3, ["甲公司", "138"])]
    assert table.skipped == [(2, "guide")]
