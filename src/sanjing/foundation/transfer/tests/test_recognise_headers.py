"""Headers of every fashion lead to the same field."""

import pytest

from sanjing.foundation.transfer.recognise import Target, recognise

from .recognise_targets import CONTACT, CUSTOMER, ORDER, PRODUCT


def field_of(header: str, targets: list[Target]) -> str | None:
    (match,) = recognise([header], [], targets)
    return match.target.name if match.target else None


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("客户名称", "name"),
        ("*客户名称：", "name"),
        ("客戶名稱", "name"),
        ("公司名称（必填）", "name"),
        ("单位全称", "name"),
        ("企业名称", "name"),
        ("companyName", "name"),
        ("COMPANY_NAME", "name"),
        ("Account Name", "name"),
        ("Organisation", "name"),
        ("客户编号", "code"),
        ("CustomerID", "code"),
        ("联系人", "contact_name"),
        ("联系人/电话", "contact_phone"),
        ("联系人手机", "contact_phone"),
        ("联系人职务", "contact_title"),
        ("contactTitle", "contact_title"),
        ("手机", "phone"),
        ("tel", "phone"),
        ("公司电话(座机)", "phone"),
        ("电子邮箱", "email"),
        ("E-mail", "email"),
        ("公司地址", "address"),
        ("BILLINGSTREET", "address"),
        ("郵遞區號", "postal_code"),
        ("所属行业", "industry"),
        ("sector", "industry"),
        ("客户来源", "source"),
        ("Lead Source", "source"),
        ("业务员", "owner"),
        ("AccountOwner", "owner"),
        ("税号", "credit_code"),
        ("纳税人识别号", "credit_code"),
        ("備註", "description"),
        ("官网", "website"),
        ("员工人数(人)", "employees"),
        ("Number of Employees", "employees"),
        ("年营业额（万元）", "annual_revenue"),
        ("成立年份", "founded_year"),
        ("year_established", "founded_year"),
        ("上级单位", "parent"),
        ("国家/地区", "country"),
    ],
)
def test_names_a_field_of_the_customer(header: str, field: str):
    assert field_of(header, CUSTOMER) == field


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("订单号", "reference"),
        ("InvoiceNo", "reference"),
        ("Order #", "reference"),
        ("下单日期", "ordered_on"),
        ("orderDate", "ordered_on"),
        ("客户", "customer"),
        ("CustomerID", "customer"),
        ("金额(元)", "amount"),
        ("价税合计", "amount"),
        ("商品单价", "unit_price"),
        ("unitPrice", "unit_price"),
        ("数量(吨)", "quantity"),
        ("Qty", "quantity"),
        ("折扣%", "discount"),
        ("StockCode", "product"),
        ("品名", "product"),
        ("订单状态", "state"),
        ("经手人", "owner"),
    ],
)
def test_names_a_field_of_the_order(header: str, field: str):
    assert field_of(header, ORDER) == field


@pytest.mark.parametrize(
    ("header", "targets", "field"),
    [
        ("姓名", CONTACT, "name"),
        ("联系人姓名", CONTACT, "name"),
        ("所在单位", CONTACT, "customer"),
        ("岗位", CONTACT, "title"),
        ("移动电话", CONTACT, "mobile"),
        ("出生年月", CONTACT, "birthday"),
        ("货号", PRODUCT, "code"),
        ("SKU", PRODUCT, "code"),
        ("计量单位", PRODUCT, "unit"),
        ("单位", PRODUCT, "unit"),
        ("零售价", PRODUCT, "price"),
        ("商品分类", PRODUCT, "category"),
    ],
)
def test_names_a_field_of_contact_and_product(header: str, targets: list[Target], field: str):
    assert field_of(header, targets) == field


@pytest.mark.parametrize(
    "header", ["血型", "车牌号码", "velocity", "Xyz", "列7", "传真", "法人代表"]
)
def test_leaves_other_headers_without_a_field(header: str):
    assert field_of(header, CUSTOMER) is None


def test_prefers_a_target_of_the_very_same_name():
    targets = [*CUSTOMER, Target("blood", "血型"), Target("created_at", "创建时间", "moment")]
    assert field_of("血型", targets) == "blood"
    assert field_of("创建时间", targets) == "created_at"


def test_an_amount_goes_into_money_before_a_number_that_is_called_alike():
    targets = [
        Target("terms", "数值", "number", aliases=("Value",)),
        Target("value", "值多少钱", "money"),
    ]
    assert field_of("金额", targets) == "value"


@pytest.mark.parametrize(
    "header", ["rowguid", "ModifiedDate", "SYSTEMMODSTAMP", "photo", "序号", "创建人", "更新时间"]
)
def test_calls_columns_for_machines_technical(header: str):
    (match,) = recognise([header], [["x"]], CUSTOMER)
    assert (match.target, match.reason, match.suggested_kind) == (None, "technical", None)
