"""What the demo company starts by the stage of a customer, invests in service, and asks of its people."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial
from random import Random

from django.utils import timezone

from sanjing.demo.agenda import Agenda
from sanjing.foundation.accounts.actor import Actor, system_actor
from sanjing.foundation.accounts.models import User
from sanjing.foundation.entities import batches, registry
from sanjing.kernel.periods import add_months
from sanjing.kernel.placeholders import gaps
from sanjing.modules.activities.actions.complete import complete
from sanjing.modules.activities.actions.sent import sent
from sanjing.modules.activities.models import Task
from sanjing.modules.automation.actions.start_tasks import start_tasks
from sanjing.modules.automation.models import StageTask
from sanjing.modules.insights import seasons
from sanjing.modules.insights.actions.plan_season import plan_season

RULES = (
    {"name": "上门认识负责人", "stage": "potential", "way": "visit", "due_in_days": "7"},
    {"name": "首单满月回访", "stage": "new", "way": "call", "after_days": "30", "due_in_days": "5",
     "note": "问用得怎么样，有没有没说出来的不满意"},
    {"name": "年度走访，谈明年用量", "stage": "regular", "way": "visit", "after_days": "180", "due_in_days": "21"},
    {"name": "入冬前问候，约安检", "stage": "regular", "way": "wechat", "after_days": "540", "due_in_days": "10",
     "message": "{联系人}您好，我是江城燃气的{负责人}。\n{客户名称}上次在我们这里下单是{最近下单}，用得还顺手吗？"
                "入冬前我们免费上门看一次灶具和软管，您哪天方便？"},
)  # fmt: skip
CHANGES = (
    (150, {"name": "洪山区设应急抢修点", "region": "420111", "against": "rest", "months": "3", "cost": "86000",
           "note": "接报后 40 分钟到场，比原来快一半"}),
    (95, {"name": "安全产品免费上门安装", "category": "安全", "against": "nobody", "months": "2", "cost": "24000"}),
)  # fmt: skip
SELLERS = ("seller", "seller2", "seller3", "seller4")
AHEAD = 4


def invest(by: Actor, now: datetime) -> None:
    """Two changes of service, one with a comparison group and one without."""
    today = timezone.localdate(now)
    rows = [
        values | {"changed_on": (today - timedelta(ago)).isoformat()} for ago, values in CHANGES
    ]
    batches.create_many(registry.get("servicechange"), rows, by=by, at=now - timedelta(20))


def ask_of_stages(agenda: Agenda, rng: Random, actors: dict[str, Actor], at: datetime) -> None:
    """What is done for key accounts of each stage; about half of it is done by now."""
    rows = [values | {"grade": "a"} for values in RULES]
    batches.create_many(registry.get("stagerule"), rows, by=actors["manager"], at=at)
    start_tasks(by=system_actor("阶段规则"), at=at)
    owners = {actor.user_id: actor for actor in actors.values()}
    made = StageTask.objects.order_by("pk").values("task")
    for task in Task.objects.filter(pk__in=made).order_by("pk"):
        if rng.random() < 0.5:
            after = at + timedelta(minutes=rng.randrange(60, 6000))
            agenda.plan(after, partial(finish, task.pk, by=owners[task.owner_id], at=after))


def finish(pk: int, *, by: Actor, at: datetime) -> None:
    """Do what is not done yet."""
    task = Task.objects.get(pk=pk)
    if task.done_at is None:
        do = sent if task.message and not gaps(task.message) else complete
        do(task, by=by, at=at)


def look_forward(
    rng: Random, users: dict[str, User], actors: dict[str, Actor], now: datetime
) -> None:
    """Changes of service, quotas of two months, and a few customers to speak to before the season."""
    invest(actors["boss"], now)
    month = timezone.localdate(now).replace(day=1)
    rows = [
        {"month": add_months(month, -back), "user": users[login], "contacts": rng.randint(2, 5) * 5,
         "visits": rng.randint(3, 8), "wins": rng.randint(1, 4)}
        for back in (0, 1) for login in SELLERS
    ]  # fmt: skip
    batches.create_many(registry.get("quota"), rows, by=actors["manager"], at=now)
    season, seller = seasons.Season.of(add_months(month, 1), 1, ""), actors["seller"]
    best = [row.customer.pk for row in seasons.before(seller, season).rows[:AHEAD]]
    plan_season(best, season, days_before=14, by=seller, at=now)
