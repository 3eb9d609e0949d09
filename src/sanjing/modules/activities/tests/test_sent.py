"""A task with a text is done by sending it: that is a contact, in the way the task says."""

import pytest
from django.utils import timezone

from sanjing.foundation.entities.errors import Forbidden
from sanjing.modules.activities.actions.sent import Spared, sent
from sanjing.modules.activities.models import Activity
from tests.support.making import make

pytestmark = pytest.mark.django_db


def written(seller, **about):
    customer = make("customer", owner=seller.user, **{"do_not_contact": False} | about)
    return make(
        "task", customer=customer, owner=seller.user, title="问候", way="wechat", message="您好！"
    )


def test_sending_writes_down_the_contact(seller):
    task, now = written(seller), timezone.now()
    done = sent(task, by=seller.actor, at=now)

    assert done.done_at == now
    contact = Activity.objects.get()
    assert (contact.kind, contact.summary, contact.happened_at) == ("wechat", "您好！", now)
    assert contact.direction == "outbound"
    assert contact.customer.last_contacted_at == now


def test_nobody_is_written_to_who_does_not_want_it(seller):
    task = written(seller, do_not_contact=True)
    with pytest.raises(Spared):
        sent(task, by=seller.actor, at=timezone.now())
    assert not Activity.objects.exists()


def test_a_plain_task_is_not_sent(seller):
    task = make("task", owner=seller.user, title="打电话")
    with pytest.raises(Forbidden):
        sent.action.run(task, {}, by=seller.actor, at=timezone.now())
