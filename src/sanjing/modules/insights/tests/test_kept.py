"""Pages over the whole base read what was summed at night, each reader their own part of it."""

from datetime import timedelta

import pytest

from sanjing.foundation.figures.actions import fill, turn
from sanjing.foundation.figures.models import Figure
from sanjing.foundation.figures.sights import EVERYTHING
from sanjing.modules.deliveries import perfect
from sanjing.modules.insights import (
    costs,
    ladder,
    prospecting,
    quadrants,
    seasons,
    subscribers,
    whitespace,
    worth,
)
from sanjing.modules.insights.tests.conftest import TODAY
from sanjing.modules.insights.tests.scored import scored, written_and_scored
from sanjing.modules.losses.churn import Churn
from sanjing.modules.losses.own_figures import margin, share_of_largest
from sanjing.modules.orders import return_rates
from sanjing.modules.orders.models import Order
from sanjing.modules.scores.actions.score import ask, carry_out
from sanjing.modules.scores.tests.conftest import AT

__all__ = ["scored", "written_and_scored"]
COMING = seasons.Season.of(TODAY.replace(day=1) + timedelta(32), 1, "")


def told(actor):
    """Everything that is summed, as a page shows it to a reader."""
    reading, churn = costs.Reading(actor), Churn(actor, TODAY)
    found = worth.of(actor)
    days, year = quadrants.days(), TODAY - timedelta(365)
    return [
        found.now, found.earlier, found.lost, found.uneven, found.valued, found.by_signal,
        ladder.standing(found), ladder.newcomers(found),
        reading.whole(), reading.parts(), reading.groups(), reading.losses(), reading.share(), reading.reckoned_on(),
        churn.year(), churn.lost(), churn.by_reason(), quadrants.parts(actor),
        quadrants.flows_between(actor, days[-1], None), quadrants.watch_list(actor, TODAY),
        seasons.calendars(actor, TODAY), seasons.buyers(actor, TODAY, ""), seasons.before(actor, COMING),
        whitespace.whitespace(whitespace.Peers(actor, TODAY)), whitespace.tags_of(actor),
        prospecting.cohorts(actor, TODAY), prospecting.by_person(actor, TODAY.replace(day=1)),
        perfect.report(actor, perfect.Window(year, TODAY), "month"),
        return_rates.report(actor, return_rates.Span(year, TODAY)), margin(TODAY), share_of_largest(TODAY),
    ]  # fmt: skip


@pytest.fixture
def readers(scored):
    return [scored[name].actor for name in ("boss", "seller")]


def test_what_is_kept_is_what_each_reader_would_sum(readers):
    alone = [told(one) for one in readers]
    assert alone[0] != alone[1]
    turn(TODAY, keeps=True)
    assert [told(one) for one in readers] == alone
    kept = Figure.objects.count()
    assert [told(one) for one in reversed(readers)] == alone[::-1]
    assert Figure.objects.count() == kept


def test_after_the_night_the_owner_waits_for_no_sum(
    readers, django_assert_num_queries, monkeypatch
):
    monkeypatch.setattr(subscribers, "MANY", 1)
    carry_out(ask(at=AT), at=AT)
    fill()
    kept = Figure.objects.filter(sight=EVERYTHING)
    names = set(kept.values_list("name", flat=True))
    assert {
        "worth.now",
        "worth.realms",
        "churn.year",
        "season.year",
        "whitespace.tags",
        "costs.whole",
        "own.margin",
    } <= names
    Order.objects.update(amount=0)
    before = Figure.objects.count()
    assert seasons.calendars(readers[0], TODAY)[0].amount > 0
    assert Figure.objects.count() == before


def test_who_ordered_since_the_list_was_kept_is_asked_no_more(readers):
    boss = readers[0]
    turn(TODAY, keeps=True)
    first = seasons.before(boss, COMING)
    gone = first.rows[0]
    Order.objects.sold().filter(customer=gone.customer).update(ordered_on=COMING.starts_on)
    left = seasons.before(boss, COMING)
    assert gone.customer not in [row.customer for row in left.rows]
    assert (left.count, left.amount) == (first.count - 1, first.amount - gone.amount)
