"""Bad input gets a sentence and a row number, never a traceback and never half an import."""

import io
from datetime import date, datetime

import pytest
from openpyxl import Workbook

from sanjing.foundation.entities.errors import Invalid
from sanjing.foundation.transfer import running
from sanjing.foundation.transfer.models import ImportJob
from sanjing.foundation.transfer.planning import also
from sanjing.modules.customers.models import Contact, Customer
from sanjing.modules.orders.models import Order, OrderLine

from .cases import counts, named, reasons, take_in

pytestmark = pytest.mark.django_db
PLAIN = "客户编号,客户名称,电话\nA1,鑫源燃气,13800138000\nA2,宏达公司,0755-26770001\n"
TRADITIONAL = "客戶編號,客戶名稱,電話\nA1,鑫源燃氣,13800138000\nA2,宏達公司,0755-26770001\n"


def book(*rows: list, merged: str = "") -> bytes:
    made = Workbook()
    for row in rows:
        made.active.append(row)
    if merged:
        made.active.merge_cells(merged)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "gb18030", "big5", "utf-16", "utf-16-le", "utf-16-be"]
)
def test_every_usual_encoding_is_read(encoding):
    text = PLAIN if encoding == "gb18030" else TRADITIONAL
    job = take_in(text.encode(encoding), "customers")
    assert counts(job) == (2, 0, 0, 0)
    assert Customer.objects.get(reference="A1").name == text.split(",")[3]


def test_two_header_rows_under_a_title_and_instructions():
    content = book(
        ["客户资料登记表"],
        ["填写说明：带 * 的必填，日期写 2024-01-01"],
        ["基本情况", None, "联系方式", None],
        ["客户名称*", "行业", "电话", "邮箱"],
        ["鑫源燃气", "制造业", 13800138000, "a@x.cn"],
        ["合计", None, 1, None],
    )
    job = take_in(content, "customers", name="登记表.xlsx")
    assert counts(job) == (1, 0, 0, 0)
    customer = Customer.objects.get()
    assert (customer.name, customer.phone, customer.email) == ("鑫源燃气", "13800138000", "a@x.cn")


def test_no_header_at_all_is_read_by_content():
    rows = "\n".join(f"深圳市第{n}燃气有限公司,1380013800{n},u{n}@x.cn" for n in range(1, 9))
    job = take_in(rows + "\n", "customers")
    assert counts(job) == (8, 0, 0, 0)
    assert Customer.objects.get(email="u3@x.cn").phone == "13800138003"


def test_tabs_before_numbers_and_apostrophes_are_taken_off():
    job = take_in("客户名称,电话\n甲公司,\t13800138000\n乙公司,'13900139000\n", "customers")
    assert counts(job) == (2, 0, 0, 0)
    assert sorted(Customer.objects.values_list("phone", flat=True)) == [
        "13800138000",
        "13900139000",
    ]


def test_rows_that_cannot_be_taken_say_why_and_the_others_come_in():
    text = (
        "客户名称,邮箱,统一社会信用代码,员工人数\n"
        "甲公司,a@x.cn,91440300708461136T,10\n"
        "乙公司,不是邮箱,,\n"
        ",c@x.cn,,\n"
        "丁公司,,91440300708461136X,\n"
        "戊公司,,,许多\n"
    )
    job = take_in(text, "customers")
    told = reasons(job)
    assert counts(job) == (2, 0, 0, 3)
    assert "不是邮箱地址" in told[3]
    assert "请填写客户名称" in told[4]
    assert "不是数字" in told[6]


def test_a_mistyped_code_is_left_out_and_kept_in_the_notes_with_the_reason():
    text = "客户名称,统一社会信用代码\n甲公司,91440300708461136T\n丁公司,91440300708461136X\n"
    job = take_in(text, "customers")
    kept = Customer.objects.get(name="丁公司")

    assert counts(job) == (2, 0, 0, 0)
    assert kept.credit_code == ""
    assert "91440300708461136X" in kept.description and "校验码" in kept.description
    assert sum("1 个号码校验不对" in one for one in also(job.tally)) == 1


def test_a_cell_of_a_million_characters_is_refused_with_its_row():
    job = take_in(PLAIN + "A3," + "长" * 1_000_000 + ",\n", "customers")
    assert counts(job) == (2, 0, 0, 1)
    assert "字符" in reasons(job)[4]


def test_a_row_with_more_cells_than_the_header_is_refused():
    job = take_in(PLAIN + "A3,丙公司,1,多,余\n", "customers")
    assert list(reasons(job)) == [4]
    assert not Customer.objects.filter(reference="A3").exists()


