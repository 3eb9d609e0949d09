"""Values speak where the header is silent, and contradict it where it lies."""

import pytest

from sanjing.foundation.transfer.recognise import Target, recognise
from sanjing.foundation.transfer.recognise.shapes import shapes

from .recognise_targets import CONTACT, CUSTOMER, ORDER


def mapping(columns, sample, targets):
    return [
        match.target.name if match.target else None for match in recognise(columns, sample, targets)
    ]


def test_maps_a_customer_list_without_header():
    sample = [
        [
            "长沙市鑫源贸易有限公司",
            "张伟",
            "13800001111",
            "a@xinyuan.com",
            "湖南省长沙市劳动路12号",
        ],
        ["株洲宏达机械厂", "欧阳娜", "13900002222", "b@hongda.cn", "湖南省株洲市泰山路8号"],
    ]
    columns = [f"列{place}" for place in range(1, 6)]
    assert mapping(columns, sample, CUSTOMER) == [
        "name", "contact_name", "phone", "email", "address",
    ]  # fmt: skip


def test_maps_a_phone_book_without_header():
    sample = [["李娜", 13800001111], ["王强", 13900002222]]
    assert mapping(["列1", "列2"], sample, CONTACT) == ["name", "mobile"]


def test_does_not_believe_a_header_that_its_values_contradict():
    sample = [["a@b.cn", "13800001111"], ["c@d.cn", "13900002222"]]
    assert mapping(["电话", "邮箱"], sample, CUSTOMER) != ["phone", "email"]


def test_passes_over_an_unnamed_row_counter():
    sample = [[number, f"客户{number}"] for number in range(20)]
    first, second = recognise(["列1", "名称"], sample, CUSTOMER)
    assert (first.target, first.reason) == (None, "technical")
    assert second.target.name == "name"


def test_feeds_one_name_from_first_and_last():
    matches = recognise(["First Name", "Last Name", "Mobile"], [["Ann", "Lee", "x"]], CONTACT)
    assert [(m.target.name, m.part) for m in matches[:2]] == [("name", "first"), ("name", "last")]


def test_names_a_person_as_customer_where_companies_are_rare():
    columns = ["FirstName", "LastName", "Company"]
    sample = [["Ann", "Lee", None], ["Bob", "Ray", None], ["Eve", "Fox", "Acme Inc"]]
    assert mapping(columns, sample, CUSTOMER) == ["name", "name", None]


def test_feeds_a_region_from_its_parts():
    matches = recognise(["省份", "城市", "区/县"], [["湖南省", "长沙市", "岳麓区"]], CUSTOMER)
    assert [(m.target.name, m.part) for m in matches] == [
        ("region", "province"), ("region", "city"), ("region", "district"),
    ]  # fmt: skip


def test_feeds_a_linked_record_by_code_and_name():
    matches = recognise(["客户编号", "客户名称", "金额"], [["K1", "甲公司", "5"]], ORDER)
    assert [(m.target.name, m.part) for m in matches[:2]] == [
        ("customer", "code"), ("customer", "name"),
    ]  # fmt: skip


def test_gives_a_target_to_one_column_only():
    matches = recognise(
        ["电话", "联系电话", "电话号码", "客户名称"], [["1", "2", "3", "甲"]], CUSTOMER
    )
    plain = [match.target.name for match in matches if match.target and not match.part]
    assert len(plain) == len(set(plain))


@pytest.mark.parametrize(
    ("values", "kind"),
    [
        (["2024-01-02", "2024-02-03"], "date"),
        (["2024-01-02 10:00", "2024-02-03 11:30"], "moment"),
        (["3.5", "7", "12"], "number"),
        (["是", "否", "是"], "flag"),
        (["a@b.cn", "c@d.cn"], "email"),
        (["http://a.cn", "www.b.com"], "url"),
        (["甲", "乙", "甲", "乙", "甲", "甲", "乙", "甲", "甲", "甲"], "choice"),
        (["很长的说明" * 20, "另一段" * 30], "longtext"),
        ([], "text"),
    ],
)
def test_suggests_a_kind_for_a_custom_field(values, kind):
    (match,) = recognise(["血型记录"], [[value] for value in values], [])
    assert match.suggested_kind == kind


@pytest.mark.parametrize(
    ("value", "shape"),
    [
        ("13800138001", "mobile"),
        ("+86 138-0013-8001", "mobile"),
        (13800138001, "mobile"),
        ("0731-88923908", "phone"),
        ("(171) 555-2222", "phone"),
        ("91430000712194405X", "credit_code"),
        ("2024年3月5日", "date"),
        ("2024.03.05", "date"),
        ("01/15/2024", "date"),
        (45293, "serial_date"),
        ("¥1,234.50", "number"),
        ("湖南省长沙市", "region"),
        ("岳麓区银盆南路361号", "address"),
        ("长沙市鑫源贸易有限公司", "company"),
        ("欧阳震华", "person"),
        ("李总", "person"),
        ("Maria Anders", "person"),
    ],
)
def test_sees_the_shape_of_a_value(value, shape):
    assert shape in shapes(value)


@pytest.mark.parametrize(
    ("value", "shape"),
    [
        ("12764.5293", "phone"),
        ("2024-01-02", "phone"),
        ("高压阀门", "person"),
        ("名称", "person"),
        ("说明文字很长", "address"),
    ],
)
def test_is_not_fooled_by_a_likeness(value, shape):
    assert shape not in shapes(value)


def test_identity_numbers_and_unnamed_days_are_given_to_no_field():
    columns = ["客户名称", "身份证号", "列3"]
    sample = [["王芳", "430103198001010021", "2023-05-06"]] * 3
    targets = [
        Target("name", "客户名称", required=True),
        Target("next_contact_date", "下次联系日期", "date"),
        Target("description", "备注", "longtext"),
    ]
    matches = recognise(columns, sample, targets)
    assert [match.target and match.target.name for match in matches] == ["name", None, None]
    assert matches[1].reason == "private"


def test_information_of_a_contact_is_the_contacts():
    matches = recognise(
        ["客户名称", "联系人信息/手机"],
        [["鑫源燃气", "13800138000"]],
        [
            Target("name", "客户名称", required=True),
            Target("phone", "电话", "phone"),
            Target("contact_mobile", "联系人手机", "phone"),
        ],
    )
    assert matches[1].target and matches[1].target.name == "contact_mobile"
