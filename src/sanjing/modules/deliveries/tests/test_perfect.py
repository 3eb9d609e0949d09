"""The perfect-order rate: what counts, and each figure leads to the orders it counts."""

import re
from datetime import timedelta

import pytest

from sanjing.modules.deliveries.perfect import Window, report
from sanjing.modules.deliveries.tests.conftest import TODAY, listed, moment

pytestmark = pytest.mark.django_db


def sold(order, delivery, n: int, **given):
    for _ in range(n):
        delivery(order(placed=-9, required=-3), sent_at=moment(-8), **given)


def test_the_page_tells_the_finding_the_causes_and_the_sample(order, delivery, boss) -> None:
    sold(order, delivery, 10, arrived_at=moment(-4), carrier="顺丰")
    sold(order, delivery, 2, arrived_at=moment(-4), carrier="自送", problem="damaged")
    sold(order, delivery, 1, arrived_at=moment(-1), carrier="自送")
    order(placed=-9, required=2), order(placed=-9)
    page = boss.browser().get("/deliveries/perfect/?by=carrier").text
    assert "到期的 13 张订单 76.9% 及时准确，最多的问题是破损（2 张）" in page
    rows = re.findall(r"<tr><td>.*?</tr>", page)
    shown = [re.sub(r"<[^>]+>", " ", row).split() for row in rows]
    assert ["顺丰", "10", "10", "0", "100.0%"] in shown
    assert ["自送", "3", "0", "3", "样本太少"] in shown
    assert "另有 1 张订单没有约定或实际的日期" in page


@pytest.mark.parametrize("by", ["month", "owner", "region", "carrier"])
def test_so_do_those_of_orders_with_deliveries(order, delivery, boss, by) -> None:
    sold(order, delivery, 3, arrived_at=moment(-4), carrier="顺丰", problem="short")
    sold(order, delivery, 2, arrived_at=moment(-3, "23:59"), promised_at=moment(-3, "18:00"))
    sold(order, delivery, 1, promised_at=moment(-1, "00:00"))
    sold(order, delivery, 1, promised_at=moment(-8, "10:00"), problem="papers")
    window = Window(TODAY - timedelta(8), TODAY - timedelta(1))
    found = report(boss.actor, window, by)
    assert (found.whole.due, found.whole.perfect) == (7, 0)
    for row in [found.whole, *found.rows]:
        assert (listed(row.url, boss.actor), listed(row.faults, boss.actor)) == (row.due, row.bad)
    assert [(one.label, one.count) for one in found.causes] == [
        ("少货", 3), ("晚到", 2), ("过期未到", 2), ("单据有误", 1)
    ]  # fmt: skip
    for cause in found.causes:
        assert listed(cause.url, boss.actor) == cause.count


def test_what_is_not_due_yet_is_no_failure(order, delivery, boss) -> None:
    order(placed=-3, required=0), order(placed=-3, required=4)
    delivery(order(placed=-3), promised_at=moment(1))
    found = report(boss.actor, Window(TODAY - timedelta(30), TODAY + timedelta(30)), "month")
    assert (found.whole.due, found.whole.percent, found.rows) == (0, None, [])


def test_the_table_goes_out_as_a_file(order, delivery, boss) -> None:
    sold(order, delivery, 10, arrived_at=moment(-4), carrier="=1+1")
    answer = boss.browser().get("/deliveries/perfect/?by=carrier&as=csv")
    lines = answer.content.decode("utf-8-sig").splitlines()
    assert lines == ["按承运,到期,及时准确,比率 %", "'=1+1,10,10,100.0", "合计,10,10,100.0"]


def test_everybody_counts_what_they_see(order, delivery, seller, other_seller, outsider) -> None:
    delivery(order(placed=-9, required=-3), sent_at=moment(-8), arrived_at=moment(-4))
    window = Window(TODAY - timedelta(30), TODAY)
    assert report(seller.actor, window, "owner").whole.due == 1
    assert report(other_seller.actor, window, "owner").whole.due == 0
    assert outsider.browser().get("/deliveries/perfect/").status_code == 403
