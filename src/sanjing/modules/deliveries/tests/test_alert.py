"""Whoever sold an order learns that it did not come, once."""

from datetime import timedelta

import pytest

from sanjing.foundation.accounts.actor import system_actor
from sanjing.foundation.entities import records
from sanjing.foundation.events.models import Event
from sanjing.modules.activities.models import Task
from sanjing.modules.deliveries.actions.alert import alert_late
from sanjing.modules.deliveries.tests.conftest import TODAY, again, moment

pytestmark = pytest.mark.django_db
CLOCK = system_actor("送货到期")


def test_a_late_delivery_becomes_one_task(delivery, seller, now) -> None:
    late = delivery(promised_at=moment(-1), sent_at=moment(-2))
    delivery(promised_at=moment(-1), sent_at=moment(-3), arrived_at=moment(-1, "09:00"))
    delivery(promised_at=moment(2)), delivery()
    assert alert_late(by=CLOCK, at=now) == 1
    assert alert_late(by=CLOCK, at=now + timedelta(hours=1)) == 0
    task = Task.objects.get()
    assert (task.owner, task.due_date, task.customer) == (seller.user, TODAY, late.customer)
    assert late.reference in task.title and late.order.reference in task.title
    assert Event.objects.filter(name="delivery.overdue").count() == 1
    assert "过了答应的时间还没送到" in seller.browser().get("/").text


def test_another_promise_is_watched_anew(delivery, seller, now) -> None:
    late = delivery(promised_at=moment(-1), sent_at=moment(-2))
    alert_late(by=CLOCK, at=now)
    records.change(again(late), {"promised_at": moment(1)}, by=seller.actor, at=now)
    assert again(late).alerted_at is None
    assert alert_late(by=CLOCK, at=now) == 0
    assert alert_late(by=CLOCK, at=now + timedelta(days=2)) == 1
    assert Task.objects.count() == 2


def test_where_the_seller_left_the_one_who_looks_after_it_is_told(
    delivery, order, seller, other_seller, boss, now
) -> None:
    late = delivery(order(placed=-9), by=boss, promised_at=moment(-1), owner=other_seller.user)
    seller.user.is_active = False
    seller.user.save()
    alert_late(by=CLOCK, at=now)
    assert Task.objects.get().owner == late.owner == other_seller.user


def test_what_lies_in_the_bin_waits_there(delivery, boss, mill, now) -> None:
    late = delivery(promised_at=moment(-1))
    records.remove(mill, by=boss.actor, at=now)
    assert alert_late(by=CLOCK, at=now) == 0
    assert again(late).alerted_at is None
