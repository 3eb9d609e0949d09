"""Nothing comes back that did not arrive."""

import pytest

from sanjing.foundation.entities import records, registry
from sanjing.modules.deliveries.actions.follow import NotArrived
from sanjing.modules.deliveries.tests.conftest import day, moment
from sanjing.modules.orders.models import Return

pytestmark = pytest.mark.django_db


@pytest.fixture
def bring(seller, now):
    def make(order, lines=({"line": 1, "quantity": 1},)):
        values = {"order": order, "reason": "damaged", "asked_on": day(0), "lines": list(lines)}
        return records.create(registry.get("return"), values, by=seller.actor, at=now)

    return make


@pytest.fixture
def sold(order):
    return order(placed=-9, lines=[{"product_name": "阀", "quantity": 2, "amount": "10"}])


def test_goods_on_their_way_do_not_come_back_yet(sold, delivery, bring, seller, now):
    sent = delivery(sold, sent_at=moment(-3))
    with pytest.raises(NotArrived, match=sent.reference):
        bring(sold)
    assert not Return.objects.exists()
    asked = bring(sold, lines=())
    with pytest.raises(NotArrived):
        records.change(asked, {"lines": [{"line": 1}]}, by=seller.actor, at=now)
    registry.get("delivery").actions["arrive"].run(sent, {}, by=seller.actor, at=now)
    assert bring(sold).amount == 5_00


def test_what_was_refused_at_the_door_comes_back_and_what_was_cancelled_does_not_count(
    sold, delivery, bring, seller, now
):
    verbs = registry.get("delivery").actions
    planned = delivery(sold)
    verbs["cancel"].run(planned, {}, by=seller.actor, at=now)
    assert bring(sold).amount == 5_00
    sent = delivery(sold, sent_at=moment(-3))
    verbs["refuse"].run(sent, {"cause": "没人收"}, by=seller.actor, at=now)
    assert bring(sold).amount == 5_00
