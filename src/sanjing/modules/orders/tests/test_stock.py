"""What customers have in stock: counted on the phone, looked at, followed up once."""

import csv
import datetime as dt
import io
import json
from decimal import Decimal
from functools import partial

import pytest
from django.utils import timezone

from sanjing.foundation.entities import batches, records, registry
from sanjing.foundation.entities.errors import Forbidden, Invalid
from sanjing.foundation.transfer.tests.cases import counts, reasons, take_in
from sanjing.modules.activities.models import Task
from sanjing.modules.customers.actions.by_rule import by_rule
from sanjing.modules.orders.actions.follow_up import AlreadyFollowed, follow_up
from sanjing.modules.orders.models import StockCount
from sanjing.modules.orders.stock import latest, stocks
from tests.support.making import make
from tests.support.races import race  # noqa: F401  a fixture

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


def day(ahead: int) -> str:
    return (TODAY + dt.timedelta(ahead)).isoformat()


@pytest.fixture
def shop(make_customer, make_product, make_order, seller):
    """A dealer who buys 45 meters each month, and a valve once."""
    now, by = timezone.now(), seller.actor
    dealer = make_customer("江城五金", owner=seller.user)
    meter, valve = make_product(lead_days=10), make_product("自闭阀", "68")
    for ago, quantity in ((100, 70), (70, 45), (40, 45)):
        line = {"product": "燃气表 G4", "quantity": quantity, "unit_price": "100"}
        order = make_order(customer=dealer, ordered_on=day(-ago), lines=[line])
    make_order(customer=dealer, ordered_on=day(-20), lines=[{"product": "自闭阀", "quantity": 9}])
    ask = {"order": order, "reason": "other", "asked_on": day(-39), "lines": [{"line": 1, "quantity": 18}]}  # fmt: skip
    back = records.create(registry.get("return"), ask, by=by, at=now - dt.timedelta(38))
    for verb in ("agree", "receive"):
        held = registry.get("return").model.objects.get(pk=back.pk)
        registry.get("return").actions[verb].run(held, {}, by=by, at=now - dt.timedelta(38))
    return dealer, meter, valve


@pytest.fixture
def count(shop, seller):
    def make(product, quantity, ago: int = 10, by=None, **values):
        given = {"customer": shop[0], "product": product, "quantity": quantity, "counted_on": day(-ago)}  # fmt: skip
        who = by or seller
        return records.create(
            registry.get("stockcount"), given | values, by=who.actor, at=timezone.now()
        )

    return make


def test_two_taps_count_what_the_customer_buys(shop, seller) -> None:
    dealer, meter, valve = shop
    address = f"/customers/{dealer.pk}/count_stock/"
    asked = seller.browser().get(address).text
    assert f'name="quantity_{meter.pk}"' in asked and f'name="quantity_{valve.pk}"' in asked
    assert seller.browser().post(address, {}).status_code == 422
    wrong = seller.browser().post(address, {"other": "没有的", "other_quantity": "3"})
    assert wrong.status_code == 422 and "找不到产品" in wrong.text
    told = {f"quantity_{meter.pk}": "24", "other": "自闭阀", "other_quantity": "2.5"}
    assert seller.browser().post(address, told).status_code == 303
    kept = StockCount.objects.order_by("pk").values_list(
        "product", "quantity", "counted_on", "owner"
    )
    mine = TODAY, seller.user.pk
    assert [*kept] == [(meter.pk, 24, *mine), (valve.pk, Decimal("2.5"), *mine)]
    page = seller.browser().get(f"/customers/{dealer.pk}/").text
    assert "客户的库存" in page and "盘点了库存" in page
    again = seller.browser().get(address).text
    assert "上次 24" in again


def test_it_lasts_by_what_they_buy_less_what_came_back(shop, count, seller) -> None:
    _dealer, meter, valve = shop
    count(meter, 5, ago=30)
    held = count(meter, 16)
    count(valve, 3)
    found = {one.count.product_id: one for one in stocks(seller.actor, today=TODAY)}
    ahead = found[meter.pk].outlook
    assert (found[meter.pk].count, ahead.orders, float(ahead.daily)) == (held, 3, 142 / 90)
    assert (ahead.cover, ahead.runs_out_on) == (10, TODAY)
    assert ahead.order_by == TODAY - dt.timedelta(10)
    assert (ahead.rhythm, ahead.due) == (30, True)
    assert ahead.money == (160 - 18) * 100_00 // 3
    assert "只进过 1 次货" in found[valve.pk].reason
    page = seller.browser().get("/stock-counts/reorder/").text
    assert "江城五金" in page and "燃气表 G4" in page and "自闭阀" not in page
    assert "只进过 1 次货" in seller.browser().get("/stock-counts/reorder/?show=unknown").text
    told = seller.browser().get("/stock-counts/reorder/?as=csv").content.decode("utf-8-sig")
    assert [*csv.reader(io.StringIO(told))][1:] == [
        [
            "江城五金",
            "燃气表 G4",
            day(-10),
            "16",
            "0",
            "1.58",
            "10",
            day(0),
            day(-10),
            "4733.33",
            "",
        ]
    ]
    records.remove(held, by=by_rule(seller.actor), at=timezone.now())
    assert next(one.count.quantity for one in stocks(seller.actor, today=TODAY)) == 5


