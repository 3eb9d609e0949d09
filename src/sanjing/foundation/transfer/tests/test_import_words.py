"""The words of other programs: states, yes and no, columns without a field, numbers in the bin."""

import pytest
from django.utils import translation

from sanjing.foundation.entities import records, registry
from sanjing.modules.customers.models import Contact, Customer
from sanjing.modules.orders.models import Order
from sanjing.modules.products.models import Product
from tests.support.factories import make

from .cases import AT, BY, counts, reasons, take_in

pytestmark = pytest.mark.django_db

STATES = [
    ("Won", "confirmed"), ("Closed Lost", "cancelled"), ("Shipped", "shipped"), ("已发货", "shipped"),
    ("已發貨", "shipped"), ("Cancelled", "cancelled"), ("待付款", "confirmed"), ("交易成功", "done"),
    ("交易关闭", "cancelled"), ("等待买家付款", "draft"), ("卖家已发货", "shipped"), ("已签收", "done"),
    ("Negotiation/Review", "draft"), ("COMPLETED", "done"), ("待发货", "confirmed"), ("草稿", "draft"),
]  # fmt: skip


@pytest.mark.parametrize(("word", "state"), STATES)
def test_the_state_of_an_order_is_understood_in_the_words_of_other_programs(word, state):
    job = take_in(f"订单号,下单日期,订单状态\nA1,2024-03-01,{word}\n", "orders")
    assert (counts(job), reasons(job)) == ((1, 0, 0, 0), {})
    assert Order.objects.get().state == state


def test_a_state_that_says_more_than_ours_is_noted_too_and_an_unknown_one_is_kept():
    text = "订单号,下单日期,状态\nA1,2024-03-01,待付款\nA2,2024-03-01,等老板回来\nA3,2024-03-01,已发货\n"
    assert counts(take_in(text, "orders")) == (3, 0, 0, 0)
    found = dict(Order.objects.values_list("reference", "note"))
    assert found == {"A1": "状态：待付款", "A2": "状态：等老板回来", "A3": ""}
    assert counts(take_in(text, "orders")) == (0, 0, 3, 0)


@pytest.mark.parametrize("language", ["zh-hans", "zh-hant", "en"])
def test_labels_are_understood_in_whatever_language_the_interface_speaks(language):
    with translation.override(language):
        take_in("订单号,下单日期,状态\nA1,2024-03-01,已取消\nA2,2024-03-01,Cancelled\n", "orders")
    assert set(Order.objects.values_list("state", flat=True)) == {"cancelled"}


@pytest.mark.parametrize(
    ("header", "words", "active"),
    [
        ("discontinued", ("0", "1"), [True, False]),
        ("是否停售", ("否", "是"), [True, False]),
        ("是否停产", ("在产", "停产"), [True, False]),
        ("是否在售", ("是", "否"), [True, False]),
        ("在售", ("正常", "已下架"), [True, False]),
    ],
)
def test_whether_a_product_is_sold_is_read_from_either_side(header, words, active):
    rows = "\n".join(f"P{n},产品{n},{word}" for n, word in enumerate(words))
    assert counts(take_in(f"产品编号,产品名称,{header}\n{rows}\n", "products")) == (2, 0, 0, 0)
    assert list(Product.objects.order_by("reference").values_list("active", flat=True)) == active


def test_dates_of_an_order_find_their_own_fields():
    text = "订单号,订单日期,交货日期,发货日期,客户\nA1,2024-03-01,2024-03-20,2024-03-18,长风\n"
    take_in(text, "orders")
    order = Order.objects.get()
    days = [f"{day:%m%d}" for day in (order.ordered_on, order.required_on, order.shipped_on)]
    assert days == ["0301", "0320", "0318"]


def test_the_day_of_sending_is_the_day_of_the_order_where_there_is_no_other():
    take_in("单号,发货日期,客户\nA1,2024-03-18,长风\n", "orders")
    assert f"{Order.objects.get().ordered_on:%m%d}" == "0318"


def test_a_column_without_a_field_is_kept_in_the_notes_and_only_once():
    text = (
        "客户名称,电话,传真,结算方式\n长风饲料,13800138000,0755-1234567,月结\n远洋,13900139000,,\n"
    )
    assert counts(take_in(text, "customers")) == (2, 0, 0, 0)
    notes = dict(Customer.objects.values_list("name", "description"))
    assert notes == {"长风饲料": "传真：0755-1234567\n结算方式：月结", "远洋": ""}
    assert counts(take_in(text, "customers")) == (0, 0, 2, 0)


def test_what_stands_in_the_notes_of_an_order_survives_the_file_coming_again():
    text = "订单号,下单日期,快递单号\nA1,2024-03-01,SF1001\n"
    take_in(text, "orders")
    order = Order.objects.get()
    records.change(order, {"note": f"{order.note}\n客户要求晚到"}, by=BY, at=AT)
    assert counts(take_in(text, "orders")) == (0, 0, 1, 0)
    assert Order.objects.get().note == "快递单号：SF1001\n客户要求晚到"


def test_a_number_held_by_a_record_in_the_bin_is_said_to_be_and_what_to_do(boss):
    order = make(registry.get("order"), boss.actor, reference="A1")
    records.remove(order, by=boss.actor, at=AT)
    job = take_in("订单号,下单日期\nA1,2024-03-01\n", "orders")
    assert counts(job) == (0, 0, 0, 1)
    assert reasons(job) == {2: "编号：编号“A1”的订单在回收站里，请先恢复它，或换一个编号"}


def test_a_number_held_below_a_customer_in_the_bin_names_the_customer(boss):
    customer = make(registry.get("customer"), boss.actor)
    make(registry.get("contact"), boss.actor, customer=customer, reference="LX9")
    records.remove(customer, by=boss.actor, at=AT)
    job = take_in("编号,姓名,客户\nLX9,王芳,长风\n", "contacts")
    assert "随它的客户进了回收站，请先恢复那个客户" in reasons(job)[2]
    assert Contact.objects.count() == 1


def test_an_order_of_a_customer_in_the_bin_says_so_too(boss):
    customer = make(registry.get("customer"), boss.actor, reference="K1")
    records.remove(customer, by=boss.actor, at=AT)
    job = take_in("订单号,下单日期,客户编号\nA1,2024-03-01,K1\n", "orders")
    assert counts(job) == (0, 0, 0, 1)
    assert "“K1”的客户在回收站里，请先恢复它" in reasons(job)[2]
