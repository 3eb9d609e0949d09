"""Text files of every encoding and delimiter open as the table a person sees."""

import gzip
import zipfile
from pathlib import Path

import pytest

from sanjing.foundation.transfer.files import BadCell, open_table

LINES = [
    "客户名称,联系人,电话,地址",
    "长沙鑫源贸易有限公司,张伟,0731-88881111,湖南省长沙市劳动路12号",
    "株洲宏达机械厂,李娜,13900002222,湖南省株洲市泰山路8号",
]
TRADITIONAL = [
    "客戶名稱,聯絡人,電話,地址",
    "台灣精密工業股份有限公司,陳建宏,02-27001234,台北市信義路四段1號",
    "高雄食品有限公司,黃淑芬,07-3331234,高雄市中正一路5號",
]


def write(folder: Path, content: bytes | str, name: str = "file.csv") -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def cells_of(path: Path) -> list[list]:
    return [cells for _, cells in open_table(path).rows()]


@pytest.mark.parametrize(
    ("codec", "bom", "name"),
    [
        ("utf-8", b"", "utf-8"),
        ("utf-8", b"\xef\xbb\xbf", "utf-8"),
        ("gb18030", b"", "gb18030"),
        ("gbk", b"", "gb18030"),
        ("utf-16-le", b"\xff\xfe", "utf-16-le"),
        ("utf-16-be", b"\xfe\xff", "utf-16-be"),
        ("utf-16-le", b"", "utf-16-le"),
        ("utf-16-be", b"", "utf-16-be"),
    ],
)
def test_reads_chinese_in_every_usual_encoding(tmp_path, codec, bom, name):
    table = open_table(write(tmp_path, bom + "\r\n".join(LINES).encode(codec)))
    assert table.encoding == name
    assert table.columns == LINES[0].split(",")
    assert [cells for _, cells in table.rows()] == [line.split(",") for line in LINES[1:]]


def test_tells_big5_from_gbk(tmp_path):
    table = open_table(write(tmp_path, "\n".join(TRADITIONAL).encode("big5")))
    assert (table.encoding, table.columns) == ("big5", TRADITIONAL[0].split(","))


@pytest.mark.parametrize("codec", ["cp1252", "latin-1"])
def test_reads_western_letters(tmp_path, codec):
    text = "name,city\nCafé Müller,Zürich\nSão José,Málaga\nPeña,Düsseldorf\n"
    table = open_table(write(tmp_path, text.encode(codec)))
    assert table.encoding == "cp1252"
    assert table.sample[0] == ["Café Müller", "Zürich"]


def test_finds_the_encoding_by_a_late_line(tmp_path):
    plain = "".join(f"{number},abc\n" for number in range(200_000))
    table = open_table(write(tmp_path, f"编号,name\n{plain}9,张伟\n".encode("gb18030")))
    *_, (number, last) = table.rows()
    assert (table.encoding, number, last) == ("gb18030", 200_002, ["9", "张伟"])


def test_refuses_only_the_row_with_a_broken_character(tmp_path):
    good = "".join(f"客户{number},长沙市\n" for number in range(400))
    content = f"名称,地址\n{good}".encode() + "坏".encode()[:2] + b"x,ok\n"
    bad = [number for number, cells in open_table(write(tmp_path, content)).rows()
           if any(isinstance(cell, BadCell) for cell in cells)]  # fmt: skip
    assert bad == [402]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|", "；", "，"])
def test_finds_the_delimiter(tmp_path, delimiter):
    text = "\n".join(line.replace(",", delimiter) for line in LINES)
    table = open_table(write(tmp_path, text))
    assert (table.delimiter, table.columns) == (delimiter, LINES[0].split(","))


def test_splits_lines_that_use_different_delimiters(tmp_path):
    text = (
        "姓名,电话,地址\n张伟;13800001111;长沙\n李娜\t13900002222\t株洲\n"
        "王强,137,湘潭\n赵云|138|岳阳\n"
    )
    assert cells_of(write(tmp_path, text)) == [
        ["张伟", "13800001111", "长沙"],
        ["李娜", "13900002222", "株洲"],
        ["王强", "137", "湘潭"],
        ["赵云", "138", "岳阳"],
    ]


