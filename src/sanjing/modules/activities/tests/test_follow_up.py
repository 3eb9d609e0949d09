"""What a contact leads to, however it was written down."""

from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from sanjing.foundation.accounts.actor import system_actor
from sanjing.foundation.entities import batches, registry
from sanjing.modules.activities.models import Activity, Task
from sanjing.modules.customers.models import Customer
from tests.support.making import make

NOW = timezone.make_aware(datetime(2026, 11, 23, 10))
TODAY = NOW.date()


@pytest.fixture
def customer(seller):
    return make("customer", owner=seller.user)


def known(customer):
    return Customer.objects.get(pk=customer.pk)


def test_an_older_contact_does_not_move_the_last_one_back(seller, customer):
    make(
        "activity", by=seller.actor, at=NOW, customer=customer, next_date=TODAY + timedelta(days=5)
    )
    make(
        "activity", by=seller.actor, at=NOW, customer=customer, happened_at=NOW - timedelta(days=90)
    )
    assert known(customer).last_contacted_at == NOW
    assert known(customer).next_contact_date == TODAY + timedelta(days=5)


def test_a_kept_appointment_is_done_and_no_longer_planned(seller, customer):
    make(
        "activity", by=seller.actor, at=NOW - timedelta(days=7), customer=customer, next_date=TODAY
    )
    assert Task.objects.get().done_at is None
    make("activity", by=seller.actor, at=NOW, customer=customer)
    assert Task.objects.get().done_at == NOW
    assert known(customer).next_contact_date is None


def test_a_named_next_step_is_not_done_by_calling(seller, customer):
    make(
        "activity",
        by=seller.actor,
        at=NOW - timedelta(days=7),
        customer=customer,
        next_date=TODAY,
        next_step="送样品",
    )
    make("activity", by=seller.actor, at=NOW, customer=customer)
    assert Task.objects.get().done_at is None


def test_the_same_next_step_moves_instead_of_doubling(seller, customer):
    for days in (3, 6):
        make(
            "activity",
            by=seller.actor,
            at=NOW,
            customer=customer,
            next_date=TODAY + timedelta(days=days),
            next_step="送样品",
        )
    assert Task.objects.get().due_date == TODAY + timedelta(days=6)


def test_the_archive_changes_for_an_open_editor_so_that_nothing_is_overwritten(seller, customer):
    before = known(customer).version
    make("activity", by=seller.actor, at=NOW, customer=customer)
    assert known(customer).version > before


def test_an_import_of_old_contacts_tells_the_last_one_and_plans_nothing(seller, customer):
    rows = [
        {
            "customer": customer,
            "happened_at": NOW - timedelta(days=days),
            "next_date": TODAY - timedelta(days=days - 1),
        }
        for days in (300, 20, 100)
    ]
    batches.create_many(registry.get("activity"), rows, by=system_actor("导入"), at=NOW)
    assert Activity.objects.count() == 3
    assert known(customer).last_contacted_at == NOW - timedelta(days=20)
    assert not Task.objects.exists()


def test_consequences_of_an_import_cost_by_customers_and_not_by_rows(
    seller, customer, django_assert_max_num_queries
):
    rows = [
        {"customer": customer, "happened_at": NOW - timedelta(days=days)} for days in range(1, 200)
    ]
    with django_assert_max_num_queries(40):
        batches.create_many(registry.get("activity"), rows, by=system_actor("导入"), at=NOW)
