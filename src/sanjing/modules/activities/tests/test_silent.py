"""Customers who have gone silent."""

from datetime import timedelta

from django.utils import timezone

from sanjing.modules.activities import queries
from sanjing.modules.customers.models import Customer
from tests.support.making import make


def silent_for(days, **values):
    customer = make("customer", **values)
    Customer.objects.filter(pk=customer.pk).update(
        last_contacted_at=timezone.now() - timedelta(days=days)
    )
    return customer


def test_the_longest_silence_comes_first_with_what_was_said_last(seller):
    now = timezone.now()
    shorter = silent_for(20, grade="a", owner=seller.user)
    longer = make("customer", grade="b", owner=seller.user)
    make(
        "activity",
        by=seller.actor,
        customer=longer,
        summary="等年底预算",
        happened_at=now - timedelta(days=60),
    )
    silent_for(5, grade="a", owner=seller.user)
    rows = queries.silences(seller.actor, now, mine=True)
    assert [(row.customer, row.days, row.last) for row in rows] == [
        (longer, 60, "等年底预算"),
        (shorter, 20, ""),
    ]


def test_mine_are_mine_and_all_are_those_i_may_see(seller, other_seller, manager):
    mine = silent_for(100, owner=seller.user)
    silent_for(100, owner=other_seller.user)
    now = timezone.now()
    assert [row.customer for row in queries.silences(seller.actor, now, mine=False)] == [mine]
    assert len(queries.silences(manager.actor, now, mine=False)) == 2
    assert queries.silences(manager.actor, now, mine=True) == []


def test_a_customer_nobody_owns_is_not_silent_but_in_the_pool(boss):
    silent_for(400)
    assert queries.silences(boss.actor, timezone.now(), mine=False) == []


def test_the_page_leads_to_logging(seller):
    customer = silent_for(100, owner=seller.user)
    assert f"/customers/{customer.pk}/log/" in seller.browser().get("/silent/").text
