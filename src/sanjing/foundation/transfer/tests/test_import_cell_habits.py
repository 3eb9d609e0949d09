"""What stands in the cells and below the tables of files that other programs wrote."""

from datetime import date

import pytest

from sanjing.modules.customers.models import Contact, Customer
from sanjing.modules.deals.models import Deal
from sanjing.modules.orders.models import Order

from .cases import counts, reasons, take_in

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "tail",
    [
        ["", "Accounts Report", '"Copyright (c) 2000-2024 salesforce.com, inc."', "Acme Inc"],
        ["", "", '"Tuesday, Mar 05, 2024 02:23:47 AM GMT-8",,,'],
        ["", "以上数据仅供参考"],
    ],
)  # fmt: skip
def test_remarks_below_the_table_are_no_rows(tail: list[str]) -> None:
    rows = ["Account Name,Phone,City,Website", "King,555-555-5555,Leeds,king.com", *tail]
    job = take_in("\n".join(rows) + "\n", "customers")
    assert counts(job) == (1, 0, 0, 0), reasons(job)


def test_a_customer_alone_on_its_line_after_a_gap_is_still_one() -> None:
    rows = ["客户名称,电话,地址,网址", "甲公司,13800001111,长沙,", "", "乙公司,,,"]
    assert counts(take_in("\n".join(rows) + "\n", "customers")) == (2, 0, 0, 0)


def test_lines_below_the_first_need_not_say_of_which_order_they_are() -> None:
    """A ledger writes number, day and customer once; amount and batch stand on every line."""
    text = (
        "日期,单据编号,客户名称,物料名称,数量,单价,金额,批号\n"
        "2024-03-05,X1,万通电器,电机,10,500,5000,\n,,,轴承,100,10,1000,A01\n"
        "2024-03-06,X2,精诚模具,电机,1,500,500,\n"
    )
    job = take_in(text, "orders")
    assert counts(job) == (3, 0, 0, 0), reasons(job)
    assert dict(Order.objects.values_list("reference", "amount")) == {
        "X1": 6000_00, "X2": 500_00,
    }  # fmt: skip


def test_a_worth_in_another_currency_is_noted_and_the_customer_comes_in() -> None:
    job = take_in(
        "企业名称,注册资本,年收入\n甲公司,50万美元,Rs. 0.00\n乙公司,500万元,\n", "customers"
    )
    assert counts(job) == (2, 0, 0, 0), reasons(job)
    one, other = Customer.objects.order_by("pk")
    assert (one.registered_capital, other.registered_capital) == (None, 500_0000_00)
    assert "50万美元" in one.description and "Rs. 0.00" in one.description


@pytest.mark.parametrize(("into", "header"), [("customers", "注册资本"), ("deals", "商机金额")])
def test_a_figure_that_is_none_and_a_booked_one_in_another_currency_are_refused(
    into, header
) -> None:
    name = "客户名称" if into == "customers" else "商机名称"
    cell = "很多" if into == "customers" else "$75000"
    assert counts(take_in(f"{name},{header}\n甲,{cell}\n", into)) == (0, 0, 0, 1)


@pytest.mark.parametrize("cell", ["2012年", "2012年5月", "2012-05", "41000", "2012/5/6"])
def test_the_year_of_a_founding_is_read_from_whatever_names_it(cell: str) -> None:
    take_in(f"客户名称,成立日期\n甲公司,{cell}\n", "customers")
    assert Customer.objects.get().founded_year == 2012


def test_several_numbers_in_a_cell_and_their_labels_are_told_apart() -> None:
    text = (
        "Customer,Phone Numbers,Email\n"
        "Bill's,Phone:(415) 444-6538  Mobile:(415) 444-6539,a@bill.com ::: b@bill.com\n"
        "张记,0731-8888 1234 ::: 0731-8888 1235,\n"
    )
    job = take_in(text, "customers")
    assert counts(job) == (2, 0, 0, 0), reasons(job)
    bill, other = Customer.objects.order_by("pk")
    assert (bill.phone, bill.email) == ("(415) 444-6538", "a@bill.com")
    assert "(415) 444-6539" in bill.description and "b@bill.com" in bill.description
    assert (other.phone, "0731-8888 1235" in other.description) == ("0731-88881234", True)


def test_names_drawn_apart_are_joined_and_those_of_others_stay() -> None:
    take_in(
        "姓名,手机\n张 三,13800001111\n欧 阳　锋,13800001112\nMary Ann,13800001113\n", "contacts"
    )
    assert [*Contact.objects.order_by("pk").values_list("name", flat=True)] == [
        "张三", "欧阳锋", "Mary Ann",
    ]  # fmt: skip


def test_an_apostrophe_before_a_code_is_not_part_of_it_but_of_a_name_it_is() -> None:
    take_in("Company,Zip\n't Hooft,'K2P 1L4\n", "customers")
    assert [*Customer.objects.values_list("name", "postal_code")] == [("'t Hooft", "K2P 1L4")]


