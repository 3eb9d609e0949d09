"""From stage to stage: on the board, by the verb move-to, within the rules of each stage."""

import datetime as dt

import pytest

from sanjing.foundation.entities import records, registry
from sanjing.foundation.entities.errors import Invalid
from sanjing.foundation.events.models import Event
from sanjing.modules.deals.actions.closing import AlreadyClosed
from sanjing.modules.deals.actions.lose import lose
from sanjing.modules.deals.actions.move import move
from sanjing.modules.deals.actions.win import win
from sanjing.modules.deals.models import Deal, ForecastEntry, Stage, StageEntry
from tests.support.making import make
from tests.support.races import race  # noqa: F401  a fixture


def test_dragging_a_card_moves_the_deal_and_keeps_when(make_deal, seller, stage):
    deal = make_deal(by=seller.actor)
    seller.browser().post(f"/deals/{deal.pk}/move/", {"to": stage("需求确认").pk})
    deal = Deal.objects.get()
    assert deal.stage.name == "需求确认"
    first, second = StageEntry.objects.order_by("entered_at", "pk")
    assert (first.stage.name, first.left_at, second.left_at) == (
        "初步接洽",
        second.entered_at,
        None,
    )
    assert second.by == seller.user


def test_cards_of_one_moment_stand_as_they_do_in_the_list(make_deal, seller):
    made = [make_deal(by=seller.actor, name=f"燃气表{number}") for number in range(4)]
    for number in (2, 0, 3, 1):
        Deal.objects.filter(pk=made[number].pk).update(changed_at=made[0].changed_at)
    for address in ("/deals/board/", "/deals/"):
        page = seller.browser().get(address).content.decode()
        places = [page.index(f'href="/deals/{deal.pk}/"') for deal in made]
        assert places == sorted(places, reverse=True), address


def test_what_a_stage_asks_for_is_named_and_the_card_stays(make_deal, seller, stage):
    deal = make_deal(by=seller.actor, amount="0")
    browser = seller.browser()
    browser.post(f"/deals/{deal.pk}/move/", {"to": stage("商务谈判").pk})
    board = browser.get("/deals/board/").content.decode()
    assert "离开“方案报价”之前请填写“金额”" in board
    assert Deal.objects.get().stage.name == "初步接洽"
    assert not Event.objects.filter(name="deal.moved").exists()


def test_a_card_dropped_on_lost_is_asked_why(make_deal, seller, stage):
    deal = make_deal(by=seller.actor)
    answer = seller.browser().post(f"/deals/{deal.pk}/move/", {"to": stage("输单").pk})
    assert answer["Location"] == f"/deals/{deal.pk}/lose/"
    assert Deal.objects.get().outcome == "open"


@pytest.mark.parametrize("outcome", ["won", "lost"])
def test_dragging_the_card_of_a_closed_deal_is_refused(make_deal, seller, stage, why, at, outcome):
    deal = make_deal(by=seller.actor, expected_close_date="2026-04-01")
    closed = {"won": lambda: win(deal, by=seller.actor, at=at),
              "lost": lambda: lose(deal, reason=why(), by=seller.actor, at=at)}[outcome]()  # fmt: skip
    browser = seller.browser()
    browser.post(f"/deals/{deal.pk}/move/", {"to": stage("需求确认").pk})
    assert Deal.objects.get().stage == closed.stage
    assert "刚由林晓梅标为" in browser.get("/deals/board/").content.decode()


def test_who_moves_a_card_that_was_just_won_is_told(race, make_deal, seller, boss, stage, at):  # noqa: F811
    deal = make_deal(by=seller.actor, expected_close_date="2026-04-01")
    race(lambda: win(deal, by=boss.actor, at=at))
    (told,) = race(lambda: move(deal, to=stage("需求确认"), by=seller.actor, at=at))
    assert isinstance(told, AlreadyClosed)
    assert race(lambda: Deal.objects.get().outcome) == ["won"]


def test_going_back_asks_for_nothing(make_deal, stage, at, seller):
    deal = make_deal(by=seller.actor, stage=stage("商务谈判").pk, amount="0")
    move(deal, to=stage("初步接洽"), by=seller.actor, at=at)
    assert Deal.objects.get().stage.name == "初步接洽"


@pytest.mark.parametrize("rule", Stage.ExitRule.values)
def test_a_rule_of_the_stage_is_told_in_a_sentence(make_deal, stage, at, boss, rule):
    records.change(stage("初步接洽"), {"exit_rule": rule}, by=boss.actor, at=at)
    deal = make_deal(by=boss.actor, amount="0")
    with pytest.raises(Invalid, match="离开“初步接洽”"):
        move(deal, to=stage("需求确认"), by=boss.actor, at=at)
    assert Deal.objects.get().stage.name == "初步接洽"


def test_a_contact_made_since_opens_the_way(make_deal, stage, at, boss):
    records.change(stage("初步接洽"), {"exit_rule": "contacted"}, by=boss.actor, at=at)
    deal = make_deal(by=boss.actor)
    later = at + dt.timedelta(days=1)
    make(
        "activity", by=boss.actor, at=later, customer=deal.customer, kind="visit", summary="看现场"
    )
    move(deal, to=stage("需求确认"), by=boss.actor, at=later)
    assert Deal.objects.get().stage.name == "需求确认"


def test_the_forecast_keeps_every_change_of_what_it_counts(make_deal, seller, stage, at):
    deal = make_deal(by=seller.actor)
    records.change(deal, {"note": "与预测无关"}, by=seller.actor, at=at + dt.timedelta(1))
    records.change(deal, {"amount": "150000"}, by=seller.actor, at=at + dt.timedelta(2))
    move(deal, to=stage("需求确认"), by=seller.actor, at=at + dt.timedelta(3))
    rows = list(
        ForecastEntry.objects.order_by("from_at").values_list("amount", "probability", "until_at")
    )
    assert [(amount, chance) for amount, chance, _until in rows] == [
        (120_000_00, 10), (150_000_00, 10), (150_000_00, 30),
    ]  # fmt: skip
    assert [until for _a, _c, until in rows] == [at + dt.timedelta(2), at + dt.timedelta(3), None]


def test_a_field_a_stage_asks_for_is_typed_by_its_label(boss, stage, at):
    changed = records.change(
        stage("初步接洽"), {"required": "金额、预计成交日期"}, by=boss.actor, at=at
    )
    assert changed.required == "|amount|expected_close_date|"
    with pytest.raises(Invalid, match="没有“星座”这一栏"):
        records.change(changed, {"required": "星座"}, by=boss.actor, at=at)


def test_the_pipeline_follows_from_the_stage(boss, make_deal, stage, at):
    other = records.create(registry.get("pipeline"), {"name": "渠道流程"}, by=boss.actor, at=at)
    begin = {"pipeline": other.pk, "name": "询价", "position": 1}
    asking = records.create(registry.get("stage"), begin, by=boss.actor, at=at)
    make_deal(by=boss.actor, stage=asking.pk)
    assert Deal.objects.get().pipeline == other
    page = boss.browser().get("/deals/board/", {"pipeline": other.pk}).content.decode()
    assert "锅炉煤改气" in page
    assert "锅炉煤改气" not in boss.browser().get("/deals/board/").content.decode()
