"""A need heard at a customer becomes a deal, once; what competitors offer stands beside it."""

import pytest

from sanjing.foundation.entities import records, registry
from sanjing.foundation.entities.errors import Refusal
from sanjing.modules.deals.actions.pursue import AlreadyPursued, pursue
from sanjing.modules.deals.models import CompetitorOffer, Deal, NeedSignal


@pytest.fixture
def signal(make_customer, seller, at):
    values = {
        "name": "三季度新上一条窑",
        "customer": make_customer(by=seller.actor),
        "expected_on": "2026-08-01",
    }
    return records.create(registry.get("needsignal"), values, by=seller.actor, at=at)


def test_it_opens_a_deal_for_the_day_it_is_needed(signal, seller):
    seller.browser().post(f"/signals/{signal.pk}/pursue/")
    deal = Deal.objects.get()
    assert (deal.name, str(deal.expected_close_date)) == ("三季度新上一条窑", "2026-08-01")
    assert NeedSignal.objects.get().deal == deal
    assert "建了商机" in seller.browser().get(f"/customers/{deal.customer_id}/").content.decode()


def test_only_once(signal, seller, at):
    pursue(signal, by=seller.actor, at=at)
    with pytest.raises(AlreadyPursued):
        pursue(signal, by=seller.actor, at=at)
    assert Deal.objects.count() == 1


def test_somebody_elses_is_out_of_reach(signal, other_seller, at):
    with pytest.raises(Refusal):
        pursue(signal, by=other_seller.actor, at=at)
    assert not Deal.objects.exists()


def test_an_offer_heard_on_a_deal_belongs_to_its_customer(make_deal, seller, at):
    deal = make_deal(by=seller.actor)
    values = {
        "competitor": "汉水能源",
        "name": "返利 8 个点",
        "deal": deal,
        "rebuttal": "算上维保我们更省",
    }
    records.create(registry.get("competitoroffer"), values, by=seller.actor, at=at)
    assert CompetitorOffer.objects.get().customer == deal.customer
    assert "返利 8 个点" in seller.browser().get(f"/deals/{deal.pk}/").content.decode()
