"""Handing a deal on."""

import pytest

from sanjing.foundation.entities.errors import Forbidden
from sanjing.modules.deals.actions.reassign import reassign
from sanjing.modules.deals.models import Deal


def test_the_deal_is_theirs_and_its_stage_stays(
    make_deal, seller, other_seller, manager, stage, at
):
    deal = make_deal(by=seller.actor, stage=stage("方案报价").pk)
    reassign(deal, to=other_seller.user, note="我休假", by=manager.actor, at=at)
    deal = Deal.objects.get()
    assert (deal.owner, deal.stage.name) == (other_seller.user, "方案报价")
    assert "锅炉煤改气" in other_seller.browser().get("/deals/?owner=me").content.decode()


def test_a_salesperson_may_not_give_it_away(make_deal, seller, other_seller, at):
    deal = make_deal(by=seller.actor)
    with pytest.raises(Forbidden):
        reassign(deal, to=other_seller.user, by=seller.actor, at=at)
    assert Deal.objects.get().owner == seller.user
