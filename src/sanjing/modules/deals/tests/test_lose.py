"""Losing a deal, with the reason."""

from sanjing.foundation.events.models import Event
from sanjing.modules.deals.models import Deal


def test_a_lost_deal_keeps_why_and_to_whom(make_deal, seller, why):
    deal = make_deal(by=seller.actor)
    told = {"reason": why().pk, "competitors": "东湖燃气", "lessons": "要早点见决策人"}
    seller.browser().post(f"/deals/{deal.pk}/lose/", told)
    deal = Deal.objects.get()
    assert (deal.outcome, deal.reason, deal.competitors) == ("lost", why(), "|东湖燃气|")
    page = seller.browser().get(f"/customers/{deal.customer_id}/").content.decode()
    assert "输了" in page
    assert why().name in page


def test_without_a_reason_it_is_not_lost(make_deal, seller):
    deal = make_deal(by=seller.actor)
    assert seller.browser().post(f"/deals/{deal.pk}/lose/", {}).status_code == 422
    assert Deal.objects.get().outcome == "open"
    assert not Event.objects.filter(name="deal.lost").exists()


def test_not_even_by_the_api(make_deal, seller, stage):
    deal = make_deal(by=seller.actor)
    body = {"stage": stage("输单").pk}
    answer = seller.browser().patch(
        f"/api/deals/{deal.pk}", body, content_type="application/json", headers={"If-Match": "*"}
    )
    assert answer.status_code == 422
    assert "输单要说明原因" in answer.content.decode()
    assert Deal.objects.get().outcome == "open"
