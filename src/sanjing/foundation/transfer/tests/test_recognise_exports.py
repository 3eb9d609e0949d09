"""Header rows as other programs export them, beside the fields they belong to."""

import pytest

from sanjing.foundation.accounts.actor import system_actor
from sanjing.foundation.entities import registry
from sanjing.foundation.transfer import mapping
from sanjing.foundation.transfer.files import open_table

pytestmark = pytest.mark.django_db

EXPORTS = [
    (
        "every header begins with the kind of record",
        "deals",
        "Deal - ID,Deal - Title,Deal - Value,Deal - Organization,Deal - Deal created,Person - Name",
        "11,Roof,1000,Movers Ltd,2024-01-02 09:00,Tony",
        ["reference", "name", "amount", "customer:name", "opened_on", "note:kept"],
    ),
    (
        "labels and values in turns, names with a number within",
        "contacts",
        "First Name,Last Name,Nickname,Organization 1 - Name,E-mail 1 - Label,E-mail 1 - Value,Phone 1 - Value",
        "Mary,Smith,Mimi,Acme Inc,Work,mary@acme.com,+1 555 010 2030",
        ["name:first", "name:last", "note:kept", "customer:name", "note:kept", "email", "phone"],
    ),
    (
        "how somebody is addressed is no job",
        "contacts",
        "Name,Contact Type,Title,First Name,Last Name",
        "Nice Bikes,Owner,Mr.,Daniel,Blanco\nCycles Ltd,Buyer,Ms.,Pilar,Ackerman",
        ["customer:name", "job_title", "note:kept", "name:first", "name:last"],
    ),
    (
        "subjects in brackets",
        "orders",
        "Order Number,Order Date,Company (Billing),City (Billing),Address 1&2 (Shipping),Phone (Billing)",
        "5101,2024-03-05,Roe Ltd,Leeds,5 High St,0113 496 0000",
        ["reference", "ordered_on", "customer:name", "note:kept", "delivery_address", "contact_phone"],
    ),
    (
        "the day of making is the day of the order, numbers stand under Name",
        "orders",
        "Name,Subtotal,Shipping,Total,Created at,Lineitem name,Billing Name,Id",
        "#1001,38.00,5.00,46.04,2024-03-05 09:59:00 -0500,Wool hat,Jon Snow,4001\n"
        "#1001,,,,2024-03-05 09:59:00 -0500,Scarf,,",
        ["reference", "note:kept", "freight", "amount", "ordered_on", "product:name", "customer:name",
         "note:kept"],
    ),
    (
        "links are called ids and hold names",
        "customers",
        "name,street,city,state_id,country_id,parent_id,user_id,industry_id",
        "Azure,4557 De Silva St,Fremont,California (US),United States,Big Group,Mitchell Admin,Furniture",
        ["name", "address", "region:city", "region:province", "country", "parent:name", "owner:name",
         "industry"],
    ),
    (
        "codes of something else are no parent's",
        "customers",
        "Account Name,Parent Account,SIC Code,Phone Numbers,Do Not Call,Card Name",
        "King,Big Group,3400,555-555-5555,1,JANE ROE",
        ["name", "parent:name", "description:kept", "phone", "do_not_contact", "description:kept"],
    ),
    (
        "单位名称 behind a word, a short name beside it, our own departments",
        "customers",
        "往来单位编码,往来单位名称,往来单位简称,地区全名,地区编码,所属部门,分管人员,下次联系时间,省、市、区/县",
        "K1,合肥百大副食品商行,百大,安徽省合肥市,0551,销售部,王敏,2026-12-01,",
        ["reference", "name", "description:kept", "region", "description:kept", "description:kept",
         "owner:name", "next_contact_date", "description:kept"],
    ),
    (
        "grades with a remark, what was closed, who added",
        "customers",
        "客户名称,客户级别,成交状态,添加人,有效手机号,更多电话,创建时间",
        "小雨超市,A（重要客户）,已成交,刘洋,13800001111,0731-88881111,2024-03-05 10:00",
        ["name", "grade", "stage", "owner:name", "phone", "description:kept", None],
    ),
    (
        "whoever buys goes before the shop and the name on the invoice",
        "orders",
        "订单编号,门店id,门店名称,顾客姓名,顾客电话,顾客地址,邮费(元),发票抬头,商家SKUID,京东价,下单时间",
        "1,8800123,湘味小厨（岳麓店）,王先生,13800001111,麓谷广场A座1203室,3.00,个人,SH17-B,129.00,2024-03-05",
        ["reference", None, "note:kept", "customer:name", "contact_phone", "delivery_address", "freight",
         "note:kept", "product:code", "unit_price", "ordered_on"],
    ),
    (
        "a number of our own name before one that is alike; sellers are not asked",
        "invoices",
        "发票代码,发票号码,销方名称,购买方名称,开票日期,金额,发票票种",
        "4300231130,12345678,长沙某某公司,宁波万通电器有限公司,2024-03-05,113,增值税电子普通发票",
        ["note:kept", "number", "note:kept", "customer:name", "issued_on", "amount", "kind"],
    ),
    (
        "traditional characters, several phones in a cell",
        "contacts",
        "姓名,行動電話,職稱,角色,公司",
        "陳建宏,0912-345-678 0933-111-222,科長,采购,龍山精密",
        ["name", "mobile", "job_title", "role", "customer:name"],
    ),
]  # fmt: skip


@pytest.mark.parametrize(
    ("into", "header", "rows", "fields"), [e[1:] for e in EXPORTS], ids=[e[0] for e in EXPORTS]
)
def test_the_columns_of_an_export_find_their_fields(into, header, rows, fields, tmp_path):
    path = tmp_path / "export.csv"
    path.write_text(f"{header}\n{rows}\n", "utf-8")
    table = open_table(path)
    found = mapping.propose(table, registry.by_slug(into), system_actor("测试"))
    assert [one.choice or None for one in found] == fields


def test_columns_beyond_the_most_kept_are_the_empty_ones(tmp_path):
    headers = [f"Spare {'x' * n}" for n in range(1, 120)]
    values = ["" if n % 2 else "said" for n in range(119)]
    path = tmp_path / "wide.csv"
    path.write_text(f"Name,{','.join(headers)}\nAcme Inc,{','.join(values)}\n", "utf-8")
    found = mapping.propose(open_table(path), registry.by_slug("customers"), system_actor("测试"))
    lost = [one.header for one in found if not one.name]
    said = {header for header, value in zip(headers, values, strict=True) if value}
    assert lost and not said & {*lost}
