"""Two workers that start the same rule at the same moment."""

from functools import partial

from django.utils import timezone

from sanjing.foundation.accounts.actor import system_actor
from sanjing.modules.activities.models import Task
from sanjing.modules.automation.actions.start_tasks import start_tasks
from tests.support.making import make
from tests.support.races import race  # noqa: F401  a fixture


def test_each_customer_gets_one_task(race, seller):  # noqa: F811
    for _ in range(4):
        make("customer", stage="potential", owner=seller.user, do_not_contact=False)
    make("stagerule", name="打电话", stage="potential", after_days=0, grade="")
    start = partial(start_tasks, by=system_actor("阶段规则"), at=timezone.now())

    assert sorted(race(start, start)) == [0, 4]
    assert race(Task.objects.count) == [4]
