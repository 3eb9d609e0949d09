"""What the company promises of every order, measured on every order."""

from datetime import datetime, time, timedelta

import pytest
from django.utils import timezone

from sanjing.foundation.entities import records, registry
from sanjing.foundation.entities.errors import Invalid
from sanjing.modules.deliveries.models import Delivery
from sanjing.modules.deliveries.standing import exceptions, measure
from sanjing.modules.deliveries.tests.conftest import TODAY, day, moment

pytestmark = pytest.mark.django_db
SINCE = TODAY - timedelta(365)


def at_clock(ahead: int, hour: int) -> datetime:
    return timezone.make_aware(datetime.combine(TODAY + timedelta(ahead), time(hour)))


def test_orders_are_kept_late_or_open(standing, order, delivery, boss) -> None:
    promise = standing(allowed=2, unit="days")
    for arrived, placed in ((-8, -10), (-7, -10)):
        delivery(order(placed=placed), sent_at=moment(placed), arrived_at=moment(arrived))
    order(placed=-10), order(placed=-1), order(placed=-10, shipped_on=day(-9))
    (
        order(placed=-10, state="done"),
        order(placed=-10, state="cancelled"),
        order(placed=-1, state="draft"),
    )
    found = measure(promise, boss.actor, SINCE)
    assert (found.kept, found.late, found.open, found.unknown) == (2, 2, 1, 1)
    assert found.percent is None, "of four orders no rate is told"
    assert len(exceptions(promise, boss.actor, SINCE)) == 2


@pytest.mark.parametrize(("arrived", "wanted"), [(9, "kept"), (11, "late")])
def test_hours_count_from_the_moment_an_order_was_written(
    standing, order, delivery, boss, arrived, wanted
) -> None:
    promise = standing()
    placed = order(placed=-3, at=at_clock(-3, 10))
    delivery(placed, sent_at=at_clock(-3, 12), arrived_at=at_clock(-2, arrived))
    found = measure(promise, boss.actor, SINCE)
    assert getattr(found, wanted) == 1 and found.due == 1


def test_an_order_written_down_later_has_no_hour(standing, order, delivery, boss) -> None:
    promise = standing()
    delivery(order(placed=-3), sent_at=moment(-3), arrived_at=moment(-2, "23:00"))
    assert measure(promise, boss.actor, SINCE).kept == 1


def test_it_holds_only_while_and_for_whom_it_was_said(standing, order, boss, make_goods) -> None:
    lines = [{"product": make_goods.pk, "quantity": "1", "unit_price": "1"}]
    order(placed=-30), order(placed=-3, lines=lines)
    day_of = {"valid_from": day(-10), "valid_until": day(-2)}
    said = {
        "in force": (day_of, 1), "region": ({"region": "4201"}, 2), "elsewhere": ({"region": "44"}, 0),
        "grade": ({"grade": "a"}, 2), "other grade": ({"grade": "c"}, 0),
        "category": ({"category": "燃气表"}, 1),
    }  # fmt: skip
    for name, (limits, wanted) in said.items():
        promise = standing(name=name, allowed=1, unit="days", **limits)
        assert measure(promise, boss.actor, SINCE).due == wanted, name


@pytest.fixture
def make_goods(boss, now):
    values = {"name": "燃气表 G4", "category": "燃气表", "price": "260"}
    return records.create(registry.get("product"), values, by=boss.actor, at=now)


def test_from_the_required_day(standing, order, boss) -> None:
    promise = standing(start="required", unit="days", allowed=0)
    (
        order(placed=-9, required=-3, shipped_on=day(-3)),
        order(placed=-9, required=-3, shipped_on=day(-2)),
    )
    order(placed=-9, shipped_on=day(-2))
    found = measure(promise, boss.actor, SINCE)
    assert (found.kept, found.late, found.unknown) == (1, 1, 0)


def test_a_new_delivery_is_promised_for_the_tightest(standing, order, delivery) -> None:
    standing(allowed=3, unit="days"), standing(allowed=48), standing(allowed=1, grade="c")
    placed = order(placed=0, at=at_clock(0, 0) + timedelta(minutes=1))
    assert delivery(placed).promised_at == placed.created_at + timedelta(hours=48)
    required = delivery(order(placed=0, required=1)).promised_at
    assert timezone.localtime(required).isoformat()[:16] == f"{day(1)}T23:59"
    assert delivery(order(placed=-500)).promised_at is None


SAID = [
    ({}, "下单后 24 小时内送到"),
    ({"unit": "days", "allowed": 2}, "下单后 2 天内送到"),
    ({"start": "required", "unit": "days", "allowed": 0}, "要求交货日期当天送到"),
    ({"start": "required", "unit": "days", "allowed": 1}, "要求交货日期后 1 天内送到"),
    ({"region": "4201", "category": "燃气表", "grade": "a"}, "下单后 24 小时内送到（湖北武汉、燃气表、A 重点客户）"),
]  # fmt: skip


@pytest.mark.parametrize(("values", "wanted"), SAID)
def test_it_says_in_one_line_what_is_promised(standing, boss, values, wanted) -> None:
    promise = standing(**values)
    assert promise.says == wanted
    assert wanted in boss.browser().get(f"/standing-promises/{promise.pk}/").text


def test_exceptions_are_listed(standing, order, boss) -> None:
    promise = standing(region="4201")
    late = order(placed=-9)
    page = boss.browser().get(f"/standing-promises/{promise.pk}/").text
    assert late.reference in page and "还没到" in page


def test_what_cannot_be_meant_is_refused(standing) -> None:
    with pytest.raises(Invalid, match="请按天写"):
        standing(start="required", unit="hours")
    with pytest.raises(Invalid, match="失效不能早于生效"):
        standing(valid_until=day(-500))
    assert not Delivery.objects.exists()
