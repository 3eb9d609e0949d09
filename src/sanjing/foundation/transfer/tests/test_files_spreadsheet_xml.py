"""The XML of Excel 2003 is a table like any other; other XML is still refused."""

from datetime import datetime

import pytest

from sanjing.foundation.transfer.files import UnreadableFile, open_table

HEAD = (
    '<?xml version="1.0"?>\n<?mso-application progid="Excel.Sheet"?>\n'
    '<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" '
    'xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">'
)
SHEET = """<Worksheet ss:Name="空"><Table/></Worksheet>
<Worksheet ss:Name="客户"><Table>
<Row><Cell ss:MergeAcross="4"><Data ss:Type="String">客户资料表</Data></Cell></Row>
<Row ss:Index="3"><Cell><Data ss:Type="String">客户名称</Data></Cell><Cell><Data ss:Type="String">电话</Data></Cell>
<Cell><Data ss:Type="String">信用额度</Data></Cell><Cell><Data ss:Type="String">成立日期</Data></Cell>
<Cell><Data ss:Type="String">备注</Data></Cell></Row>
<Row><Cell><Data ss:Type="String">甲 &amp; 乙公司</Data></Cell>
<Cell ss:Index="3"><Data ss:Type="Number">12.5</Data></Cell>
<Cell><Data ss:Type="DateTime">2024-03-05T00:00:00.000</Data></Cell><Cell/></Row>
<Row><Cell><Data ss:Type="String">丙公司</Data></Cell><Cell><Data ss:Type="Number">13800138000</Data></Cell></Row>
</Table></Worksheet>
<Worksheet ss:Name="旧"><Table><Row><Cell><Data ss:Type="String">不要</Data></Cell></Row></Table></Worksheet>"""


def test_reads_the_first_sheet_with_rows(tmp_path):
    path = tmp_path / "导出.xls"
    path.write_text(f"{HEAD}{SHEET}</Workbook>", "utf-8")
    table = open_table(path)
    assert table.columns == ["客户名称", "电话", "信用额度", "成立日期", "备注"]
    assert [*table.rows()] == [
        (4, ["甲 & 乙公司", None, 12.5, datetime(2024, 3, 5), None]),
        (5, ["丙公司", 13800138000, None, None, None]),
    ]


def test_nothing_swells_and_positions_beyond_all_columns_are_refused(tmp_path):
    far = '<Worksheet><Table><Row><Cell ss:Index="9999999"><Data>a</Data></Cell></Row></Table></Worksheet>'
    path = tmp_path / "远.xls"
    path.write_text(f"{HEAD}{far}</Workbook>", "utf-8")
    with pytest.raises(UnreadableFile):
        open_table(path)


@pytest.mark.parametrize("body", ["<rss><item/></rss>", "<Invoice><Total>1</Total></Invoice>"])
def test_other_xml_is_refused_with_a_sentence(tmp_path, body: str):
    path = tmp_path / "别的.xml"
    path.write_text(f'<?xml version="1.0"?>{body}', "utf-8")
    with pytest.raises(UnreadableFile, match="XML"):
        open_table(path)