def test_splits_lines_that_mix_delimiters_within(tmp_path):
    text = "姓名,电话;地址\n张伟,138;长沙\n李娜,139;株洲\n王强,137;湘潭\n"
    assert cells_of(write(tmp_path, text))[0] == ["张伟", "138", "长沙"]


def test_splits_at_runs_of_spaces_when_nothing_else_divides(tmp_path):
    text = (
        " 00004 0001 19970101  2   29.33\n 00004 0001 19970118  2   29.73\n 21 02 19970101  3 6.4\n"
    )
    table = open_table(write(tmp_path, text, "sales.txt"))
    assert table.header_row is None
    assert table.sample[0] == ["00004", "0001", "19970101", "2", "29.33"]


def test_counts_rows_as_excel_does(tmp_path):
    text = '名称,备注,电话\n\n甲,"第一行\n第二行, 还有",138\n乙,无,139\n'
    assert list(open_table(write(tmp_path, text)).rows()) == [
        (3, ["甲", "第一行\n第二行, 还有", "138"]),
        (4, ["乙", "无", "139"]),
    ]


def test_cleans_what_programs_put_around_values(tmp_path):
    text = (
        "名称,电话,编号,金额,备注\n"
        '\t甲\u3000,\'13800001111,="00012",\t5.00 ,NULL\n'
        "\u200b乙\0,\t139,\xa07,8,\\N\n"
    )
    assert cells_of(write(tmp_path, text)) == [
        ["甲", "13800001111", "00012", "5.00", None],
        ["乙", "139", "7", "8", None],
    ]


def test_fits_ragged_rows_and_drops_trailing_empty_columns(tmp_path):
    text = "名称,电话,,\n甲\n乙,139,,\n丙,137,,多余\n".replace("多余", "")
    table = open_table(write(tmp_path, text))
    assert table.columns == ["名称", "电话"]
    assert cells_of(write(tmp_path, text)) == [["甲", None], ["乙", "139"], ["丙", "137"]]


def test_refuses_a_row_with_more_cells_than_the_header(tmp_path):
    body = "".join(f"客户{number},{number}\n" for number in range(300))
    rows = dict(open_table(write(tmp_path, f"名称,编号\n{body}甲,乙,丙\n")).rows())
    assert rows[302][2].code == "extra_cells"
    assert len(rows[301]) == 2


def test_gives_up_one_row_for_an_unclosed_quote(tmp_path):
    body = "".join(f"客户{number},138\n" for number in range(20_000))
    rows = list(open_table(write(tmp_path, f'名称,电话\n"甲,137\n{body}')).rows())
    bad = [number for number, cells in rows if any(isinstance(cell, BadCell) for cell in cells)]
    assert bad == [2]
    assert len(rows) == 20_001


def test_opens_gzip_and_a_zip_of_one_table(tmp_path):
    text = "\n".join(LINES)
    packed = write(tmp_path, gzip.compress(text.encode("gb18030")), "a.csv.gz")
    archive = tmp_path / "a.zip"
    with zipfile.ZipFile(archive, "w") as stream:
        stream.writestr("folder/客户.csv", text)
        stream.writestr("__MACOSX/._客户.csv", "x")
    assert cells_of(packed) == cells_of(archive) == [line.split(",") for line in LINES[1:]]


def test_reads_the_html_table_that_calls_itself_xls(tmp_path):
    html = (
        '<html><meta charset="gbk"><table><tr><th>客户名称</th><th>电话</th></tr>'
        "<tr><td>甲&amp;乙公司</td><td>138<br>139</td></tr></table></html>"
    )
    table = open_table(write(tmp_path, html.encode("gbk"), "导出.xls"))
    assert (table.format, table.columns) == ("html", ["客户名称", "电话"])
    assert table.sample == [["甲&乙公司", "138\n139"]]


def test_reads_anew_on_every_call(tmp_path):
    table = open_table(write(tmp_path, "\n".join(LINES)))
    assert list(table.rows()) == list(table.rows())
