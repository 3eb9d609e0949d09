"""The index follows every write at once: names, reach, the bin, and a rebuild changes nothing."""

from __future__ import annotations

import pytest
from django.utils import timezone

from sanjing.foundation.accounts.actions.change_user import change_user
from sanjing.foundation.entities import batches, records, registry
from sanjing.foundation.entities.policies import HubPolicy
from sanjing.foundation.inserts import WORTH_COPYING
from sanjing.foundation.search import index
from sanjing.foundation.search.find import find
from sanjing.foundation.search.models import SearchEntry
from sanjing.foundation.tasks import queue
from tests.support.factories import make

pytestmark = pytest.mark.django_db
CUSTOMER = registry.get("customer")
BELOW = [
    e
    for e in registry.all_entities()
    if e.search and e.hub == "customer"
    and (isinstance(e.policy, HubPolicy) or e.policy.owner == "customer__owner")
]  # fmt: skip
"""What is seen by whoever sees its customer."""


def sees(who, record) -> bool:
    """Whether a person finds a record by its number."""
    entity = records.entity_of(record)
    hits = find(record.reference, by=who.actor, entities=[entity])
    return record.pk in [hit.record_id for hit in hits]


def entries() -> list[dict]:
    columns = ("entity", "record_id", "hub_id", "title", "subtitle", "plain", "terms", "scope")
    return list(SearchEntry.objects.order_by("entity", "record_id").values(*columns))


def test_a_new_name_is_found_and_the_old_one_is_not(seller) -> None:
    record = make(CUSTOMER, seller.actor, name="长风饲料")
    records.change(record, {"name": "远洋物流"}, by=seller.actor, at=timezone.now())
    for words, expected in (("远洋", ["远洋物流"]), ("长风", []), ("cfsl", [])):
        assert [hit.title for hit in find(words, by=seller.actor, entities=[CUSTOMER])] == expected


@pytest.fixture
def family(seller):
    """A customer of the seller's and one record of everything that hangs on it, made by the seller."""
    customer = make(CUSTOMER, seller.actor)
    able = [entity for entity in BELOW if seller.actor.may(entity.name, "create")]
    return customer, [hung_on(customer, entity, seller.actor) for entity in able]


def hung_on(customer, entity, by):
    """A record of `entity` at a customer; one that takes its customer from another hangs on that."""
    if entity.columns["customer"].editable:
        return make(entity, by, customer=customer)
    name = next(
        n for n in entity.links if entity.columns[n].editable and entity.columns[n].required
    )
    between = hung_on(customer, entity.columns[name].target, by)
    return make(entity, by, **{name: between})


def hand_over_singly(customer, to, boss) -> None:
    records.change(customer, {"owner": to.user.pk}, by=boss.actor, at=timezone.now())


def hand_over_in_a_set(customer, to, boss) -> None:
    rows = [(customer.pk, {"owner": to.user.pk})]
    assert batches.change_many(CUSTOMER, rows, by=boss.actor, at=timezone.now()).changed


@pytest.mark.parametrize("hand_over", [hand_over_singly, hand_over_in_a_set])
def test_who_takes_over_a_customer_finds_all_that_hangs_on_it(
    family, seller, other_seller, boss, hand_over
) -> None:
    customer, others = family
    assert not any(sees(other_seller, record) for record in (customer, *others))
    hand_over(customer, other_seller, boss)
    assert all(sees(other_seller, record) for record in (customer, *others))
    assert not sees(seller, customer)


@pytest.mark.parametrize("hand_over", [hand_over_singly, hand_over_in_a_set])
def test_who_handed_it_over_still_finds_exactly_what_they_may_see(
    family, seller, other_seller, boss, hand_over
) -> None:
    """Work of one's own stays in reach where the policy says so; the index agrees with the policy."""
    customer, others = family
    hand_over(customer, other_seller, boss)
    for record in others:
        entity = records.entity_of(record)
        may = entity.visible_to(seller.actor).filter(pk=record.pk).exists()
        assert (entity.name, sees(seller, record)) == (entity.name, may)


@pytest.mark.usefixtures("family")
def test_the_work_of_who_changes_team_is_found_by_the_new_team(seller, other_seller, admin) -> None:
    """The rows of the index that carry the owner's team follow in the background."""
    stale = entries()
    change_user(seller.user, {"team": other_seller.user.team}, by=admin.actor, at=timezone.now())
    assert queue.run_one(worker="test")
    kept = entries()
    index.rebuild(registry.all_entities())
    assert kept == entries() != stale


def test_who_only_changes_name_leaves_no_work_behind(seller, admin) -> None:
    change_user(seller.user, {"name": "李小强"}, by=admin.actor, at=timezone.now())
    assert not queue.run_one(worker="test")


def test_the_bin_takes_everything_out_and_restoring_brings_it_back(family, seller, boss) -> None:
    customer, others = family
    before = entries()
    records.remove(customer, by=boss.actor, at=timezone.now())
    assert not any(sees(who, one) for who in (seller, boss) for one in (customer, *others))
    records.restore(CUSTOMER, customer.pk, by=boss.actor, at=timezone.now())
    assert entries() == before


def test_indexing_anew_changes_nothing(family, seller, other_seller, boss) -> None:
    customer, others = family
    gone = make(CUSTOMER, seller.actor)
    make(BELOW[0], seller.actor, customer=gone)
    hand_over_singly(customer, other_seller, boss)
    records.change(others[0], {"name": "改名"}, by=boss.actor, at=timezone.now())
    records.remove(others[1], by=boss.actor, at=timezone.now())
    records.remove(gone, by=boss.actor, at=timezone.now())
    before = entries()
    index.rebuild(registry.all_entities())
    assert entries() == before


def test_indexing_costs_no_queries_per_row(boss, django_assert_max_num_queries) -> None:
    for _ in range(30):
        make(BELOW[0], boss.actor)
    kinds = sum(bool(entity.search) for entity in registry.all_entities())
    with django_assert_max_num_queries(3 * kinds):
        index.rebuild(registry.all_entities())


def test_an_entry_that_fell_behind_shows_nobody_more_than_the_record(seller, other_seller) -> None:
    """The policy is asked of the records themselves; the index only says where to look."""
    record = make(CUSTOMER, seller.actor)
    SearchEntry.objects.filter(record_id=record.pk).update(scope=f"xo{other_seller.user.pk}")
    assert not sees(other_seller, record)


@pytest.mark.django_db(transaction=True)
def test_a_rebuild_needs_no_transaction_around_it_and_the_doctor_counts_what_it_counts(
    boss,
) -> None:
    customer, contact = registry.get("customer"), registry.get("contact")
    made = [make(customer, boss.actor, name=f"长风{number}") for number in range(WORTH_COPYING + 1)]
    make(contact, boss.actor, name="张伟", customer=made[0])
    records.remove(made[0], by=boss.actor, at=timezone.now())
    index.rebuild([customer, contact])
    for entity, count in ((customer, WORTH_COPYING), (contact, 0)):
        assert SearchEntry.objects.filter(entity=entity.name).count() == count
        assert index.findable(entity).count() == count
