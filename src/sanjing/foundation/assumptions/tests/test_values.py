"""Which number counts: the firm's own before a borrowed one, what was set before what was measured."""

from datetime import date
from decimal import Decimal

import pytest
from django.utils import timezone

from sanjing.foundation.accounts.actor import system_actor
from sanjing.foundation.assumptions import declaring, queries
from sanjing.foundation.assumptions.actions import set_value
from sanjing.foundation.assumptions.actions.set_value import OutOfReach
from sanjing.foundation.assumptions.declaring import Assumption, NoSuchAssumption, Own, Unit
from sanjing.foundation.entities.errors import Forbidden
from sanjing.foundation.events.models import Event

MARCH, APRIL = date(2026, 3, 1), date(2026, 4, 1)
BOSS = system_actor("钱总")


@pytest.fixture
def known(monkeypatch):
    """Only numbers of this test are known."""
    monkeypatch.setattr(declaring, "_declared", {})
    monkeypatch.setattr(declaring, "_uses", {})


def declare(**more) -> Assumption:
    one = Assumption("rate", "税后收益", Unit.PERCENT, "25", "某书", "1990", **more)
    declaring.declare(one)
    return one


def say(one: Assumption, number: str | None, since: date, by=BOSS) -> None:
    told = None if number is None else Decimal(number)
    set_value(one, told, since=since, reason="董事会定的", by=by, at=timezone.now())


def test_a_borrowed_number_says_from_where(known, db):
    declare(upto="85")

    found = queries.value("rate", MARCH)

    assert (found.text, found.told, found.origin) == ("25–85%", "某书 1990", "borrowed")
    assert found.share == Decimal("0.25")


def test_own_data_replace_it_as_soon_as_there_are_enough(known, db):
    declare()
    declaring.measure("rate", lambda on: Own(Decimal(31), "去年") if on >= APRIL else None)

    assert queries.value("rate", MARCH).is_borrowed
    found = queries.value("rate", APRIL)
    assert (found.number, found.told, found.origin_label) == (31, "去年", "本公司数据")


def test_what_was_set_counts_from_its_day_until_it_is_taken_back(known, db):
    one = declare(measured=lambda on: Own(Decimal(31), "去年"))
    say(one, "30", MARCH)
    say(one, "28.5", APRIL)
    say(one, None, date(2026, 5, 1))

    counted = [queries.value("rate", date(2026, month, 15)).number for month in (2, 3, 4, 5)]

    assert counted == [31, 30, Decimal("28.5"), 31]
    assert "钱总" in queries.value("rate", APRIL).told
    told = Event.objects.filter(name="assumption.set").latest("pk").data
    assert told == {"key": "rate", "number": None, "since": "2026-05-01", "reason": "董事会定的"}


def test_a_reader_who_may_not_know_it_gets_the_borrowed_one(known, seller):
    one = declare(may_see=lambda actor: actor.is_system)
    say(one, "30", MARCH)

    assert queries.value("rate", MARCH, reader=BOSS).number == 30
    assert queries.value("rate", MARCH, reader=seller.actor).number == 25
    (line,) = queries.register(seller.actor, MARCH)
    assert line.hidden and not line.history and line.value.number == 25


def test_only_who_answers_for_everything_sets_one_and_only_in_reach(known, seller, boss):
    one = declare(most=Decimal(100))

    with pytest.raises(Forbidden):
        say(one, "30", MARCH, by=seller.actor)
    with pytest.raises(OutOfReach):
        say(one, "101", MARCH, by=boss.actor)
    assert queries.value("rate", MARCH).is_borrowed

    say(one, "100", MARCH, by=boss.actor)
    assert queries.value("rate", MARCH).number == 100


def test_a_key_that_nobody_declared_is_an_error(known):
    with pytest.raises(NoSuchAssumption):
        declaring.find("nothing")


def test_money_is_told_in_yuan_and_reckoned_in_whole_fen(known, db):
    declaring.declare(Assumption("visit", "一次拜访", Unit.MONEY, "120.5", "粗估"))

    found = queries.value("visit", MARCH)

    assert (found.text, found.minor) == ("120.5 元", 12050)
