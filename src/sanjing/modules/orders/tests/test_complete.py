"""Complete an order."""

from sanjing.modules.orders.models import Order


def test_complete_moves_the_order_on(boss, make_order):
    order = make_order(state="shipped")
    boss.browser().post(f"/orders/{order.pk}/complete/")
    assert Order.objects.get(pk=order.pk).state == "done"


def test_a_finished_order_stays_as_it_is(boss, make_order):
    order = make_order(state="done")
    boss.browser().post(f"/orders/{order.pk}/complete/")
    assert Order.objects.get(pk=order.pk).version == 1


def test_a_colleague_of_another_team_cannot(other_seller, make_customer, make_order, seller):
    order = make_order(
        by=seller.actor, state="shipped", customer=make_customer(owner=seller.user.pk)
    )
    answer = other_seller.browser().post(f"/orders/{order.pk}/complete/")
    assert answer.status_code == 404
    assert Order.objects.get(pk=order.pk).state == "shipped"
