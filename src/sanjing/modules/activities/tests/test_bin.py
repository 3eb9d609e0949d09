"""A customer goes to the bin with all that hangs on it, and comes back with it."""

import pytest

from sanjing.foundation.entities import records, registry
from sanjing.foundation.search.find import find
from tests.support.making import make


@pytest.fixture
def customer(seller):
    customer = make("customer", name="海天食品", owner=seller.user)
    make("contact", customer=customer, name="单国强")
    make("activity", by=seller.actor, customer=customer, summary="谈过")
    make("task", title="送样", customer=customer, owner=seller.user)
    make("task", title="别的事", owner=seller.user)
    return customer


def in_hand(person):
    names = ("customer", "contact", "activity", "task")
    return {name: registry.get(name).visible_to(person.actor).count() for name in names}


def found(person, words):
    return [
        hit.title for hit in find(words, by=person.actor, entities=registry.all_entities(), limit=9)
    ]


def test_the_page_spells_out_what_goes_along(boss, customer):
    page = boss.browser().get(f"/customers/{customer.pk}/remove/").text
    assert "联系人 1 条、跟进 1 条、待办 1 条" in page


def test_what_hangs_on_a_removed_customer_is_neither_listed_nor_found(boss, customer):
    boss.browser().post(f"/customers/{customer.pk}/remove/")
    assert in_hand(boss) == {"customer": 0, "contact": 0, "activity": 0, "task": 1}
    assert found(boss, "单国强") == [] and found(boss, "送样") == []
    assert boss.browser().get(f"/contacts/{customer.contacts.get().pk}/").status_code == 404


def test_restoring_brings_all_of_it_back(boss, customer):
    records.remove(customer, by=boss.actor, at=customer.created_at)
    records.restore(registry.get("customer"), customer.pk, by=boss.actor, at=customer.created_at)
    assert in_hand(boss) == {"customer": 1, "contact": 1, "activity": 1, "task": 2}
    assert found(boss, "单国强") == ["单国强"] and found(boss, "送样") == ["送样"]
