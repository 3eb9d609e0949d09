"""A stage calls for a task: once for each stay, for everybody who is there, whenever it runs."""

import datetime as dt

import pytest

from sanjing.foundation.accounts.actor import system_actor
from sanjing.foundation.entities import batches, records, registry
from sanjing.modules.activities.actions.complete import complete
from sanjing.modules.activities.models import Task
from sanjing.modules.automation.actions.start_tasks import start_tasks
from sanjing.modules.automation.coverage import coverage
from sanjing.modules.automation.models import StageTask
from sanjing.modules.customers.actions.advance import advance

pytestmark = pytest.mark.django_db
AT = dt.datetime(2026, 3, 10, 9, tzinfo=dt.UTC)
NIGHT = system_actor("阶段规则")


def days(count: int) -> dt.datetime:
    return AT + dt.timedelta(count)


@pytest.fixture
def rule(boss):
    def make(**values):
        given = {"name": "打一次电话", "stage": "potential", "due_in_days": "2"} | values
        return records.create(registry.get("stagerule"), given, by=boss.actor, at=AT)

    return make


@pytest.fixture
def customer(seller):
    def make(name="江城瓷厂", at=AT, by=seller, **values):
        return records.create(
            registry.get("customer"), {"name": name, **values}, by=by.actor, at=at
        )

    return make


def test_everybody_in_the_stage_gets_one_task_and_never_a_second(rule, customer, seller):
    here = [customer(f"瓷厂{n}") for n in range(3)]
    customer("老窑", stage="regular")
    rule()

    assert start_tasks(by=NIGHT, at=AT) == 3
    assert start_tasks(by=NIGHT, at=days(40)) == 0
    tasks = Task.objects.order_by("customer")
    assert [(t.customer, t.title, t.owner, t.due_date) for t in tasks] == [
        (one, "打一次电话", seller.user, dt.date(2026, 3, 12)) for one in here
    ]


def test_a_rule_waits_the_days_it_says(rule, customer):
    customer()
    rule(after_days="30")

    assert start_tasks(by=NIGHT, at=days(30) - dt.timedelta(seconds=1)) == 0
    assert start_tasks(by=NIGHT, at=days(30)) == 1


def test_entering_the_stage_again_is_another_stay(rule, customer, seller):
    mill = customer()
    rule(stage="real")
    assert start_tasks(by=NIGHT, at=AT) == 0

    advance(mill, by=seller.actor, at=days(1))
    assert start_tasks(by=NIGHT, at=days(1), changed_since=AT) == 1
    for stage, day in (("potential", 2), ("real", 3)):
        mill.refresh_from_db()
        records.change(mill, {"stage": stage}, by=seller.actor, at=days(day))
    assert start_tasks(by=NIGHT, at=days(3)) == 1
    assert start_tasks(by=NIGHT, at=days(4)) == 0


def test_who_is_left_out_and_who_waits(rule, customer, boss, seller):
    pooled = customer("公海窑", by=boss, owner=None)
    customer("请勿打扰", do_not_contact=True)
    customer("重点窑", grade="a")
    rule(grade="b")
    off = rule(active=False)
    assert start_tasks(by=NIGHT, at=AT) == 0

    records.change(off, {"active": True}, by=boss.actor, at=AT)
    assert start_tasks(by=NIGHT, at=AT) == 1
    records.change(pooled, {"owner": seller.user}, by=boss.actor, at=days(1))
    assert start_tasks(by=NIGHT, at=days(1), changed_since=days(1)) == 1


def test_what_was_thrown_away_does_not_come_back(rule, customer, boss):
    customer()
    rule()
    start_tasks(by=NIGHT, at=AT)
    records.remove(Task.objects.get(), by=boss.actor, at=AT)

    assert start_tasks(by=NIGHT, at=days(1)) == 0


def test_more_customers_than_one_set_holds(rule, boss, seller):
    rows = [{"name": f"用户{n:04d}", "owner": seller.user} for n in range(520)]
    batches.create_many(registry.get("customer"), rows, by=boss.actor, at=AT)
    rule()

    assert start_tasks(by=NIGHT, at=AT) == 520
    assert StageTask.objects.values("customer").distinct().count() == 520


def test_coverage_counts_what_each_person_may_see(rule, customer, boss, seller, other_seller):
    done, *_rest = [customer(f"瓷厂{n}") for n in range(3)]
    customer("别家", by=other_seller)
    early = customer("新来的", at=days(9))
    one = rule(after_days="5")
    start_tasks(by=NIGHT, at=days(10))
    complete(Task.objects.get(customer=done), by=seller.actor, at=days(10))
    customer("公海窑", at=AT, by=boss, owner=None)

    told = {"customers": 6, "reached": 5, "with_task": 4, "done": 1, "pooled": 1}
    found = coverage(one, boss.actor, days(10))
    assert {name: getattr(found, name) for name in told} == told
    assert (found.percent, found.done_percent, found.waiting) == (80, 25, 0)
    found = coverage(one, seller.actor, days(10))
    assert (found.customers, found.reached, found.with_task, found.pooled) == (5, 4, 3, 1)
    assert early.pk not in StageTask.objects.values_list("customer", flat=True)


def test_the_pages_say_it(rule, customer, boss, seller, manager):
    assert "写第一条" in boss.browser().get("/stage-rules/coverage/").text
    mill = customer()
    one = rule()
    assert "还有 1 位今晚安排" in seller.browser().get("/stage-rules/coverage/").text
    assert "阶段里的客户" in seller.browser().get(f"/stage-rules/{one.pk}/").text
    start_tasks(by=NIGHT, at=AT)
    assert "打一次电话" in seller.browser().get(f"/customers/{mill.pk}/").text
    assert manager.actor.may("stagerule", "create") and not seller.actor.may("stagerule", "create")
