"""Customers who leave, come back and are won back."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from sanjing.foundation.entities import batches, records, registry
from sanjing.foundation.entities.errors import Invalid
from sanjing.modules.activities.models import Task
from sanjing.modules.losses.actions.keep_one_open import AlreadyGone
from sanjing.modules.losses.models import Departure
from sanjing.modules.losses.tests.conftest import make, reason

TODAY = timezone.localdate()
LEFT = TODAY - timedelta(60)


def test_a_seller_writes_down_that_a_customer_left_and_the_page_says_so(seller, mill):
    told = {
        "left_on": LEFT.isoformat(), "reason": reason("送货晚").pk, "said": "三次都晚到，停了两天机",
        "competitor": "东湖燃气", "chance": "fair", "plan": "带厂长上门道歉",
        "plan_on": (TODAY + timedelta(3)).isoformat(),
    }  # fmt: skip
    assert seller.browser().post(f"/customers/{mill.pk}/depart/", told).status_code == 303

    one = Departure.objects.get()
    assert (one.customer, one.reason.control, one.owner) == (mill, "ours", seller.user)
    assert (one.asked_by, one.asked_on) == (seller.user, TODAY)
    assert one.plan_task.title == "赢回：带厂长上门道歉"
    assert one.plan_task.due_date == TODAY + timedelta(3)
    page = seller.browser().get(f"/customers/{mill.pk}/").text
    assert "已流失" in page and "三次都晚到" in page and "服务差 / 送货晚" in page
    rows = seller.browser().get("/customers/?lost_on__within=last_90_days").text
    assert "江城面粉厂" in rows


def test_what_was_bought_before_is_that_of_twelve_months_net_of_returns(seller, mill, buys):
    buys(mill, LEFT.replace(year=LEFT.year - 1), 7000)
    first = buys(mill, LEFT - timedelta(300), 1000)
    buys(mill, LEFT, 500)
    buys(mill, LEFT - timedelta(5), 90, state="cancelled")
    goods = make("product", seller_as_boss(), name="阀门", price="100")
    line = {"product": goods.pk, "quantity": 2, "unit_price": "100"}
    lined = buys(mill, LEFT - timedelta(10), 0, lines=[line])
    back = make(
        "return",
        seller,
        order=lined,
        reason="quality",
        asked_on=TODAY,
        lines=[{"line": 1, "quantity": 1}],
    )
    for verb, told in (("agree", {}), ("receive", {"received_on": TODAY})):
        registry.get("return").actions[verb].run(back, told, by=seller.actor, at=timezone.now())
        back.refresh_from_db()
    make("departure", seller, customer=mill, left_on=LEFT)

    assert first.amount == 100_000
    rows = registry.get("departure").visible_to(seller.actor)
    field = registry.get("departure").columns["bought_before"]
    assert rows.annotate(sum=field.annotation()).get().sum == 100_000 + 50_000 + 20_000 - 10_000


def seller_as_boss():
    from tests.support.cast import person

    return person("owner2", "钱总", role="owner")


def test_a_customer_is_gone_once(seller, mill):
    make("departure", seller, customer=mill, left_on=LEFT)

    with pytest.raises(Invalid, match="已经登记流失"):
        make("departure", seller, customer=mill)
    seller.browser().post(f"/customers/{mill.pk}/depart/", {})
    other = make("customer", seller, name="汉江水厂")
    rows = [{"customer": other, "left_on": day} for day in ("2026-01-01", "2026-02-01")]
    with pytest.raises(AlreadyGone):
        batches.create_many(registry.get("departure"), rows, by=seller.actor, at=timezone.now())
    assert Departure.objects.count() == 1


def test_whoever_buys_again_is_back_by_itself_until_that_order_no_longer_counts(seller, mill, buys):
    one = make("departure", seller, customer=mill, left_on=LEFT)
    buys(mill, LEFT - timedelta(3), 100)
    assert state(one) == (None, "")

    order = buys(mill, TODAY - timedelta(2), 100)
    assert state(one) == (TODAY - timedelta(2), "itself")
    assert "客户自己回来了" in seller.browser().get(f"/customers/{mill.pk}/").text

    records.change(order, {"state": "cancelled"}, by=seller.actor, at=timezone.now())
    assert state(one) == (None, "")


def test_one_written_down_too_late_is_closed_at_once(seller, mill, buys):
    buys(mill, TODAY - timedelta(9), 100)

    assert state(make("departure", seller, customer=mill, left_on=LEFT)) == (
        TODAY - timedelta(9),
        "itself",
    )


def test_winning_back_closes_it_and_orders_leave_that_alone(seller, mill, buys):
    refused = seller.browser().post(
        f"/api/customers/{mill.pk}/win_back", {}, content_type="application/json"
    )
    assert (refused.status_code, refused.json()["code"]) == (409, "not_gone")
    one = make("departure", seller, customer=mill, left_on=LEFT)

    given = {"came_back_on": TODAY.isoformat(), "note": "换了司机，送货提前一天"}
    assert seller.browser().post(f"/customers/{mill.pk}/win_back/", given).status_code == 303
    buys(mill, TODAY - timedelta(1), 100)

    assert state(one) == (TODAY, "won")
    assert "换了司机" in seller.browser().get(f"/customers/{mill.pk}/").text


def test_an_improvement_order_is_a_task_for_who_answers_for_the_fix(seller, manager, boss, mill):
    late = reason("送货晚")
    one = make("departure", seller, customer=mill, left_on=LEFT, reason=late, said="三次都晚到")
    asked = {"what": "送货改成前一天装车"}
    refused = seller.browser().post(f"/departures/{one.pk}/improve/", asked)
    assert refused.status_code == 422 and "没有整改负责人" in refused.text

    records.change(late.parent, {"owner": manager.user}, by=boss.actor, at=timezone.now())
    seller.browser().post(f"/departures/{one.pk}/improve/", asked)
    task = Task.objects.get()
    assert (task.owner, task.customer, task.note) == (manager.user, mill, "三次都晚到")
    assert task.due_date == TODAY + timedelta(14)
    seller.browser().post(f"/departures/{one.pk}/improve/", asked)
    assert Task.objects.count() == 1

    boss.browser().post(f"/loss-reasons/{late.pk}/improve/", {"what": "定送货制度"})
    assert Task.objects.filter(title="整改：定送货制度", owner=manager.user).count() == 1


def test_the_new_owner_of_a_customer_wins_it_back(seller, other_seller, manager, mill):
    one = make("departure", seller, customer=mill, left_on=LEFT)

    records.change(mill, {"owner": other_seller.user}, by=manager.actor, at=timezone.now())

    one.refresh_from_db()
    assert one.owner == other_seller.user
    assert other_seller.browser().get(f"/departures/{one.pk}/").status_code == 200


def test_whose_customer_it_is_not_writes_nothing_down(other_seller, mill):
    answer = other_seller.browser().post(f"/customers/{mill.pk}/depart/", {})

    assert answer.status_code == 404
    assert not Departure.objects.exists()


def test_reasons_go_two_levels_deep_and_follow_the_one_above(boss):
    moved = make("lossreason", boss, name="搬去外地", parent=reason("搬走"), control="ours")

    assert moved.control == "theirs"
    with pytest.raises(Invalid, match="只分两级"):
        make("lossreason", boss, name="搬去海外", parent=moved)


def state(one) -> tuple[date | None, str]:
    one = Departure.objects.get(pk=one.pk)
    return one.came_back_on, one.way_back
