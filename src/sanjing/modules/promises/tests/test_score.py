"""How promises are kept, as of a day."""

from datetime import timedelta

import pytest
from django.utils import timezone

from sanjing.foundation.entities import records
from sanjing.modules.promises import queries, reports
from sanjing.modules.promises.models import Promise
from sanjing.modules.promises.rules import Tally
from sanjing.modules.promises.tests.conftest import TODAY

pytestmark = pytest.mark.django_db
SINCE = TODAY - timedelta(365)


@pytest.fixture
def history(promise, seller):
    """Five that fell due: three in time, one late, one never; and some that do not count."""
    now = timezone.now()

    def kept(due: int, on: int):
        one = promise(due=due, made=-90)
        kept = {"state": "kept", "settled_on": TODAY + timedelta(on)}
        return records.change(one, {}, kept=kept, by=seller.actor, at=now)

    for due, on in ((-60, -61), (-40, -40), (-20, -25), (-30, -10)):
        kept(due, on)
    promise(due=-5, made=-90)
    promise(due=5)
    withdrawn = promise(due=-7, made=-90)
    gone = {"state": "withdrawn", "settled_on": TODAY - timedelta(8)}
    records.change(withdrawn, {}, kept=gone, by=seller.actor, at=now)


def test_kept_on_time_by_those_that_fell_due(history, boss, seller) -> None:
    found = queries.tallies(boss.actor, "owner", since=SINCE, as_of=TODAY)
    assert found == {seller.user.pk: Tally(on_time=3, late=1, unkept=1)}


def test_as_it_stood_on_an_earlier_day(history, boss, seller) -> None:
    found = queries.tallies(boss.actor, "owner", since=SINCE, as_of=TODAY - timedelta(22))
    assert found == {seller.user.pk: Tally(on_time=2, late=0, unkept=1)}


def test_the_page_ranks_five_and_leads_to_them(history, boss, seller) -> None:
    browser = boss.browser()
    page = browser.get("/promises/score/").text
    assert "林晓梅" in page and "60%" in page and "太少，不排名" not in page
    (row,) = reports.score(boss.actor, "owner", since=SINCE, as_of=TODAY).ranked
    assert browser.get(row.url).text.count("发样品") >= 5


def test_fewer_than_five_are_shown_but_not_ranked(promise, boss) -> None:
    promise(due=-5, made=-9)
    page = boss.browser().get("/promises/score/?by=kind").text
    assert "太少，不排名" in page
    assert reports.score(boss.actor, "kind", since=SINCE, as_of=TODAY).ranked == []


@pytest.mark.parametrize("asked", ["", f"?as_of={TODAY}", f"?as_of={TODAY + timedelta(9)}"])
def test_what_is_due_today_or_later_is_not_broken_yet(promise, boss, asked) -> None:
    for due in (-1, 0, 1):
        promise(due=due, made=-9)
    found = boss.browser().get(f"/promises/score/{asked}").context["found"]
    assert found.whole.tally == Tally(unkept=1)


def test_everybody_counts_only_what_they_see(history, other_seller, mill) -> None:
    assert queries.tallies(other_seller.actor, "owner", since=SINCE, as_of=TODAY) == {}
    assert "林晓梅" not in other_seller.browser().get("/promises/score/").text


@pytest.mark.parametrize(
    "query", ["by=nothing", "as_of=yesterday", "since=0001-01-01", "by=customer"]
)
def test_a_strange_address_shows_the_usual_page(query, history, boss) -> None:
    assert boss.browser().get(f"/promises/score/?{query}").status_code == 200
    assert Promise.objects.count() == 7


def test_without_any_the_page_says_so(boss, outsider) -> None:
    assert "没有到期的承诺" in boss.browser().get("/promises/score/").text
    assert outsider.browser().get("/promises/score/").status_code == 403
