"""完成, 推迟, 重新打开, and the page of my tasks."""

from datetime import timedelta

import pytest
from django.utils import timezone

from sanjing.foundation.events.models import Event
from sanjing.modules.activities.models import Task
from tests.support.making import make


@pytest.fixture
def today():
    return timezone.localdate()


def test_a_tick_completes_a_task_and_reopening_takes_it_back(seller):
    task = make("task", owner=seller.user)
    seller.browser().post(f"/tasks/{task.pk}/complete/", {"next": "/tasks/"})
    assert Task.objects.get().done_at is not None
    seller.browser().post(f"/tasks/{task.pk}/reopen/")
    assert Task.objects.get().done_at is None
    names = Event.objects.filter(entity="task").order_by("id").values_list("name", flat=True)
    assert list(names) == ["task.created", "task.completed", "task.reopened"]


def test_postponing_keeps_the_reason(seller, today):
    task = make("task", owner=seller.user, due_date=today)
    to = today + timedelta(days=2)
    seller.browser().post(
        f"/tasks/{task.pk}/postpone/", {"to": to.isoformat(), "reason": "客户出差"}
    )
    assert Task.objects.get().due_date == to
    assert Event.objects.get(name="task.postponed").data["reason"] == "客户出差"


def test_nobody_completes_a_task_of_a_customer_they_cannot_see(seller, other_seller):
    customer = make("customer", owner=seller.user)
    task = make("task", owner=seller.user, customer=customer)
    assert other_seller.browser().post(f"/tasks/{task.pk}/complete/").status_code == 404
    assert Task.objects.get().done_at is None


def test_a_task_of_nobodys_customer_is_private_to_its_owner(seller, other_seller):
    make("task", title="买办公用品", owner=seller.user)
    assert "买办公用品" in seller.browser().get("/tasks/?done_at__empty=").text
    assert "买办公用品" not in other_seller.browser().get("/tasks/?done_at__empty=").text


def test_my_tasks_come_overdue_first_and_without_what_is_done(seller, today):
    for title, days in (("以后的", 40), ("今天的", 0), ("晚了的", -3), ("本周的", 4)):
        make("task", title=title, owner=seller.user, due_date=today + timedelta(days=days))
    make("task", title="没日子的", owner=seller.user)
    done = make("task", title="做完的", owner=seller.user, due_date=today)
    seller.browser().post(f"/tasks/{done.pk}/complete/")
    page = seller.browser().get("/tasks/").text
    places = [page.index(title) for title in ("晚了的", "今天的", "本周的", "以后的", "没日子的")]
    assert places == sorted(places)
    assert "做完的" not in page
