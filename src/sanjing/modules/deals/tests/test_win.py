"""Winning a deal, once."""

import datetime as dt

import pytest

from sanjing.foundation.accounts.actor import system_actor
from sanjing.foundation.entities import records
from sanjing.foundation.entities.errors import Forbidden
from sanjing.foundation.events.models import Event
from sanjing.modules.deals.actions.closing import AlreadyClosed
from sanjing.modules.deals.actions.win import win
from sanjing.modules.deals.models import Deal, Outcome
from tests.support.races import race  # noqa: F401  a fixture


def test_a_won_deal_tells_amount_reason_and_how_long_it_took(make_deal, seller, why, at):
    deal = make_deal(by=seller.actor, opened_on="2026-02-01", expected_close_date="2026-04-01")
    win(deal, reason=why(Outcome.WON), closed_on=dt.date(2026, 3, 1), by=seller.actor, at=at)
    deal = Deal.objects.get()
    assert (deal.outcome, deal.stage.name, deal.cycle_days) == ("won", "赢单", 28)
    told = Event.objects.get(name="deal.won")
    assert told.data["amount"] == 120_000_00
    assert told.actor_id == seller.user.pk


def test_what_is_told_is_the_amount_it_was_won_at(make_deal, seller, boss, at):
    seen = make_deal(by=seller.actor, expected_close_date="2026-04-01")
    records.change(seen, {"amount": "99000.50"}, by=boss.actor, at=at)
    win(seen, by=seller.actor, at=at)
    assert Event.objects.get(name="deal.won").data["amount"] == 99_000_50
    assert "¥99,000.50" in seller.browser().get(f"/deals/{seen.pk}/").content.decode()


def test_the_second_to_win_it_is_told_who_was_first(make_deal, seller, manager, at):
    deal = make_deal(by=seller.actor, expected_close_date="2026-04-01")
    seller.browser().post(f"/deals/{deal.pk}/win/", {})
    answer = manager.browser().post(
        f"/api/deals/{deal.pk}/win", {}, content_type="application/json"
    )
    assert (answer.status_code, answer.json()["code"]) == (409, "already_closed")
    assert "林晓梅" in answer.json()["detail"]
    assert Event.objects.filter(name="deal.won").count() == 1


def test_of_two_who_win_it_at_once_one_wins(race, make_deal, boss, seller, at):  # noqa: F811
    deal = make_deal(by=seller.actor, expected_close_date="2026-04-01")
    actors = [boss.actor, seller.actor]
    results = race(*(lambda by=by: win(deal, by=by, at=at) for by in actors))
    lost = [one for one in results if isinstance(one, Exception)]
    assert [type(one) for one in lost] == [AlreadyClosed]
    assert lost[0].data["outcome"] == "won"
    assert race(lambda: Event.objects.filter(name="deal.won").count()) == [1]


def test_without_what_the_stages_ask_for_it_is_refused_by_name(make_deal, seller):
    deal = make_deal(by=seller.actor)
    page = seller.browser().post(f"/deals/{deal.pk}/win/", {})
    assert page.status_code == 422
    assert "离开“方案报价”之前请填写“预计成交日期”" in page.content.decode()
    assert Deal.objects.get().outcome == "open"
    assert not Event.objects.filter(name="deal.won").exists()


def test_a_colleague_who_only_reads_cannot_win_it(make_deal, seller, service, at):
    deal = make_deal(by=seller.actor, expected_close_date="2026-04-01")
    with pytest.raises(Forbidden):
        win(deal, by=service.actor, at=at)
    assert Deal.objects.get().outcome == "open"


def test_a_reason_for_losing_is_none_for_winning(make_deal, seller, why):
    deal = make_deal(by=seller.actor, expected_close_date="2026-04-01")
    page = seller.browser().post(f"/deals/{deal.pk}/win/", {"reason": why().pk})
    assert page.status_code == 422
    assert Deal.objects.get().outcome == "open"


def test_a_deal_may_not_end_before_it_begins(make_deal, at):
    deal = make_deal(opened_on="2026-03-05", expected_close_date="2026-04-01")
    with pytest.raises(Exception, match="结束日期不能早于开始日期"):
        win(deal, closed_on=dt.date(2026, 3, 1), by=system_actor("测试"), at=at)
