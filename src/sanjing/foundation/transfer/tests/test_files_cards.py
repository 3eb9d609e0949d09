"""Address books of phones and mail programs become rows of the same columns."""

from datetime import date

import pytest

from sanjing.foundation.transfer.files import open_table
from tests.support.shared import SHARED

CHINESE = """BEGIN:VCARD
VERSION:2.1
N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=E5=BC=A0;=E4=BC=9F;;;
FN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=E5=BC=A0=
=E4=BC=9F
TEL;CELL;PREF:138 0000 1111
TEL;WORK;VOICE:0731-88881111
ORG:鑫源公司;销售部
EMAIL;HOME:zw@xinyuan.com
ADR;WORK:;;劳动路12号;长沙市;湖南省;410000;中国
PHOTO;ENCODING=BASE64;JPEG:/9j/4AAQSkZJRgABAQAAAQABAAD
 AAAAAAAAAAAA
END:VCARD
BEGIN:VCARD
VERSION:3.0
N:李;娜;;;
item1.TEL;type=pref:13900002222
BDAY:1990-08-12
NOTE:第一行\\n第二行\\, 完
END:VCARD
BEGIN:VCARD
VERSION:4.0
FN:Ann Lee
TEL;VALUE=uri;TYPE="voice,home":tel:+1-555-0100
ADR;TYPE=work;LABEL="a:b;c":;;1 Main St;Austin;TX;12345;USA
END:VCARD
"""


@pytest.fixture
def rows(tmp_path):
    path = tmp_path / "cards.vcf"
    path.write_text(CHINESE, encoding="utf-8")
    table = open_table(path)
    assert table.format == "vcard"
    return [dict(zip(table.columns, cells, strict=True)) for _, cells in table.rows()]


def test_reads_quoted_printable_and_kinds_of_phone(rows):
    card = rows[0]
    assert (card["姓名"], card["手机"], card["办公电话"]) == (
        "张伟",
        "138 0000 1111",
        "0731-88881111",
    )
    assert (card["公司"], card["部门"], card["邮箱"]) == ("鑫源公司", "销售部", "zw@xinyuan.com")
    assert (card["省"], card["城市"], card["地址"], card["邮编"]) == (
        "湖南省",
        "长沙市",
        "劳动路12号",
        "410000",
    )


def test_puts_family_name_first_for_chinese_people(rows):
    card = rows[1]
    assert (card["姓名"], card["手机"], card["生日"]) == ("李娜", "13900002222", date(1990, 8, 12))
    assert card["备注"] == "第一行\n第二行, 完"


def test_reads_quoted_parameters(rows):
    card = rows[2]
    assert (card["姓名"], card["住宅电话"], card["城市"]) == ("Ann Lee", "+1-555-0100", "Austin")


def test_reads_cards_in_gbk(tmp_path):
    path = tmp_path / "cards.vcf"
    path.write_bytes(
        "BEGIN:VCARD\r\nVERSION:2.1\r\nN:张;三丰\r\nORG:武当贸易公司\r\nEND:VCARD\r\n".encode("gbk")
    )
    assert open_table(path).sample[0][:2] == ["张三丰", "武当贸易公司"]


FOLDER = SHARED / "ship/vcards_ezvcard"


@pytest.mark.skipif(not FOLDER.exists(), reason="shared data not present")
@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.vcf")), ids=lambda path: path.stem)
def test_reads_the_address_book_of_every_program(path):
    rows = list(open_table(path).rows())
    assert len(rows) == path.read_bytes().upper().count(b"BEGIN:VCARD")
    assert all(any(cells[:9]) for _, cells in rows)