def test_a_sales_area_does_not_hide_the_place_in_the_address() -> None:
    take_in("客户名称,区域,地址\n美佳家具,华南,佛山市顺德区龙江镇1号\n", "customers")
    customer = Customer.objects.get()
    assert (customer.region, customer.address) == ("440606", "佛山市顺德区龙江镇1号")
    assert "华南" in customer.description


def test_an_address_in_pieces_is_put_together_as_its_country_does() -> None:
    text = (
        "订单号,下单日期,收货人,收货人省份,收货人城市,收货人地区,详细收货地址\n"
        "A1,2024-03-05,张三,湖北省,武汉市,洪山区,光谷大道1号\n"
    )
    take_in(text, "orders")
    assert Order.objects.get().delivery_address == "湖北省武汉市洪山区光谷大道1号"


@pytest.mark.parametrize(
    "stage", ["Appointment Scheduled", "Proposal Made", "方案/报价", "谈判审核"]
)
def test_stages_of_other_programs_are_known(stage: str) -> None:
    job = take_in(
        f"商机名称,客户名称,商机阶段,商机金额,预计成交日期\n屋顶,甲,{stage},1,2027-01-01\n", "deals"
    )
    assert (counts(job), reasons(job)) == ((1, 0, 0, 0), {})
    assert Deal.objects.get().stage is not None


def test_the_day_an_order_needs_is_found_under_a_header_in_no_language_we_know() -> None:
    take_in("Belegnummer,Datum,Menge\nRE-1,05.03.2024,3\nRE-2,16.03.2024,4\n", "orders")
    assert {*Order.objects.values_list("ordered_on", flat=True)} == {
        date(2024, 3, 5), date(2024, 3, 16),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("text", "amounts", "off"),
    [
        ("订单号,下单日期,商品名称,数量,单价,运费,订单金额\nA,2024-03-05,帽子,2,19,5,43\n", {"A": 43_00}, 0),
        ("订单号,下单日期,商品名称,数量,单价,运费,订单金额\nA,2024-03-05,帽子,2,19,5,40\n", {"A": 40_00}, 3_00),
        ("订单号,下单日期,商品名称,数量,单价,订单金额\n"
         "A,2024-03-05,帽子,2,19,58\nA,2024-03-05,围巾,1,20,58\n", {"A": 58_00}, 0),
        ("订单号,下单日期,商品名称,数量,单价,订单金额\n"
         "A,2024-03-05,帽子,2,19,38\nA,2024-03-05,围巾,1,20,20\n", {"A": 58_00}, 0),
        ("订单号,下单日期,宝贝标题,宝贝总数量,买家应付邮费,买家实际支付金额\n"
         "A,2024-03-05,茶具,1,6,65\n", {"A": 65_00}, 0),
        ("Order Number,Created at,Lineitem name,Lineitem quantity,Lineitem price,Subtotal,Shipping,Taxes,Total\n"
         "A,2024-03-05,Hat,2,19,38,5,3.04,46.04\nA,2024-03-05,Scarf,1,0,,,,\n", {"A": 46_04}, 0),
    ],
)  # fmt: skip
def test_an_order_comes_to_what_its_shop_says_freight_and_all(text, amounts, off) -> None:
    job = take_in(text, "orders")
    assert job.refused == 0, reasons(job)
    assert dict(Order.objects.values_list("reference", "amount")) == amounts
    assert (Order.objects.get().discount or 0) == off


def test_a_sum_below_the_lines_of_an_invoice_is_no_line_of_it() -> None:
    text = (
        "发票代码,发票号码,购方企业名称,开票日期,商品名称,数量,单价,金额\n"
        "43,A1,万通电器,2024-03-05,电机,10,500,5000\n,,,,轴承,100,10,1000\n,,,,小计,,,6000\n"
    )
    job = take_in(text, "orders")
    assert counts(job) == (2, 0, 0, 0), reasons(job)
    assert Order.objects.get().amount == 6000_00


def test_a_deal_of_no_products_comes_in_without_lines() -> None:
    text = "Deal - ID,Deal - Title,Deal - Value,Deal - Product quantity\n11,Roof,1000,0\n"
    job = take_in(text, "deals")
    assert (counts(job), reasons(job)) == ((1, 0, 0, 0), {})
    assert Deal.objects.get().amount == 1000_00


def test_a_contact_name_beside_first_and_last_names_is_the_customer() -> None:
    text = (
        "*ContactName,EmailAddress,FirstName,LastName,POCity\n"
        "Ridgeway University,info@ridgeway.edu,Angela,Perry,Oaktown\n"
        "City Limousines Ltd,m@citylimo.com,Martin,Dale,Perth\n"
    )
    take_in(text, "customers")
    assert {*Customer.objects.values_list("name", flat=True)} == {
        "Ridgeway University", "City Limousines Ltd",
    }  # fmt: skip
    assert {*Contact.objects.values_list("name", flat=True)} == {"Angela Perry", "Martin Dale"}