def test_headers_that_stand_twice_are_told_apart():
    job = take_in("客户名称,电话,电话\n甲公司,13800138000,13900139000\n", "customers")
    assert len(job.mapping) == 2 + 1 == len({one["header"] for one in job.mapping})
    customer = Customer.objects.get()
    assert (customer.phone, "13900139000" in customer.description) == ("13800138000", True)


def test_formulas_come_in_as_the_value_they_show():
    content = book(["客户名称", "备注"], ["甲公司", '="x"&"y"'])
    job = take_in(content, "customers", name="f.xlsx")
    assert job.created == 1
    assert "=" not in Customer.objects.get().description


def test_a_formula_in_text_stays_text():
    take_in("客户名称,备注\n甲公司,=1+1\n", "customers")
    assert Customer.objects.get().description == "=1+1"


@pytest.mark.parametrize(
    "content", [b"", b"\x00\x01\x02" * 400, b"{\\rtf1}", b"PK\x03\x04" + b"x" * 50]
)
def test_what_is_no_table_is_refused_in_a_sentence(content):
    with pytest.raises(Invalid) as refused:
        take_in(content, "customers")
    assert str(refused.value).endswith("。") or "：" in str(refused.value)
    assert not ImportJob.objects.exists()


def test_dates_in_every_dress():
    content = book(
        ["订单号", "客户", "下单日期", "金额"],
        ["D1", "甲公司", datetime(2024, 3, 5), 12.5],
        ["D2", "甲公司", "2024年3月5日", "￥1,200.50"],
        ["D3", "甲公司", 45356, "3万"],
        ["D4", "甲公司", "20240305", "7"],
        ["D5", "甲公司", "某天", "1"],
        ["D6", "甲公司", "20240305", "-7"],
    )
    job = take_in(content, "orders", name="订单.xlsx")
    assert counts(job) == (4, 0, 0, 2)
    assert "某天" in reasons(job)[6] and "负数" in reasons(job)[7]
    assert set(Order.objects.values_list("ordered_on", flat=True)) == {date(2024, 3, 5)}
    amounts = sorted(Order.objects.values_list("amount", flat=True))
    assert amounts == [700, 1250, 120050, 3000000]


def test_days_before_months_are_told_by_the_column():
    text = "订单号,客户,下单日期,金额\nD1,甲,03/05/2024,1\nD2,甲,25/05/2024,1\n"
    take_in(text, "orders")
    assert Order.objects.get(reference="D1").ordered_on == date(2024, 5, 3)


def test_merged_order_numbers_hold_for_the_lines_below():
    content = book(
        ["订单号", "客户", "下单日期", "产品", "数量", "单价"],
        ["D1", "甲公司", "2024-01-02", "调压器", 2, 10],
        [None, None, None, "软管", 1, 5],
        ["D2", "乙公司", "2024-01-03", "软管", 3, 5],
        merged="A2:A3",
    )
    job = take_in(content, "orders", name="订单.xlsx")
    assert counts(job) == (3, 0, 0, 0)
    assert Order.objects.get(reference="D1").amount == 2500
    assert OrderLine.objects.filter(order__reference="D1").count() == 2


def test_an_order_with_a_bad_line_is_refused_whole():
    text = (
        "订单号,客户,下单日期,产品,数量,单价\n"
        "D1,甲公司,2024-01-02,调压器,2,10\n"
        "D1,甲公司,2024-01-02,软管,许多,5\n"
        "D2,乙公司,2024-01-03,软管,3,5\n"
    )
    job = take_in(text, "orders")
    assert counts(job) == (1, 0, 0, 2)
    assert set(reasons(job)) == {2, 3}
    assert Order.objects.get().reference == "D2"


def test_amounts_in_tens_of_thousands_by_their_header():
    take_in("客户名称,注册资本(万元)\n甲公司,500\n乙公司,1200.5\n", "customers")
    capitals = sorted(Customer.objects.values_list("registered_capital", flat=True))
    assert capitals == [500_0000_00, 1200_5000_00]


def test_words_that_no_field_knows_are_kept_in_the_notes():
    text = "客户名称,来源,负责人,备注\n甲公司,百度竞价,老王,旧账已清\n乙公司,展会,,\n"
    job = take_in(text, "customers")
    assert counts(job) == (2, 0, 0, 0)
    notes = Customer.objects.get(name="甲公司").description
    assert notes.splitlines() == ["旧账已清", "来源：百度竞价", "负责人：老王"]
    assert Customer.objects.get(name="乙公司").source == "fair"


