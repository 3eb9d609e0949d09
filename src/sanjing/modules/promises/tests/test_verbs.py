"""Keeping, breaking, apologising, withdrawing, postponing."""

from datetime import timedelta

import pytest
from django.utils import timezone

from sanjing.foundation.entities import records, registry
from sanjing.foundation.entities.errors import Forbidden, Invalid
from sanjing.foundation.events.models import Event
from sanjing.modules.activities.models import Task
from sanjing.modules.promises.actions.mark_late import mark_late
from sanjing.modules.promises.models import Promise
from sanjing.modules.promises.tests.conftest import TODAY, day
from tests.support.factories import make

pytestmark = pytest.mark.django_db


def run(person, promise, verb: str, **told):
    return person.browser().post(f"/promises/{promise.pk}/{verb}/", told)


def test_kept_before_its_day_is_in_time(promise, seller) -> None:
    one = promise()
    assert run(seller, one, "keep", customer_word="收到了").status_code == 303
    one.refresh_from_db()
    assert (one.state, one.settled_on, one.settled_by) == ("kept", TODAY, seller.user)
    assert Event.objects.get(name="promise.kept").data["on_time"] is True
    page = seller.browser().get(f"/customers/{one.customer_id}/").text
    assert "兑现了“发样品”" in page and "客户说：收到了" in page


def test_kept_after_its_day_is_late(promise, seller) -> None:
    one = promise(due=-1, made=-5)
    run(seller, one, "keep")
    assert Event.objects.get(name="promise.kept").data["on_time"] is False


@pytest.mark.parametrize("on", [-6, 1])
def test_it_is_kept_neither_before_it_was_made_nor_in_the_future(on, promise, seller) -> None:
    one = promise(made=-5)
    assert run(seller, one, "keep", kept_on=day(on)).status_code == 422
    one.refresh_from_db()
    assert one.state == "open"


def test_broken_asks_why_and_plans_the_remedy(promise, seller) -> None:
    one = promise()
    assert run(seller, one, "break", reason="").status_code == 422
    run(seller, one, "break", reason="仓库没货", remedy="送两份", remedy_by=day(5))
    one.refresh_from_db()
    assert (one.state, one.reason, one.remedy) == ("broken", "仓库没货", "送两份")
    task = Task.objects.get()
    assert (task.title, task.owner, task.customer_id) == (
        "补救：送两份",
        seller.user,
        one.customer_id,
    )


def test_an_apology_is_offered_once_and_only_where_one_is_owed(promise, seller) -> None:
    one = promise()
    run(seller, one, "apologise", how="打电话")
    one.refresh_from_db()
    assert one.apologised_on is None
    run(seller, one, "break", reason="忘了")
    run(seller, one, "apologise", how="周总登门，客户接受")
    one.refresh_from_db()
    assert (one.apology, one.apologised_on) == ("周总登门，客户接受", TODAY)
    run(seller, one, "apologise", how="再来一次")
    assert Event.objects.filter(name="promise.apologised").count() == 1


def test_withdrawn_says_why(promise, seller) -> None:
    one = promise()
    run(seller, one, "withdraw", reason="客户改用别的")
    one.refresh_from_db()
    assert (one.state, one.reason) == ("withdrawn", "客户改用别的")


def test_once_late_only_the_customer_releases_us(promise, seller, boss) -> None:
    one = promise(due=-1, made=-3)
    mark_late(by=boss.actor, at=timezone.now())
    assert run(seller, one, "withdraw", reason="算了").status_code == 422
    run(seller, one, "withdraw", reason="算了", customer_word="不用了")
    one.refresh_from_db()
    assert one.state == "withdrawn"


def test_another_day_needs_the_customers_word(promise, seller, boss) -> None:
    one = promise(due=-1, made=-3)
    mark_late(by=boss.actor, at=timezone.now())
    assert run(seller, one, "postpone", to=day(4)).status_code == 422
    assert run(seller, one, "postpone", to=day(-2), customer_word="行").status_code == 422
    run(seller, one, "postpone", to=day(4), customer_word="下周也行")
    one.refresh_from_db()
    assert (one.state, one.due_on, one.customer_word) == ("open", TODAY + timedelta(4), "下周也行")


def test_nobody_moves_the_day_behind_the_customers_back(promise, seller) -> None:
    one = promise()
    with pytest.raises(Invalid, match="推迟"):
        records.change(one, {"due_on": day(9)}, by=seller.actor, at=timezone.now())
    records.change(one, {"due_on": day(2)}, by=seller.actor, at=timezone.now())


def test_what_is_settled_stays_as_it_was(promise, seller) -> None:
    one = promise()
    run(seller, one, "keep")
    with pytest.raises(Invalid, match="已经了结"):
        records.change(one, {"due_on": day(1)}, by=seller.actor, at=timezone.now())
    for verb in ("keep", "break", "withdraw", "postpone"):
        run(seller, one, verb, reason="?", to=day(5), customer_word="?")
    one.refresh_from_db()
    assert one.state == "kept"


def test_a_day_that_went_by_is_marked_once(promise, boss) -> None:
    late, due_today = promise(due=-1, made=-3), promise(due=0)
    assert mark_late(by=boss.actor, at=timezone.now()) == 1
    assert mark_late(by=boss.actor, at=timezone.now()) == 0
    late.refresh_from_db()
    due_today.refresh_from_db()
    assert (late.state, due_today.state) == ("late", "open")
    assert Event.objects.filter(name="promise.overdue").count() == 1


def test_a_colleague_neither_sees_nor_settles_it(promise, other_seller) -> None:
    one = promise()
    assert run(other_seller, one, "keep").status_code == 404


def test_open_promises_follow_the_customer(promise, mill, manager, other_seller, seller) -> None:
    one, done = promise(), promise()
    run(seller, done, "keep")
    manager.browser().post(f"/customers/{mill.pk}/assign/", {"to": other_seller.user.pk})
    assert [Promise.objects.get(pk=p.pk).owner for p in (one, done)] == [
        other_seller.user,
        seller.user,
    ]


def test_a_contact_of_another_customer_was_promised_nothing(promise, seller) -> None:
    stranger = make(registry.get("contact"), seller.actor)
    with pytest.raises(Invalid, match="不在这家客户"):
        promise(contact=stranger)
    with pytest.raises((Invalid, Forbidden), match="早于"):
        promise(due=-2)
