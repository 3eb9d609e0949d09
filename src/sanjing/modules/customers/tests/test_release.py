"""放回公海: giving a customer back."""

import pytest
from django.utils import timezone

from sanjing.foundation.entities.records import NotFound
from sanjing.foundation.events.models import Event
from sanjing.modules.customers.actions.release import release
from sanjing.modules.customers.models import Customer
from tests.support.making import make


def test_a_seller_gives_their_customer_back_with_a_reason(seller):
    customer = make("customer", owner=seller.user)
    seller.browser().post(f"/customers/{customer.pk}/release/", {"reason": "换了供应商"})
    left = Customer.objects.get(pk=customer.pk)
    assert (left.owner, left.team, left.owned_since) == (None, None, None)
    assert left.pooled_at <= timezone.now()
    assert Event.objects.get(name="customer.released").data["reason"] == "换了供应商"


def test_without_a_reason_nothing_happens(seller):
    customer = make("customer", owner=seller.user)
    answer = seller.browser().post(f"/customers/{customer.pk}/release/", {"reason": ""})
    assert answer.status_code == 422
    assert Customer.objects.get(pk=customer.pk).owner == seller.user


def test_another_seller_cannot_give_it_away(seller, other_seller):
    customer = make("customer", owner=seller.user)
    with pytest.raises(NotFound):
        release(customer, reason="x", by=other_seller.actor, at=timezone.now())
    answer = other_seller.browser().post(f"/customers/{customer.pk}/release/", {"reason": "x"})
    assert answer.status_code == 404
    assert Customer.objects.get(pk=customer.pk).owner == seller.user
