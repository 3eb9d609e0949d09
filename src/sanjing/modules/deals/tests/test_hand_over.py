"""Deals that are going on follow the customer to its new owner."""

from sanjing.foundation.entities import batches, records, registry
from sanjing.foundation.events.models import Event
from sanjing.modules.deals.actions.win import win
from sanjing.modules.deals.models import Deal


def test_the_former_owners_open_deals_move_and_nothing_else(
    make_deal, make_customer, boss, seller, other_seller, at
):
    customer = make_customer(owner=seller.user)
    ready = {"customer": customer, "expected_close_date": "2026-04-01"}
    going_on = make_deal(**ready, owner=seller.user)
    won = win(make_deal(**ready, owner=seller.user), by=boss.actor, at=at)
    bosses = make_deal(**ready, owner=boss.user)
    elsewhere = make_deal(customer=make_customer("城南酒店", owner=seller.user), owner=seller.user)
    records.change(customer, {"owner": other_seller.user}, by=boss.actor, at=at)
    assert {deal.pk: deal.owner for deal in Deal.objects.all()} == {
        going_on.pk: other_seller.user, won.pk: seller.user, bosses.pk: boss.user,
        elsewhere.pk: seller.user,
    }  # fmt: skip
    told = Event.objects.get(name="deal.changed", record_id=going_on.pk)
    assert (told.actor_id, list(told.data["changes"])) == (boss.user.pk, ["owner"])


def test_many_customers_are_handed_over_with_their_deals_as_one_set(
    make_deal, make_customer, boss, seller, other_seller, at, queries_of
):
    def handing_over(count: int) -> int:
        given = [make_customer(f"客户{count}号{n}", owner=seller.user) for n in range(count)]
        for customer in given:
            make_deal(customer=customer, owner=seller.user)
        rows = [(customer.pk, {"owner": other_seller.user}) for customer in given]
        entity = registry.get("customer")
        return queries_of(lambda: batches.change_many(entity, rows, by=boss.actor, at=at))

    assert handing_over(2) == handing_over(9)
    assert set(Deal.objects.values_list("owner__name", flat=True)) == {other_seller.user.name}
