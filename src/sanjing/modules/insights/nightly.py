"""What is summed every night for the pages of insights."""

from __future__ import annotations

from datetime import date

from django.utils import timezone

from sanjing.foundation.accounts.actor import Actor
from sanjing.foundation.figures.actions import at_night
from sanjing.kernel.periods import add_months
from sanjing.modules.insights import (
    costs,
    ladder,
    prospecting,
    quadrants,
    seasons,
    tier_service,
    tiers,
    whitespace,
    worth,
)
from sanjing.modules.tiers.queries import tiers as all_tiers


@at_night
def read_worth(actor: Actor, _day: date) -> None:
    if found := worth.of(actor):
        found.read()
        ladder.standing(found)
        ladder.newcomers(found)


@at_night
def read_costs(actor: Actor, _day: date) -> None:
    reading = costs.Reading(actor)
    reading.whole()
    reading.parts()
    reading.groups()
    reading.losses()
    reading.share()
    reading.reckoned_on()


@at_night
def read_quadrants(actor: Actor, _day: date) -> None:
    quadrants.parts(actor)
    quadrants.watched_keys(actor)
    if kept := quadrants.days():
        quadrants.flows_between(actor, quadrants.usual_day(kept), None)


@at_night
def read_tiers(actor: Actor, day: date) -> None:
    if found := all_tiers():
        month = day.replace(day=1)
        tiers.grouped(actor)
        tiers.flows(actor, found, month, add_months(month, 1))
        tier_service.cares(actor, found, timezone.now(), day)


@at_night
def read_season(actor: Actor, day: date) -> None:
    seasons.calendars(actor, day)
    seasons.buyers(actor, day, "")
    seasons.before(actor, seasons.Season.of(add_months(day.replace(day=1), 1), 1, ""))


@at_night
def read_whitespace(actor: Actor, day: date) -> None:
    whitespace.whitespace(whitespace.Peers(actor, day))
    whitespace.tags_of(actor)


@at_night
def read_prospecting(actor: Actor, day: date) -> None:
    prospecting.cohorts(actor, day)
    prospecting.reached_in(actor, day.replace(day=1))
