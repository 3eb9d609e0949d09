"""Two people who plan the same season at the same moment."""

import datetime as dt
from functools import partial

from django.utils import timezone

from sanjing.modules.activities.models import Task
from sanjing.modules.insights.actions.plan_season import plan_season
from sanjing.modules.insights.seasons import Season
from tests.support.making import make
from tests.support.races import race  # noqa: F401  a fixture


def test_each_customer_gets_one_task(race, seller, boss):  # noqa: F811
    ids = [make("customer", owner=seller.user).pk for _ in range(4)]
    season = Season.of(dt.date(2031, 5, 1), 1, "")
    now = timezone.now()
    plans = [
        partial(plan_season, ids, season, days_before=14, by=one.actor, at=now)
        for one in (boss, seller)
    ]
    found = race(*plans)
    assert sorted((one.made, one.had) for one in found) == [(0, 4), (4, 0)]
    assert race(Task.objects.count) == [4]
