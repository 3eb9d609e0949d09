"""留存: who of each quarter's new customers still buys, how long half of them stay, for those who see everybody."""

import datetime as dt
import math

from sanjing.foundation.assumptions.queries import value
from sanjing.foundation.entities import batches, registry
from sanjing.modules.customers.models import Customer
from sanjing.modules.insights import retention_charts as charts
from sanjing.modules.insights.tests.scored import scored, written_and_scored
from sanjing.modules.losses.models import Departure
from sanjing.modules.orders.models import Order
from sanjing.modules.scores.actions.score import ask, carry_out
from sanjing.modules.scores.models import CustomerScore
from sanjing.modules.scores.queries import last_run
from sanjing.modules.scores.retained import retained
from sanjing.modules.scores.tests.conftest import AT, SYSTEM, TODAY

__all__ = ["scored", "written_and_scored"]


def quarter(day):
    return day.year * 4 + (day.month - 1) // 3


def test_cohorts_count_who_bought_in_each_quarter_after_their_first(scored):
    bought = {}
    for who, day in Order.objects.values_list("customer", "ordered_on"):
        bought.setdefault(who, set()).add(quarter(day))
    last = quarter(TODAY + dt.timedelta(1)) - 1
    found = retained(last_run().facts)
    for day, size, active in found.cohorts:
        first = quarter(day)
        new = [quarters for quarters in bought.values() if min(quarters) == first]
        wanted = [sum(first + n in one for one in new) for n in range(last - first + 1)]
        assert (size, active) == (len(new), wanted)
    assert len(found.cohorts) == len({min(one) for one in bought.values() if min(one) <= last})


def test_the_curve_begins_with_all_and_falls_with_those_silent_for_a_year(scored):
    found = retained(last_run().facts).silent
    lost = CustomerScore.objects.filter(last_on__lte=TODAY - dt.timedelta(365)).count()
    assert (found.customers, found.lost) == (CustomerScore.objects.count(), lost)
    parts = [left for left, _low, _high in found.points]
    assert parts[0] == 1 and parts == sorted(parts, reverse=True)
    assert all(low <= left <= high for left, low, high in found.points)


def test_the_page_shows_the_own_curve_beside_the_borrowed_half_life(scored):
    page = scored["boss"].browser().get("/insights/retention/")
    found = retained(last_run().facts)
    assert charts.curve_title(found.silent) in page.text and "借用" in page.text
    assert charts.cohorts_title(charts.cohort_rows(found)) in page.text
    assert scored["seller"].browser().get("/insights/retention/").status_code == 403


def test_departures_that_were_written_down_make_a_curve_of_their_own(scored):
    rows = CustomerScore.objects.order_by("pk")[:8]
    assert retained(last_run().facts).recorded.points == []
    left = [
        {"customer": one.customer, "left_on": (TODAY - dt.timedelta(9)).isoformat()}
        for one in rows[:6]
    ]
    back = {"customer": rows[6].customer, "left_on": (TODAY - dt.timedelta(90)).isoformat()}
    made = batches.create_many(registry.get("departure"), [*left, back], by=SYSTEM, at=AT).created
    assert len(made) == 7
    Departure.objects.filter(customer=rows[6].customer).update(came_back_on=TODAY)
    good = list(CustomerScore.objects.order_by("last_on").values_list("pk", flat=True)[:40])
    Customer.objects.filter(pk__in=good).update(grade="a")
    carry_out(ask(at=AT), at=AT)
    found = retained(last_run().facts)
    ages = sorted((TODAY - dt.timedelta(9) - one.first_on).days for one in rows[:6])
    assert (found.recorded.customers, found.recorded.lost) == (CustomerScore.objects.count(), 6)
    assert found.recorded.points[0][0] == 1 > found.recorded.points[-1][0]
    months = [n for n, (now, _low, _high) in enumerate(found.recorded.points) if now < 1]
    assert months[0] == math.ceil(ages[0] / (365.25 / 12))
    page = scored["boss"].browser().get("/insights/retention/").text
    assert "按登记的离开" in page and charts.curve_title(found.recorded) in page
    assert [row[2] for row in found.groups if row[:2] == ("grade", "a")] == [40]


def test_the_companys_own_half_life_replaces_the_borrowed_one(scored):
    assert value("half_life", TODAY).is_borrowed is (
        retained(last_run().facts).silent.half[0] is None
    )
    run = last_run()
    run.facts["retention"]["half"] = [2.34, 2.0, None]
    run.save()
    own = value("half_life", TODAY)
    assert str(own.number) == "2.3" and not own.is_borrowed
    title = charts.curve_title(retained(run.facts).silent)
    assert "2.3 年" in title


def test_only_who_sees_everybody_has_the_tab(scored):
    for login, shown in (("boss", True), ("seller", False)):
        page = scored[login].browser().get("/insights/warning/").text
        assert ("/insights/retention/" in page) is shown