def test_a_word_for_nothing_is_nothing():
    take_in("客户名称,电话,邮箱,地址\n甲公司,无,-,暂无\n", "customers")
    customer = Customer.objects.get()
    assert (customer.phone, customer.email, customer.address) == ("", "", "")


def test_several_numbers_in_one_cell_are_all_kept():
    take_in("客户名称,电话\n甲公司,13800138000/0755-26770001\n", "customers")
    customer = Customer.objects.get()
    assert customer.phone == "13800138000"
    assert "0755-26770001" in customer.description


def test_rows_of_one_record_are_one_and_the_later_one_stands():
    text = "客户编号,客户名称,电话,地址\nA1,甲公司,13800138000,一路1号\nA1,甲公司,,二路2号\n"
    job = take_in(text, "customers")
    assert counts(job) == (1, 0, 1, 0)
    assert job.tally["merged"] == 1
    customer = Customer.objects.get()
    assert (customer.phone, customer.address) == ("13800138000", "二路2号")


def test_people_of_one_name_stay_different_people():
    text = "公司,姓名,手机\n甲公司,李明,13800138000\n乙公司,李明,13900139000\n甲公司,李明,13700137000\n"
    assert counts(take_in(text, "contacts")) == (3, 0, 0, 0)
    assert counts(take_in(text, "contacts")) == (0, 0, 3, 0)
    assert Contact.objects.filter(customer__name="甲公司").count() == 2


@pytest.mark.parametrize("clear", [False, True])
@pytest.mark.parametrize(
    "rows",
    [
        "长风,13800138000,a@x.cn,\n长风,,,一路1号\n",
        "长风,,,一路1号\n长风,13800138000,a@x.cn,\n",
        "长风,,a@x.cn,一路1号\n长风,,,\n远洋,,,\n长风,13800138000,a@x.cn,\n",
    ],
)
def test_a_name_repeated_without_a_number_is_no_second_customer(monkeypatch, rows, clear):
    monkeypatch.setattr(running, "CHUNK", 1)
    text = f"客户名称,电话,邮箱,地址\n{rows}"
    for _ in range(2):
        job = take_in(text, "customers", clear=clear)
    customer = Customer.objects.get(name="长风")
    said = (customer.phone, customer.email, customer.address)
    assert said == ("13800138000", "a@x.cn", "一路1号")
    assert (job.created, job.refused, job.tally["merged"]) == (0, 0, rows.count("长风") - 1)


def test_a_name_repeated_without_a_number_is_not_guessed_between_two():
    text = "客户名称,电话\n长风,13800138000\n长风,\n长风,13900139000\n"
    assert counts(take_in(text, "customers")) == (3, 0, 0, 0)
    assert counts(take_in(text, "customers")) == (0, 0, 3, 0)


def test_two_records_of_one_name_are_not_guessed_between():
    take_in("客户名称,电话\n甲公司,13800138000\n甲公司,13900139000\n", "customers")
    job = take_in("客户名称,电话,地址\n甲公司,13700137000,一路1号\n", "customers")
    assert counts(job) == (0, 0, 0, 1)
    assert "分不清" in reasons(job)[2]


def test_a_chosen_key_finds_what_another_would_miss():
    take_in("客户名称,电话\n甲公司,13800138000\n", "customers")
    job = take_in("客户名称,电话\n甲集团,13800138000\n", "customers", match="phone")
    assert counts(job) == (0, 1, 0, 0)
    assert Customer.objects.get().name == "甲集团"


def test_province_city_and_district_become_one_place():
    text = "客户名称,省,市,区,详细地址\n甲公司,广东省,深圳市,南山区,粤海街道1号\n乙公司,北京,北京市,朝阳区,2号\n"
    job = take_in(text, "customers")
    assert named(job)["省"] == "region"
    places = dict(Customer.objects.values_list("name", "region"))
    assert places == {"甲公司": "440305", "乙公司": "110105"}


def test_an_address_alone_tells_the_place():
    take_in("客户名称,地址\n甲公司,浙江省杭州市西湖区文三路1号\n", "customers")
    customer = Customer.objects.get()
    assert (customer.region, customer.address) == ("330106", "浙江省杭州市西湖区文三路1号")


def test_an_empty_cell_changes_nothing():
    take_in("客户编号,客户名称,电话\nA1,甲公司,13800138000\n", "customers")
    job = take_in("客户编号,客户名称,电话\nA1,甲公司,\n", "customers")
    assert counts(job) == (0, 0, 1, 0)
    assert Customer.objects.get().phone == "13800138000"
