"""领取: taking a customer out of the pool."""

from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from sanjing.foundation.entities import registry
from sanjing.foundation.entities.errors import Forbidden
from sanjing.foundation.events.models import Event
from sanjing.modules.customers.actions.claim import AlreadyTaken, ClaimedEnough, claim
from sanjing.modules.customers.models import Customer, PoolRule
from tests.support.making import make

NOW = timezone.make_aware(datetime(2026, 11, 23, 10))


def test_a_seller_claims_from_the_pool_and_owns_with_their_team(seller):
    customer = make("customer")
    claimed = claim(customer, by=seller.actor, at=NOW)
    assert (claimed.owner, claimed.team_id) == (seller.user, seller.user.team_id)
    assert (claimed.owned_since, claimed.pooled_at) == (NOW, None)
    event = Event.objects.get(name="customer.claimed")
    assert (event.actor_id, event.record_id) == (seller.user.pk, customer.pk)
    assert event.data["changes"]["owner"][1]["id"] == seller.user.pk


def test_the_second_to_claim_is_told_that_it_is_gone(seller, other_seller):
    customer = make("customer")
    claim(customer, by=seller.actor, at=NOW)
    with pytest.raises(AlreadyTaken):
        claim(customer, by=seller.actor, at=NOW)
    assert Customer.objects.get(pk=customer.pk).owner == seller.user


def test_the_daily_limit_holds_even_if_customers_are_given_back_and_ends_at_midnight(seller):
    PoolRule.objects.create(grade="a", silent_days=14, daily_claim_limit=2)
    first, second, third = (make("customer", grade="a") for _ in range(3))
    claim(first, by=seller.actor, at=NOW)
    claim(second, by=seller.actor, at=NOW)
    Customer.objects.filter(pk=first.pk).update(owner=None)
    with pytest.raises(ClaimedEnough) as told:
        claim(third, by=seller.actor, at=NOW)
    assert told.value.data["limit"] == 2
    assert Customer.objects.get(pk=third.pk).owner is None
    assert claim(third, by=seller.actor, at=NOW + timedelta(days=1)).owner == seller.user


def test_someone_who_may_change_no_customer_may_claim_none(service):
    customer = make("customer")
    with pytest.raises(Forbidden):
        claim(customer, by=service.actor, at=NOW)
    with pytest.raises(Forbidden):
        registry.get("customer").actions["claim"].run(customer, {}, by=service.actor, at=NOW)
    assert Customer.objects.get(pk=customer.pk).owner is None


def test_in_the_pool_nothing_else_is_offered_that_would_be_refused(seller):
    pooled = make("customer")
    page = seller.browser().get(f"/customers/{pooled.pk}/").text
    assert (
        f"/customers/{pooled.pk}/advance/" not in page
        and f"/customers/{pooled.pk}/assign/" not in page
    )


def test_the_button_is_on_the_page_of_a_customer_in_the_pool_only(seller):
    browser = seller.browser()
    pooled, owned = make("customer"), make("customer", owner=seller.user)
    assert f"/customers/{pooled.pk}/claim/" in browser.get(f"/customers/{pooled.pk}/").text
    assert f"/customers/{owned.pk}/claim/" not in browser.get(f"/customers/{owned.pk}/").text
    browser.post(f"/customers/{pooled.pk}/claim/")
    assert Customer.objects.get(pk=pooled.pk).owner == seller.user
