"""Going on with a closed deal."""

from sanjing.modules.deals.models import Deal, StageEntry


def test_a_lost_deal_goes_on_where_it_stood(make_deal, seller, why, stage):
    deal = make_deal(by=seller.actor, stage=stage("方案报价").pk)
    browser = seller.browser()
    browser.post(f"/deals/{deal.pk}/lose/", {"reason": why().pk})
    browser.post(f"/deals/{deal.pk}/reopen/")
    deal = Deal.objects.get()
    assert (deal.outcome, deal.stage.name, deal.closed_on, deal.reason) == (
        "open",
        "方案报价",
        None,
        None,
    )
    assert StageEntry.objects.filter(left_at=None).get().stage.name == "方案报价"


def test_an_open_deal_cannot_be_reopened(make_deal, seller):
    deal = make_deal(by=seller.actor)
    before = Deal.objects.get().version
    seller.browser().post(f"/deals/{deal.pk}/reopen/")
    assert Deal.objects.get().version == before
