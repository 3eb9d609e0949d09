"""Completeness of the archive, keys, owner and team: what follows from what is filled."""

import pytest

from sanjing.foundation.entities import records
from sanjing.foundation.entities.errors import Invalid
from sanjing.modules.customers import queries, rules
from sanjing.modules.customers.models import Customer
from tests.support.making import make


def test_an_important_firm_must_be_known_better():
    values = {"phone": "1", "region": "4403", "address": "x", "industry": "D45", "credit_code": "y", "source": "visit",
              "grade": "a"}  # fmt: skip
    assert rules.completeness(values, "organisation", "c") == rules.Completeness(100, ())
    asked_more = rules.completeness(values, "organisation", "a")
    assert asked_more.score < 60 and "credit_limit" in asked_more.gaps


def test_the_page_shows_the_gaps_with_a_way_to_fill_them(seller):
    customer = make("customer", owner=seller.user, phone="13800138000")
    page = seller.browser().get(f"/customers/{customer.pk}/").text
    assert customer.completeness == rules.completeness({"phone": "1"}, "organisation", "").score
    assert f"/customers/{customer.pk}/edit/#field-industry" in page
    assert "#field-phone" not in page


def test_a_seller_owns_what_they_create(seller):
    assert make("customer", by=seller.actor).owner == seller.user


def test_a_change_of_owner_moves_the_team_and_starts_the_time_anew(boss, seller, other_seller):
    customer = make("customer", owner=seller.user)
    moved = records.change(
        customer, {"owner": other_seller.user}, by=boss.actor, at=customer.created_at
    )
    assert moved.team_id == other_seller.user.team_id


def test_a_group_cannot_lie_below_itself(boss):
    top = make("customer", name="集团")
    middle = make("customer", name="大区", parent=top)
    low = make("customer", name="门店", parent=middle)
    with pytest.raises(Invalid) as told:
        records.change(top, {"parent": low}, by=boss.actor, at=top.created_at)
    assert "parent" in told.value.errors
    assert Customer.objects.get(pk=top.pk).parent is None
    assert queries.branch_ids(top) == [(middle.pk, 1), (low.pk, 2)]


def test_the_group_page_counts_branches_that_others_look_after(boss, seller, other_seller):
    top = make("customer", name="集团总部", owner=seller.user)
    make("customer", name="秘密门店", parent=top, owner=other_seller.user)
    mine = seller.browser().get(f"/customers/{top.pk}/").text
    assert "1 个分支" in mine and "秘密门店" not in mine
    assert "秘密门店" in boss.browser().get(f"/customers/{top.pk}/").text


def test_those_who_asked_not_to_be_contacted_are_named_on_top(seller):
    customer = make("customer", owner=seller.user, do_not_contact=True)
    make("contact", customer=customer, name="赵刚", mobile="13900139000", do_not_contact=True)
    page = seller.browser().get(f"/customers/{customer.pk}/").text
    assert "客户要求请勿打扰" in page and "请勿打扰：赵刚" in page and "tel:13900139000" not in page
