"""Sending goods off: deliver of an order, then send."""

import pytest

from sanjing.foundation.entities import batches, records, registry
from sanjing.foundation.entities.errors import Invalid
from sanjing.foundation.events.models import Event
from sanjing.modules.deliveries.models import Delivery
from sanjing.modules.deliveries.tests.conftest import again, day, moment

pytestmark = pytest.mark.django_db


def test_two_taps_on_the_order_arrange_a_delivery(order, seller) -> None:
    one = order(required=3, delivery_address="和平大道 8 号", contact_name="老魏")
    asked = seller.browser().get(f"/orders/{one.pk}/deliver/")
    assert f'value="{day(3)}T23:59"' in asked.text
    seller.browser().post(f"/orders/{one.pk}/deliver/", {"promised_at": f"{day(3)}T23:59"})
    made = Delivery.objects.get(order=one)
    assert (made.state, made.customer, made.owner) == ("planned", one.customer, seller.user)
    assert (made.address, made.contact_name) == ("和平大道 8 号", "老魏")
    page = seller.browser().get(f"/orders/{one.pk}/").text
    assert made.reference in page and "待发" in page


def test_nothing_is_delivered_of_what_is_not_sold(order, seller, now) -> None:
    for state in ("draft", "cancelled"):
        one = order(state=state)
        seller.browser().post(f"/orders/{one.pk}/deliver/", {})
        with pytest.raises(Invalid, match="不能安排送货"):
            records.create(registry.get("delivery"), {"order": one}, by=seller.actor, at=now)
    assert not Delivery.objects.exists()


def test_sending_ships_a_confirmed_order(order, delivery, seller) -> None:
    one = order(placed=-1)
    sent = delivery(one)
    given = {"carrier": "顺丰", "tracking_number": "SF123"}
    seller.browser().post(f"/deliveries/{sent.pk}/send/", given)
    assert (again(sent).state, sent.carrier, sent.tracking_number) == (
        "on_the_way",
        "顺丰",
        "SF123",
    )
    assert (again(one).state, one.shipped_on.isoformat()) == ("shipped", day(0))
    assert "发车了" in seller.browser().get(f"/customers/{one.customer_id}/").text


def test_an_order_done_already_stays_done(order, delivery, seller) -> None:
    one = order(placed=-9, state="done")
    delivery(one, sent_at=moment(-8))
    assert (again(one).state, one.shipped_on) == ("done", None)


def test_goods_do_not_leave_in_the_future(delivery, seller) -> None:
    sent = delivery()
    answer = seller.browser().post(f"/deliveries/{sent.pk}/send/", {"sent_at": f"{day(1)}T10:00"})
    assert answer.status_code == 422 and "不能在将来" in answer.text
    assert again(sent).state == "planned"


OUT_OF_ORDER = [
    ({"sent_at": moment(-2), "arrived_at": moment(-3)}, "arrived_at", "签收不能早于发车"),
    ({"sent_at": moment(-11)}, "sent_at", "发车不能早于下单日期"),
    ({"arrived_at": moment(-11)}, "arrived_at", "签收不能早于下单日期"),
    ({"promised_at": moment(-11)}, "promised_at", "答应的时间不能早于下单日期"),
]


@pytest.mark.parametrize(("values", "name", "why"), OUT_OF_ORDER)
def test_moments_out_of_order_are_refused(order, seller, now, values, name, why) -> None:
    given = {"order": order(placed=-10)} | values
    with pytest.raises(Invalid) as refused:
        records.create(registry.get("delivery"), given, by=seller.actor, at=now)
    assert why in refused.value.errors[name][0]
    outcome = batches.create_many(registry.get("delivery"), [given], by=seller.actor, at=now)
    assert why in outcome.refused[0][name][0]
    told = {**given, "order": given["order"].pk}
    answer = seller.browser().post("/api/deliveries", told, content_type="application/json")
    assert answer.status_code == 422 and why in answer.json()["errors"][name][0]
    assert not Delivery.objects.exists()


def test_an_order_cannot_become_younger_than_what_was_sent(order, delivery, seller, now) -> None:
    one = order(placed=-10)
    delivery(one, sent_at=moment(-5))
    for values, why in (
        ({"ordered_on": day(-4)}, "不能早于下单日期"),
        ({"ordered_on": day(-4), "shipped_on": day(-3)}, "之前就发出了"),
    ):
        with pytest.raises(Invalid, match=why):
            records.change(again(one), values, by=seller.actor, at=now)
    assert again(one).ordered_on.isoformat() == day(-10)


def test_what_is_planned_goes_with_an_order_taken_back(order, delivery, seller) -> None:
    one = order(placed=-5)
    planned, away = delivery(one), delivery(one, sent_at=moment(-1))
    seller.browser().post(f"/orders/{one.pk}/cancel/")
    assert (again(planned).state, again(away).state) == ("cancelled", "on_the_way")
    told = Event.objects.filter(name="delivery.cancelled").get()
    assert (told.record_id, told.data["reason"]) == (planned.pk, "订单取消了")


def test_cancel_takes_back_what_was_planned(delivery, seller) -> None:
    planned, away = delivery(), delivery(sent_at=moment(-1))
    for one in (planned, away):
        seller.browser().post(f"/deliveries/{one.pk}/cancel/", {"reason": "客户自提"})
    assert (again(planned).state, again(away).state) == ("cancelled", "on_the_way")


def test_a_delivery_follows_its_order_to_another_customer(order, delivery, seller, now) -> None:
    one = order(placed=-5)
    planned = delivery(one)
    other = records.create(registry.get("customer"), {"name": "别家"}, by=seller.actor, at=now)
    records.change(one, {"customer": other}, by=seller.actor, at=now)
    assert again(planned).customer == other
    assert planned.reference in seller.browser().get(f"/deliveries/?customer={other.pk}").text


def test_a_new_owner_of_the_customer_looks_after_what_is_still_to_come(
    order, delivery, mill, manager, other_seller, seller, now
) -> None:
    one = order(placed=-5)
    planned, there = delivery(one), delivery(one, sent_at=moment(-2), arrived_at=moment(-1))
    records.change(mill, {"owner": other_seller.user}, by=manager.actor, at=now)
    assert (again(planned).owner, again(there).owner) == (other_seller.user, seller.user)
