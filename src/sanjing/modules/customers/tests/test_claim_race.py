"""The day's share of the pool holds, however fast somebody clicks."""

from functools import partial

from django.utils import timezone

from sanjing.modules.customers.actions.claim import ClaimedEnough, claim
from sanjing.modules.customers.models import Customer, PoolRule
from tests.support.making import make
from tests.support.races import race  # noqa: F401  a fixture


def test_of_claims_at_the_same_moment_no_more_than_the_daily_share_succeed(race, seller):  # noqa: F811
    PoolRule.objects.create(grade="a", silent_days=14, daily_claim_limit=2)
    pool = [make("customer", grade="a") for _ in range(5)]
    now, by = timezone.now(), seller.actor
    results = race(*(partial(claim, customer, by=by, at=now) for customer in pool))
    refused = [one for one in results if isinstance(one, Exception)]
    assert [type(error) for error in refused] == [ClaimedEnough] * 3
    assert race(lambda: Customer.objects.filter(owner=seller.user).count()) == [2]
