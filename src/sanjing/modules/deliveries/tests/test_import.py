"""Deliveries from a carrier's list."""

from datetime import timedelta

import pytest
from django.utils import timezone

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


PLANNED = """订单,快递单号,仓库,排在哪天,车辆,装载量
D1,A,江城仓,{day},鄂A·K1190,60
D1,B,江城仓,{day},鄂A·K1190,50
D2,C,江城仓,{day},鄂A·K1190,40
D2,D,江城仓,{day},没有的车,1
"""


def test_a_full_vehicle_refuses_its_row_and_no_other(sold) -> None:
    values = {"name": "江城仓", "vehicles": "鄂A·K1190 × 100"}
    records.create(registry.get("warehouse"), values, by=BY, at=AT)
    day = timezone.localdate() + timedelta(3)

    job = take_in(PLANNED.format(day=day.isoformat()), "deliveries")
    assert counts(job) == (2, 0, 0, 2), job.error
    why = reasons(job)
    assert "装不下 50，超出 10" in why[3] and "没有的车" in why[5]
    loads = Delivery.objects.order_by("load").values_list("load", flat=True)
    assert [*loads] == [40, 60]
