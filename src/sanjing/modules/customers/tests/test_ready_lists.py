"""我的客户, 公海, 沉默客户: the lists that everybody finds ready."""

from datetime import timedelta

import pytest
from django.utils import timezone

from sanjing.modules.customers import saved_lists
from sanjing.modules.customers.models import Customer
from tests.support.making import make


@pytest.mark.parametrize("view", saved_lists.VIEWS, ids=lambda view: str(view.label))
def test_every_ready_list_opens_and_knows_that_it_is_open(seller, view):
    answer = seller.browser().get(f"/customers/?{view.address()}")
    assert answer.status_code == 200
    assert f'aria-current="true">{view.label}' in answer.text


def test_the_pool_shows_customers_without_owner_to_everybody_who_may_see_customers(
    seller, other_seller
):
    make("customer", name="公海里的客户")
    make("customer", name="别人的客户", owner=other_seller.user)
    page = seller.browser().get("/customers/?owner__empty=").text
    assert "公海里的客户" in page and "别人的客户" not in page


def test_a_customer_is_silent_after_the_days_of_its_grade(seller):
    now = timezone.now()
    for grade, days in (("a", 20), ("b", 20), ("", 100)):
        make("customer", name=f"级别{grade}", grade=grade, owner=seller.user)
        Customer.objects.filter(name=f"级别{grade}").update(
            last_contacted_at=now - timedelta(days=days)
        )
    page = seller.browser().get(f"/customers/?{saved_lists.silent()}").text
    assert ">级别a<" in page and ">级别b<" not in page and ">级别<" in page
