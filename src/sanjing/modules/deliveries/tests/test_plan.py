"""From which warehouse and in which vehicle goods go, and that no vehicle takes more than it can."""

import datetime as dt
from decimal import Decimal
from functools import partial

import pytest
from django.db.models import Sum
from django.utils import timezone

from sanjing.foundation.accounts.actor import system_actor
from sanjing.foundation.entities import batches, records, registry
from sanjing.foundation.entities.errors import Forbidden, Invalid
from sanjing.foundation.phrases import unbroken
from sanjing.modules.deliveries.actions.hold_loads import VehicleFull
from sanjing.modules.deliveries.actions.plan import plan
from sanjing.modules.deliveries.models import Delivery, Vehicle
from sanjing.modules.deliveries.plan_views import those_of
from sanjing.modules.deliveries.tests.conftest import TODAY, again, day, moment
from tests.support.making import make
from tests.support.races import race  # noqa: F401  a fixture

pytestmark = pytest.mark.django_db


@pytest.fixture
def warehouse(boss):
    def make(
        name: str = "武昌仓", regions: str = "武汉市", vehicles: str = "鄂A1 × 100；鄂A2 × 30"
    ):
        values = {"name": name, "regions": regions, "vehicles": vehicles}
        return records.create(registry.get("warehouse"), values, by=boss.actor, at=timezone.now())

    return make


def lines(quantity: int) -> list[dict]:
    return [{"product_name": "燃气表", "quantity": quantity, "unit_price": "1"}]


def test_the_region_says_which_warehouse_and_the_lines_how_much(
    warehouse, order, delivery, seller, now
) -> None:
    warehouse("省仓", "湖北省", "鄂B1 × 500")
    nearer = warehouse(regions="武汉市、孝感市")
    one = delivery(order(required=3, lines=lines(40)))
    assert (one.warehouse, one.planned_on, one.load) == (nearer, TODAY + dt.timedelta(3), 40)
    rest = delivery(one.order, load="15.5")
    assert (rest.load, delivery(one.order).load) == (Decimal("15.5"), 1)
    moved = records.change(again(one), {"promised_at": moment(5)}, by=seller.actor, at=now)
    assert moved.planned_on == TODAY + dt.timedelta(5)
    other = registry.get("warehouse").model.objects.get(name="省仓")
    by_hand = records.change(again(one), {"warehouse": other}, by=seller.actor, at=now)
    assert (by_hand.warehouse, by_hand.planned_on) == (other, TODAY + dt.timedelta(5))
    gone = delivery(order(placed=-3), sent_at=moment(-2))
    assert (gone.warehouse, gone.load) == (None, None)


def test_what_is_promised_says_whether_it_can_be_kept(warehouse, order, delivery, seller) -> None:
    warehouse()
    one = order(required=3, lines=lines(80))
    full = delivery(order(required=3, lines=lines(90)), vehicle="鄂A1")
    assert full.warehouse.name == "武昌仓"
    asked = seller.browser().get(f"/orders/{one.pk}/deliver/").text
    said = f"武昌仓：{day(3)} 没有车装得下 80，最早 {day(0)} 有车（鄂A1）"
    assert said in asked and said in seller.browser().get(f"/orders/{one.pk}/").text
    records.change(full, {"vehicle": ""}, by=seller.actor, at=timezone.now())
    page = seller.browser().get(f"/orders/{one.pk}/").text
    assert f"武昌仓：{day(3)} 车辆 鄂A1 装得下 80，还剩 20" in page
    planned = delivery(one)
    assert (
        f"{day(3)} 车辆 鄂A1 装得下 80" in seller.browser().get(f"/deliveries/{planned.pk}/").text
    )
    huge = delivery(order(required=3, lines=lines(101)))
    assert "60 天内没有车装得下 101" in seller.browser().get(f"/deliveries/{huge.pk}/").text


