"""Deliveries from a carrier's list."""

import pytest

from sanjing.foundation.accounts.actor import system_actor
from sanjing.foundation.entities import records, registry
from sanjing.foundation.transfer.tests.cases import AT, counts, reasons, take_in
from sanjing.modules.deliveries.models import Delivery, Fulfilment
from sanjing.modules.orders.models import Order

pytestmark = pytest.mark.django_db
BY = system_actor("测试")
LIST = """订单,快递公司,快递单号,发车时间,签收时间,签收人,交付问题
D1,顺丰,SF1,2024-12-02 09:00,2024-12-03 10:00,老魏,没有问题
D1,顺丰,SF2,2024-12-02 09:00,,,
D2,跨越,KY1,2024-12-02 09:00,2024-12-01 10:00,,
D2,跨越,KY2,2024-11-30 09:00,,,
D2,跨越,KY3,2024-12-05 09:00,2024-12-06 09:00,门卫,破损
D9,跨越,KY4,2024-12-05 09:00,,,
"""


@pytest.fixture
def sold(db):
    customer = records.create(registry.get("customer"), {"name": "江城瓷厂"}, by=BY, at=AT)
    for number in ("D1", "D2"):
        given = {
            "reference": number,
            "customer": customer,
            "ordered_on": "2024-12-01",
            "required_on": "2024-12-04",
        }
        records.create(registry.get("order"), given, by=BY, at=AT)
    return customer


def test_a_list_comes_in_and_what_is_out_of_order_is_refused(sold) -> None:
    job = take_in(LIST, "deliveries")
    assert counts(job) == (3, 0, 0, 3)
    why = reasons(job)
    assert (
        "签收不能早于发车" in why[4]
        and "发车不能早于下单日期（2024-12-01）" in why[5]
        and "D9" in why[7]
    )
    states = Delivery.objects.order_by("tracking_number").values_list(
        "tracking_number", "state", "customer"
    )
    assert [*states] == [
        ("KY3", "arrived", sold.pk),
        ("SF1", "arrived", sold.pk),
        ("SF2", "on_the_way", sold.pk),
    ]
    shipped = Order.objects.order_by("reference").values_list("state", "shipped_on__day")
    assert [*shipped] == [("shipped", 2), ("shipped", 5)]
    kept = Fulfilment.objects.order_by("order__reference").values_list(
        "late", "problem", "came_at__day"
    )
    assert [*kept] == [(False, "", None), (True, "damaged", 6)]
    assert counts(take_in(LIST, "deliveries")) == (0, 0, 3, 3)
