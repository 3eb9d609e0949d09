"""价值地图: the curve of the margin as the analytics tell it, the four corners, and the lists by their rules."""

import polars as pl
import pytest

from sanjing.analytics.pareto import curve
from sanjing.modules.insights import value_charts, worth
from sanjing.modules.insights.tests.scored import scored, written_and_scored
from sanjing.modules.insights.views import value as value_view
from sanjing.modules.scores.models import CustomerScore
from sanjing.modules.scores.queries import last_run
from sanjing.modules.scores.unevenness import unevenness

__all__ = ["scored", "written_and_scored"]


@pytest.mark.parametrize("login", ["boss", "seller"])
def test_the_database_tells_the_curve_that_the_analytics_tell(scored, login):
    found = worth.of(scored[login].actor).uneven
    rows = CustomerScore.objects.all()
    rows = rows if login == "boss" else rows.filter(customer__owner=scored[login].user)
    table = pl.DataFrame(
        list(rows.values_list("pk", "year_margin")), schema=["customer", "total"], orient="row"
    )
    told = curve(table)
    assert (found.customers, found.total) == (told.customers, told.total)
    assert found.ratio == pytest.approx(told.ratio, abs=1e-4)
    assert found.gini == pytest.approx(told.gini, abs=1e-4)
    assert found.brought_by(0.2) == pytest.approx(told.brought_by(0.2), abs=1e-3)


def test_of_few_customers_no_curve_is_told(scored):
    few = CustomerScore.objects.values_list("pk", flat=True)[:9]
    assert unevenness(CustomerScore.objects.filter(pk__in=list(few))) is None


@pytest.mark.parametrize("login", ["boss", "seller"])
def test_every_corner_counts_whom_its_address_lists(scored, login):
    browser, found = scored[login].browser(), worth.of(scored[login].actor)
    cells = value_charts.cells(found.valued)
    assert sum(one.customers for one in cells) > 3
    for one in cells:
        listed = browser.get(one.url.replace("/customers/", "/api/customers") + "&limit=200").json()
        assert len(listed["data"]) == one.customers, one.label
    develop = value_charts.develop_url(found.valued).replace("/customers/", "/api/customers")
    ids = [row["id"] for row in browser.get(f"{develop}&limit=200").json()["data"]]
    assert ids[:10] == found.valued.develop


def test_the_page_shows_the_own_ratio_beside_the_borrowed_one(scored):
    page = scored["boss"].browser().get("/insights/value/").text
    found = worth.of(scored["boss"].actor)
    assert value_charts.curve_title(found.uneven) in page
    assert "常说的" in page and "借用" in page
    kept = found.scores(found.valued.keep)
    assert kept and all(str(one.customer) in page for one in kept)


def test_what_hangs_on_the_largest_is_told_to_who_sees_everybody(scored):
    run = last_run()
    sales = sorted(CustomerScore.objects.values_list("year_sales", flat=True), reverse=True)
    kept, whole = run.facts["concentration"], sum(sales)
    assert kept["customers"] == sum(one > 0 for one in sales)
    assert kept["tops"] == [[n, pytest.approx(sum(sales[:n]) / whole)] for n in (1, 5, 10)]
    boss = scored["boss"].browser()
    assert "没有一位客户占到近一年消费的一成" in boss.get(value_view.ADDRESS).text
    top = CustomerScore.objects.order_by("-year_sales")[0]
    kept["large"] = [[top.pk, top.year_sales, 0.123, 4_500_00]]
    run.save()
    page = boss.get(value_view.ADDRESS).text
    assert "1 位客户各占近一年消费的一成以上" in page and "12.3%" in page and "¥4,500" in page
    assert "最大的 5 位占" not in scored["seller"].browser().get(value_view.ADDRESS).text


def test_who_may_read_no_amounts_is_refused(scored):
    service = scored["service"]
    role = service.user.roles.get()
    role.field_rules = {**role.field_rules, "order": {"amount": "hidden"}}
    role.save()
    assert service.browser().get(value_view.ADDRESS).status_code == 403