def test_of_one_day_the_later_count_is_right(shop, count, seller) -> None:
    _dealer, meter, _valve = shop
    count(meter, 9), count(meter, 5, ago=11)
    right = count(meter, 8)
    assert list(latest(seller.actor)) == [right]


def test_many_are_followed_up_each_once(shop, count, seller, other_seller) -> None:
    dealer, meter, valve = shop
    ids = [count(meter, 16).pk, count(valve, 3).pk]
    for _twice in range(2):
        seller.browser().post("/stock-counts/bulk/", {"verb": "follow_up", "ids": ids})
    first, second = Task.objects.order_by("pk")
    assert "燃气表 G4" in first.title and day(0) in first.title
    assert (first.owner, first.customer, first.due_date) == (seller.user, dealer, TODAY)
    assert second.title == "补货跟进：自闭阀"
    assert "安排了补货跟进" in seller.browser().get(f"/customers/{dealer.pk}/").text
    again = seller.browser().post(
        f"/api/stock-counts/{ids[0]}/follow_up", {}, content_type="application/json"
    )
    assert (again.status_code, again.json()["code"]) == (409, "already_followed")
    other_seller.browser().post("/stock-counts/bulk/", {"verb": "follow_up", "ids": [count(meter, 2).pk]})  # fmt: skip
    assert Task.objects.count() == 2


@pytest.mark.parametrize(
    ("values", "name", "why"),
    [({"counted_on": day(1)}, "counted_on", "不能晚于今天"), ({"quantity": "-1"}, "quantity", "不能小于零")],
)  # fmt: skip
def test_bad_counts_are_refused_everywhere(shop, seller, values, name, why) -> None:
    given = {"customer": shop[0], "product": shop[1], "quantity": 1} | values
    with pytest.raises(Invalid, match=why):
        records.create(registry.get("stockcount"), given, by=seller.actor, at=timezone.now())
    outcome = batches.create_many(
        registry.get("stockcount"), [given], by=seller.actor, at=timezone.now()
    )
    assert why in outcome.refused[0][name][0]
    body = json.dumps(given | {"customer": shop[0].pk, "product": shop[1].pk})
    answer = seller.browser().post("/api/stock-counts", body, content_type="application/json")
    assert answer.status_code == 422 and why in answer.json()["errors"][name][0]
    assert not StockCount.objects.exists()


def test_only_those_who_see_the_customer_see_its_stock(
    shop, count, other_seller, make_person
) -> None:
    count(shop[1], 16)
    assert stocks(other_seller.actor, today=TODAY) == []
    assert "江城五金" not in other_seller.browser().get("/stock-counts/reorder/").text
    with pytest.raises(Forbidden):
        stocks(make_person("blind", "外人").actor, today=TODAY)


LIST = """客户,产品,盘点日期,库存,备注
江城五金,燃气表 G4,2026-03-01,12.5,后仓
新来的店,新阀,2026-03-01,3,
新来的店,新阀,2026-03-08,4,重新点过
江城五金,燃气表 G4,2999-01-01,1,
江城五金,自闭阀,2026-03-01,-2,
"""


def test_a_stock_list_comes_in_with_shops_and_products_it_names(
    make_customer, make_product
) -> None:
    dealer, meter = make_customer("江城五金"), make_product()
    make_product("自闭阀", "68")
    job = take_in(LIST, "stock-counts", at=timezone.now())
    assert counts(job) == (3, 0, 0, 2), reasons(job)
    assert "不能晚于今天" in reasons(job)[5] and "不能小于零" in reasons(job)[6]
    assert StockCount.objects.get(customer=dealer).product == meter
    new = StockCount.objects.select_related("customer", "product").exclude(customer=dealer)
    assert {(one.customer.name, one.product.name) for one in new} == {("新来的店", "新阀")}
    assert new.latest("counted_on").quantity == 4
    assert counts(take_in(LIST, "stock-counts", at=timezone.now())) == (0, 0, 3, 2)


def test_two_people_make_one_task_of_one_count(race, boss) -> None:  # noqa: F811
    at = timezone.now()
    one = make("stockcount", customer=make("customer"), product=make("product"), quantity=3)
    results = race(*[partial(follow_up, one, by=boss.actor, at=at) for _ in range(3)])
    refused = [type(each) for each in results if isinstance(each, Exception)]
    assert refused == [AlreadyFollowed, AlreadyFollowed]
    assert race(Task.objects.count) == [1]
