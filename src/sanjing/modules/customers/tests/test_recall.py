"""The pool takes back what lies still."""

from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from sanjing.foundation.accounts.actor import system_actor
from sanjing.foundation.events.models import Event
from sanjing.modules.customers.actions.recall import recall
from sanjing.modules.customers.models import Customer, PoolRule
from tests.support.making import make

NOW = timezone.make_aware(datetime(2026, 11, 23, 2, 30))
ROBOT = system_actor("公海规则")


@pytest.fixture
def rule(db):
    return PoolRule.objects.create(grade="b", silent_days=30, days_without_contact=60, active=True)


def owned(seller, days, contacted=None, grade="b"):
    customer = make("customer", owner=seller.user, grade=grade, at=NOW - timedelta(days=days))
    if contacted is not None:
        Customer.objects.filter(pk=customer.pk).update(
            last_contacted_at=NOW - timedelta(days=contacted)
        )
    return customer


def test_only_customers_of_the_grade_without_contact_for_too_long_go_back(seller, rule):
    still, fresh = owned(seller, 200, contacted=61), owned(seller, 200, contacted=59)
    never, newly = owned(seller, 61), owned(seller, 10)
    other_grade = owned(seller, 400, grade="a")
    assert recall(by=ROBOT, at=NOW) == 2
    pooled = set(Customer.objects.filter(owner=None).values_list("pk", flat=True))
    assert pooled == {still.pk, never.pk}
    assert not pooled & {fresh.pk, newly.pk, other_grade.pk}
    event = Event.objects.filter(name="customer.recalled").first()
    assert (event.data["days"], event.actor_name) == (60, "公海规则")


def test_a_rule_that_is_not_active_takes_nothing(seller, rule):
    PoolRule.objects.update(active=False)
    owned(seller, 400)
    assert recall(by=ROBOT, at=NOW) == 0


def test_somebody_who_just_got_the_customer_has_the_full_time(seller, other_seller, rule):
    customer = owned(seller, 400)
    Customer.objects.filter(pk=customer.pk).update(owned_since=NOW - timedelta(days=1))
    assert recall(by=ROBOT, at=NOW) == 0