def test_no_way_leads_past_a_full_vehicle(warehouse, order, delivery, seller, now) -> None:
    warehouse()
    delivery(order(required=3, lines=lines(90)), vehicle="鄂A1")
    one = delivery(order(required=3, lines=lines(20)))
    asked = seller.browser().get(f"/deliveries/{one.pk}/plan/").text
    assert "武昌仓 · 鄂A1 · 那天还剩 10" in asked and "武昌仓 · 鄂A2 · 那天还剩 30" in asked
    told = {"planned_on": day(3), "vehicle": "鄂A1"}
    answer = seller.browser().post(f"/api/deliveries/{one.pk}/plan", told, content_type="application/json")  # fmt: skip
    assert answer.json()["code"] == "vehicle_full" and answer.json()["first_day"] == day(0)
    assert "装不下 20，超出 10" in answer.json()["detail"]
    with pytest.raises(VehicleFull):
        records.change(one, {"vehicle": "鄂A1"}, by=seller.actor, at=now)
    set_of_two = [{"order": order(required=3, lines=lines(8)), "vehicle": "鄂A1"} for _ in "12"]
    with pytest.raises(VehicleFull):
        batches.create_many(registry.get("delivery"), set_of_two, by=seller.actor, at=now)
    assert Delivery.objects.filter(vehicle="鄂A1").count() == 1
    seller.browser().post(f"/deliveries/{one.pk}/plan/", told | {"load": "10"})
    assert (again(one).vehicle, one.load) == ("鄂A1", 10)
    page = seller.browser().get(f"/deliveries/{one.pk}/").text
    assert (
        f"武昌仓：排在 {day(3)}，车辆 {unbroken('鄂A1')}" in page and "晚于答应的那天" not in page
    )
    smaller = {"vehicles": "鄂A1 × 50"}
    records.change(one.warehouse, smaller, by=system_actor("测试"), at=now)
    sent = seller.browser().post(f"/deliveries/{one.pk}/send/", {})
    assert sent.status_code == 303 and again(one).state == "on_the_way"


def test_a_vehicle_is_where_it_stands(warehouse, delivery, order, boss, seller, now) -> None:
    warehouse()
    north = warehouse("汉口仓", "420102", "鄂A9 × 50")
    one = delivery(order(required=2, lines=lines(5)))
    assert (
        records.change(again(one), {"vehicle": "鄂A9"}, by=seller.actor, at=now).warehouse == north
    )
    for values, name, why in [
        ({"vehicle": "鄂A7"}, "vehicle", "不在仓库"),
        ({"planned_on": day(-1)}, "planned_on", "不能排在下单日期"),
        ({"load": "0"}, "load", "要大于零"),
    ]:
        with pytest.raises(Invalid) as refused:
            records.change(again(one), values, by=seller.actor, at=now)
        assert why in refused.value.errors[name][0]
    for vehicles, why in [
        ("鄂A1 × 5", "在仓库“武昌仓”"), ("鄂A9", "应写成"), ("鄂A9 × 0", "应大于零"),
        ("鄂A8 × 1；鄂A8 × 2", "写了两次"),
    ]:  # fmt: skip
        with pytest.raises(Invalid, match=why):
            records.change(north, {"vehicles": vehicles}, by=boss.actor, at=now)
    assert list(Vehicle.objects.filter(warehouse=north).values_list("plate", "capacity")) == [
        ("鄂A9", 50)
    ]


def test_the_day_of_a_warehouse(
    warehouse, order, delivery, seller, make_person, other_seller
) -> None:
    assert "还没有仓库" in seller.browser().get("/deliveries/plan/").text
    own = warehouse()
    loaded = delivery(order(required=1, lines=lines(25)), vehicle="鄂A2")
    waiting = delivery(order(required=1, lines=lines(7)))
    late = delivery(order(placed=-5, required=-2, lines=lines(3)))
    address = f"/deliveries/plan/?warehouse={own.pk}&day={day(1)}"
    page = seller.browser().get(address).text
    assert "装 25 / 30" in page and "还剩 5" in page and "装 0 / 100" in page
    for one in (loaded, waiting, late):
        assert one.order.reference in page
    ahead = seller.browser().get(f"/deliveries/plan/?warehouse={own.pk}&day={day(9)}").text
    assert late.order.reference in ahead and waiting.order.reference not in ahead
    assert page.index(loaded.order.reference) < page.index(waiting.order.reference)
    stranger = other_seller.browser().get(address).text
    assert loaded.order.reference not in stranger and "装 25 / 30" in stranger
    with pytest.raises(Forbidden):
        those_of(make_person("blind", "外人").actor)


def test_two_planners_fill_the_last_place_of_one_vehicle(race, boss) -> None:  # noqa: F811
    at = timezone.now()
    make("warehouse", name="武昌仓", regions="武汉市", vehicles="鄂A1 × 10")
    customer = make("customer", region="420106")
    placed = {"customer": customer, "ordered_on": day(0), "required_on": day(2)}
    bring = [make("delivery", order=make("order", **placed), load="6") for _ in range(3)]
    results = race(*[partial(plan, one, vehicle="鄂A1", by=boss.actor, at=at) for one in bring])
    refused = [one for one in results if isinstance(one, Exception)]
    assert [type(one) for one in refused] == [VehicleFull, VehicleFull]
    load = race(lambda: Delivery.objects.exclude(vehicle="").aggregate(sum=Sum("load"))["sum"])
    assert load == [6]
