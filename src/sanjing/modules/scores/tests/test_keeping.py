"""What fewer leaving is worth, by the company's own customers and beside the literature."""

import datetime as dt
from fractions import Fraction

import pytest

from sanjing.analytics.own_gain import Measured
from sanjing.foundation.assumptions.queries import value
from sanjing.foundation.entities import batches, records, registry
from sanjing.kernel.periods import add_months
from sanjing.modules.losses.churn import Reading
from sanjing.modules.losses.keeping import known_on
from sanjing.modules.losses.models import Departure
from sanjing.modules.scores.actions import score
from sanjing.modules.scores.actions.score import ask, carry_out
from sanjing.modules.scores.tests.conftest import AT, SYSTEM, TODAY

PAGE = "/insights/churn-cost/"


@pytest.fixture(autouse=True)
def no_past(monkeypatch):
    monkeypatch.setattr(score, "MONTHS", 0)


def run() -> None:
    carry_out(ask(at=AT), at=AT)


def departures(customers: list) -> None:
    """One left lately, one had left before, one came back since."""
    year_ago = add_months(TODAY, -12)
    rows = [
        {"customer": customers[0], "left_on": (TODAY - dt.timedelta(9)).isoformat()},
        {"customer": customers[1], "left_on": (year_ago - dt.timedelta(9)).isoformat()},
        {"customer": customers[2], "left_on": (TODAY - dt.timedelta(90)).isoformat()},
    ]
    made = batches.create_many(registry.get("departure"), rows, by=SYSTEM, at=AT).created
    assert len(made) == 3
    Departure.objects.filter(customer=customers[2]).update(came_back_on=TODAY)


def test_the_run_counts_the_lost_as_the_page_of_churn_does(firm):
    departures(firm["customers"])
    records.remove(firm["customers"][5], by=SYSTEM, at=AT)
    run()
    known = known_on(TODAY)
    year = Reading(firm["boss"].actor, TODAY).year()
    assert isinstance(known.measured, Measured)
    assert (known.as_of, known.measured.customers, known.measured.lost) == (
        TODAY,
        year.active,
        year.lost,
    )


def test_the_page_shows_the_own_range_beside_the_literature(firm):
    run()
    own = known_on(TODAY).measured
    page = firm["boss"].browser().get(PAGE).text
    discount = value("discount", TODAY).share
    for points in range(1, 6):
        found = own.if_fewer_leave(Fraction(points, 100), years=5, discount=discount)
        assert f"{100 * found.low:.1f}–{100 * found.high:.1f}%" in page
    title = f"少走 5 个百分点，一位客户多赚 {100 * found.low:.1f}% 到 {100 * found.high:.1f}%，文献里是 25–85%"
    assert title in page
    longer = own.if_fewer_leave(Fraction(5, 100), years=9, discount=discount)
    assert (
        f"{100 * longer.low:.1f}–{100 * longer.high:.1f}%"
        in firm["boss"].browser().get(f"{PAGE}?years=9").text
    )


def test_typed_figures_are_nobodys_own(firm):
    run()
    page = firm["boss"].browser().get(f"{PAGE}?customers=64000&rate=5&revenue=40000&margin=10").text
    assert "少走几个百分点，值多少" in page and "25–85%" in page


def test_the_register_has_the_own_range(firm):
    assert value("profit_of_keeping", TODAY).is_borrowed
    run()
    found = value("profit_of_keeping", TODAY)
    own = known_on(TODAY).measured.if_fewer_leave(
        Fraction(5, 100), years=5, discount=value("discount", TODAY).share
    )
    assert (float(found.number), float(found.end)) == (
        round(100 * own.low, 1),
        round(100 * own.high, 1),
    )
    assert not found.is_borrowed and "95%" in found.told


def test_who_sees_only_their_own_customers_is_not_told_of_all(firm):
    run()
    page = firm["seller"].browser().get(PAGE).text
    assert "95% 的区间" not in page and "文献里是" not in page and "25–85%" in page


def test_a_small_firm_is_told_why_there_is_no_range(firm):
    for one in firm["customers"][20:]:
        records.remove(one, by=SYSTEM, at=AT)
    run()
    found = known_on(TODAY).measured
    page = firm["boss"].browser().get(PAGE).text
    assert f"本公司的范围还说不出：一年前的客户只有 {found.found} 位，至少要 30 位。" in page
    assert value("profit_of_keeping", TODAY).is_borrowed
