"""Ship an order."""

from sanjing.modules.orders.models import Order


def test_ship_moves_the_order_on(boss, make_order):
    order = make_order(state="confirmed")
    boss.browser().post(f"/orders/{order.pk}/ship/")
    assert Order.objects.get(pk=order.pk).state == "shipped"


def test_a_finished_order_stays_as_it_is(boss, make_order):
    order = make_order(state="done")
    boss.browser().post(f"/orders/{order.pk}/ship/")
    assert Order.objects.get(pk=order.pk).version == 1


def test_a_colleague_of_another_team_cannot(other_seller, make_customer, make_order, seller):
    order = make_order(
        by=seller.actor, state="confirmed", customer=make_customer(owner=seller.user.pk)
    )
    answer = other_seller.browser().post(f"/orders/{order.pk}/ship/")
    assert answer.status_code == 404
    assert Order.objects.get(pk=order.pk).state == "confirmed"


def test_the_day_of_shipping_is_kept(boss, make_order):
    order = make_order(shipped_on="2026-03-02")
    boss.browser().post(f"/orders/{order.pk}/ship/")
    assert str(Order.objects.get(pk=order.pk).shipped_on) == "2026-03-02"
