"""进入下一阶段, and the dated steps of the ladder."""

from datetime import datetime, timedelta

from django.utils import timezone

from sanjing.foundation.accounts.actor import system_actor
from sanjing.foundation.entities import batches, records, registry
from sanjing.modules.customers.actions.advance import advance
from sanjing.modules.customers.models import StageChange
from tests.support.making import make

NOW = timezone.make_aware(datetime(2026, 11, 23, 10))


def steps(customer):
    rows = StageChange.objects.filter(customer=customer).order_by("at")
    return list(rows.values_list("came_from", "stage", "at"))


def test_every_stage_a_customer_enters_is_dated(seller):
    customer = make("customer", owner=seller.user, at=NOW)
    later = NOW + timedelta(days=3)
    moved = advance(customer, by=seller.actor, at=later)
    assert (moved.stage, moved.stage_changed_at) == ("real", later)
    records.change(customer, {"stage": "regular"}, by=seller.actor, at=later + timedelta(days=1))
    assert steps(customer) == [
        ("", "potential", NOW),
        ("potential", "real", later),
        ("real", "regular", later + timedelta(days=1)),
    ]


def test_a_change_of_something_else_is_no_step(seller):
    customer = make("customer", owner=seller.user, at=NOW)
    changed = records.change(
        customer, {"phone": "13800138000"}, by=seller.actor, at=NOW + timedelta(days=1)
    )
    assert changed.stage_changed_at == NOW
    assert len(steps(customer)) == 1


def test_many_changed_at_once_leave_their_steps_too(db):
    by = system_actor("测试")
    made = [make("customer", at=NOW) for _ in range(3)]
    rows = [(one.pk, {"stage": "new"}) for one in made]
    batches.change_many(registry.get("customer"), rows, by=by, at=NOW + timedelta(days=1))
    assert StageChange.objects.filter(came_from="potential", stage="new").count() == 3


def test_at_the_top_there_is_no_next_step(seller):
    customer = make("customer", owner=seller.user, stage="lifelong")
    page = seller.browser().get(f"/customers/{customer.pk}/").text
    assert f"/customers/{customer.pk}/advance/" not in page
