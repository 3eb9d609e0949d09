"""What a page lets its reader do with one record."""

import pytest

from sanjing.foundation.entities import registry
from sanjing.foundation.entities.views.detail import rights
from tests.support.factories import make

pytestmark = pytest.mark.django_db
CUSTOMER = registry.get("customer")
VERBS = {"see", "change", "remove", "assign"}


def rights_of(actor, customer) -> set[str]:
    return rights(CUSTOMER, customer, actor, VERBS)


def test_who_reaches_everything_is_not_asked_about_one_record(
    boss, seller, django_assert_num_queries
):
    customer, actor = make(CUSTOMER, boss.actor, owner=seller.user), boss.actor
    with django_assert_num_queries(0):
        assert rights_of(actor, customer) == VERBS


def test_all_verbs_that_reach_only_some_are_asked_about_at_once(
    boss, seller, other_seller, django_assert_num_queries
):
    mine, lost = (make(CUSTOMER, boss.actor, owner=one.user) for one in (seller, other_seller))
    actor = seller.actor
    with django_assert_num_queries(1):
        assert "change" in rights_of(actor, mine)
    assert rights_of(actor, lost) == {"see"}
