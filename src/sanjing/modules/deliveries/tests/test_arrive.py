"""The customer signing for goods, or refusing them."""

from typing import Any

import pytest

from sanjing.foundation.entities import records, registry
from sanjing.foundation.events.models import Event
from sanjing.modules.deliveries.models import Fulfilment
from sanjing.modules.deliveries.tests.conftest import again, day, moment

pytestmark = pytest.mark.django_db


def outcome_of(order) -> tuple:
    fields: Any = registry.get("order").columns
    names = ("outcome", "due_day", "came_day", "delivery_problem")
    rows = type(order).objects.annotate(**{name: fields[name].annotation() for name in names})
    return rows.values_list(*names).get(pk=order.pk)


def test_whoever_signs_says_what_was_wrong(delivery, seller) -> None:
    sent = delivery(sent_at=moment(-2), promised_at=moment(-1))
    given = {
        "signed_by": "门卫",
        "problem": "damaged",
        "cause": "包装薄",
        "arrived_at": f"{day(0)}T00:01",
    }
    seller.browser().post(f"/deliveries/{sent.pk}/arrive/", given)
    assert (again(sent).state, sent.signed_by, sent.problem) == ("arrived", "门卫", "damaged")
    told = Event.objects.get(name="delivery.arrived").data
    assert (told["on_time"], told["problem"], told["cause"]) == (False, "damaged", "包装薄")
    page = seller.browser().get(f"/deliveries/{sent.pk}/").text
    assert "晚到，客户签收了" in page and "包装薄" in page


def test_it_cannot_arrive_before_it_was_sent_or_tomorrow(delivery, seller) -> None:
    sent = delivery(sent_at=moment(-1))
    for when, why in ((f"{day(-2)}T10:00", "签收不能早于发车"), (f"{day(1)}T10:00", "不能在将来")):
        answer = seller.browser().post(f"/deliveries/{sent.pk}/arrive/", {"arrived_at": when})
        assert answer.status_code == 422 and why in answer.text
    assert again(sent).state == "on_the_way"


def test_an_order_is_complete_once_all_of_it_arrived(order, delivery, seller) -> None:
    one = order(placed=-5, required=-1)
    first = delivery(one, sent_at=moment(-4), arrived_at=moment(-3))
    second = delivery(one, sent_at=moment(-4))
    browser = seller.browser()
    answer = browser.post(f"/orders/{one.pk}/complete/", follow=True)
    assert "签收或取消后才能完成订单" in answer.text and second.reference in answer.text
    assert again(one).state == "shipped" and "都到了，完成订单" not in answer.text
    records.change(second, {"arrived_at": moment(-2)}, by=seller.actor, at=first.changed_at)
    assert "都到了，完成订单" in browser.get(f"/orders/{one.pk}/").text
    browser.post(f"/orders/{one.pk}/complete/")
    assert again(one).state == "done"


def test_a_refused_delivery_says_why_and_spoils_the_order(order, delivery, seller) -> None:
    one = order(placed=-5, required=-1)
    sent = delivery(one, sent_at=moment(-4))
    assert outcome_of(one)[0] == "missing"
    browser = seller.browser()
    assert browser.post(f"/deliveries/{sent.pk}/refuse/", {}).status_code == 422
    browser.post(f"/deliveries/{sent.pk}/refuse/", {"cause": "型号不对", "problem": "wrong"})
    assert again(sent).state == "refused"
    delivery(one, sent_at=moment(-3), arrived_at=moment(-2))
    assert outcome_of(one)[0] == "refused"
    assert "型号不对" in browser.get(f"/customers/{one.customer_id}/").text


CASES = [
    ([{"sent_at": -4, "arrived_at": -2}], "perfect"),
    ([{"sent_at": -4, "arrived_at": 0}], "late"),
    ([{"sent_at": -4}], "missing"),
    ([], "missing"),
    ([{"sent_at": -4, "arrived_at": -2}, {"sent_at": -3}], "missing"),
    ([{"sent_at": -4, "arrived_at": -2, "problem": "short"}], "short"),
    ([{"sent_at": -4, "arrived_at": -2, "problem": "other"},
      {"sent_at": -4, "arrived_at": -2, "problem": "wrong"}], "wrong"),
    ([{"sent_at": -4, "arrived_at": -2, "promised_at": -3}, {"sent_at": -4, "arrived_at": -2}], "late"),
    ([{"promised_at": 3}], "open"),
]  # fmt: skip


@pytest.mark.parametrize(("sent", "wanted"), CASES)
def test_one_word_says_how_an_order_came_out(order, delivery, sent, wanted) -> None:
    one = order(placed=-5, required=-1)
    for given in sent:
        clock = {"sent_at": "08:00", "arrived_at": "00:01", "promised_at": "09:00"}
        moments = {k: moment(v, clock[k]) for k, v in given.items() if k in clock}
        delivery(one, **{**given, **moments})
    assert outcome_of(one)[0] == wanted
    assert Fulfilment.objects.count() == bool(sent)


def test_what_is_in_the_bin_or_cancelled_does_not_count(order, delivery, seller, boss, now) -> None:
    one = order(placed=-5, required=-1)
    delivery(one, sent_at=moment(-4), arrived_at=moment(-2))
    planned, late = delivery(one), delivery(one, arrived_at=moment(0, "00:01"))
    assert outcome_of(one)[0] == "missing"
    seller.browser().post(f"/deliveries/{planned.pk}/cancel/")
    assert outcome_of(one)[0] == "late"
    records.remove(late, by=boss.actor, at=now)
    assert outcome_of(one)[0] == "perfect"
    records.restore(registry.get("delivery"), late.pk, by=boss.actor, at=now)
    assert outcome_of(one)[0] == "late"


def test_an_order_without_deliveries_came_when_it_was_shipped(order) -> None:
    said = [order(placed=-9, required=-3, shipped_on=day(-on), state=state)
            for on, state in ((3, "shipped"), (2, "shipped"), (3, "cancelled"))]  # fmt: skip
    done = order(placed=-9, required=-3, state="done")
    undated = order(placed=-9, shipped_on=day(-3))
    found = [outcome_of(one)[0] for one in [*said, done, undated]]
    assert found == ["perfect", "late", None, None, None]


def test_lists_ask_for_the_outcome(order, delivery, seller) -> None:
    bad, good = (order(placed=-5, required=-1) for _ in range(2))
    for one, problem in ((bad, "damaged"), (good, "none")):
        delivery(one, sent_at=moment(-4), arrived_at=moment(-2), problem=problem, carrier="顺丰")
    page = seller.browser().get(f"/orders/?outcome=damaged&due_day__after={day(-2)}").text
    assert bad.reference in page and good.reference not in page
    page = (
        seller.browser()
        .get("/orders/?delivery_carrier=顺丰&delivery_problem__in=damaged,short")
        .text
    )
    assert bad.reference in page and good.reference not in page
