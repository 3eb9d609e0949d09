"""Sums that are kept from night to night, and for whom."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from sanjing.foundation.accounts.actor import Actor, FieldRule, Scope
from sanjing.foundation.figures.actions import filling, renew, turn
from sanjing.foundation.figures.models import Figure
from sanjing.foundation.figures.queries import figure, kept_on
from sanjing.foundation.figures.sights import EVERYTHING, everybody, sight_of

NIGHT = date(2026, 3, 1)
OWNER = Actor(1, "老板", grants={"*": {"see": Scope.ALL}})
MINE = {"*": {"see": Scope.MINE}}
SELLER, OTHER = (
    Actor(2, "林晓梅", team_id=1, grants=MINE),
    Actor(3, "吴海波", team_id=1, grants=MINE),
)


def test_people_share_what_they_both_see_and_nothing_else():
    masked = {"customer": {"phone": FieldRule.MASKED}}
    part = {"*": {"see": Scope.ALL}, "order": {"see": Scope.NONE}}
    below = {"*": {"see": Scope.BELOW}}
    others = [
        SELLER,
        OTHER,
        Actor(2, "林晓梅", team_id=4, grants=MINE),
        Actor(2, "林晓梅", team_id=1, grants=below, teams_below=(1,)),
        Actor(2, "林晓梅", team_id=1, grants=below, teams_below=(1, 2)),
        Actor(4, "财务", grants=OWNER.grants, field_rules=masked),
        Actor(5, "客服", grants=part),
    ]
    sights = [sight_of(one) for one in others]
    assert len(set(sights)) == len(others) and EVERYTHING not in sights
    assert sight_of(OWNER) == sight_of(everybody()) == EVERYTHING
    assert sight_of(Actor(6, "另一位客服", team_id=9, grants=part)) == sights[-1]


@pytest.fixture
def asked(db):
    """Asks for a figure, and says of how many days it was reckoned so far."""
    days = []

    def ask(actor, today=NIGHT, name="sum"):
        def reckon(day):
            days.append(day)
            return [actor.user_id, day, Decimal("0.50"), (1, None)]

        return figure(name, actor, today, reckon), days

    return ask


def test_without_a_night_every_sum_is_that_of_the_day_asked_for(asked):
    later = NIGHT + timedelta(3)
    assert asked(OWNER)[0][1] == NIGHT
    told, days = asked(OWNER, later)
    assert told[1] == later and days == [NIGHT, later]
    assert not Figure.objects.exists()


def test_a_sum_is_reckoned_once_a_night_for_each_who_see_the_same(asked):
    turn(NIGHT, keeps=True)
    later = NIGHT + timedelta(1)
    told = [asked(one, later)[0] for one in (OWNER, SELLER, OTHER)]
    days = asked(everybody(), later)[1]
    assert days == [NIGHT] * 3
    assert told == [[pk, NIGHT, Decimal("0.50"), [1, None]] for pk in (1, 2, 3)]
    assert [asked(one, later)[0] for one in (OWNER, SELLER, OTHER)] == told and len(days) == 3
    asked(OWNER, later, "another")
    assert len(days) == 4


def test_a_day_before_the_night_is_reckoned_anew(asked):
    turn(NIGHT, keeps=True)
    before = NIGHT - timedelta(1)
    assert asked(OWNER, before)[0][1] == before
    assert not Figure.objects.exists()


def test_a_new_night_forgets_and_a_firm_that_became_small_keeps_nothing(asked):
    turn(NIGHT, keeps=True)
    asked(OWNER)
    renew(NIGHT + timedelta(1))
    assert kept_on(NIGHT + timedelta(1)) == NIGHT + timedelta(1) and not Figure.objects.exists()
    asked(OWNER, NIGHT + timedelta(1))
    turn(NIGHT + timedelta(2), keeps=False)
    assert kept_on(NIGHT + timedelta(2)) is None and not Figure.objects.exists()
    renew(NIGHT + timedelta(3))
    assert kept_on(NIGHT + timedelta(3)) is None


def test_the_night_reads_what_pages_will_ask_for(asked, monkeypatch):
    monkeypatch.setattr(filling, "_readings", [])
    monkeypatch.setattr(filling, "autodiscover_modules", lambda _name: None)
    filling.at_night(lambda actor, day: asked(actor, day))
    filling.fill()
    assert not Figure.objects.exists()
    turn(NIGHT, keeps=True)
    filling.fill()
    _told, days = asked(OWNER)
    assert days == [NIGHT]
