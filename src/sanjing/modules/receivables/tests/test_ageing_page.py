"""/receivables/: every figure opens exactly the invoices it counts."""

import datetime as dt
import html
import re

import pytest
from django.http import QueryDict

from sanjing.foundation.accounts.models import Role
from sanjing.foundation.entities import asking, paging, registry
from sanjing.foundation.events.models import Event
from sanjing.modules.receivables import reports, standing
from sanjing.modules.receivables.actions.allocate import allocate
from sanjing.modules.receivables.actions.credit import credit
from sanjing.modules.receivables.ageing import ageing
from tests.support.cast import person, team

from .conftest import AT, SYSTEM, TODAY, invoiced, new_customer, paid

DAY = dt.timedelta(1)


@pytest.fixture(scope="module")
def holder(all_along):
    return person("holder", "林晓梅", role="salesperson", team=team("一组"))


@pytest.fixture(scope="module")
def written(holder):
    """Two customers with open, part-paid and corrected invoices in every part."""
    mill, shop = new_customer("甲厂", owner=holder.user, region="420106"), new_customer("乙店")
    for n, late in enumerate((-5, 0, 1, 30, 31, 75, 120, 300)):
        day = (TODAY - late * DAY).isoformat()
        values = {"due_on": day, "booked_on": min(TODAY, TODAY - late * DAY).isoformat()}
        one = invoiced(f"{100 + n}.0{n}", customer=mill if n % 2 else shop, **values)
        if n == 3:
            allocate(paid("33.33", customer=mill), invoices=[one], by=SYSTEM, at=AT)
        if n == 4:
            credit(one, amount=10_01, reason="折让", by=SYSTEM, at=AT)
    invoiced("-7.5", customer=shop, reason="退货", due_on=TODAY - 40 * DAY)
    return mill, shop


@pytest.fixture
def ledger(written, db):
    """The two customers, in a transaction of the test's own."""
    return written


def listed(address: str) -> int:
    """What the invoices of the list at an address come to."""
    entity = registry.get("invoice")
    question = asking.read(QueryDict(address.partition("?")[2]), entity, SYSTEM)
    return sum(row.balance for row in paging.rows_of(entity, SYSTEM, question))


@pytest.mark.parametrize("by", reports.GROUPS)
def test_today_every_figure_is_what_the_list_behind_it_comes_to(ledger, by):
    found = ageing(SYSTEM, by, as_of=TODAY, today=TODAY)
    asked = reports.Asked(TODAY, by, live=True)
    rows = [
        reports.row(asked, found.total, whole=True),
        *(reports.row(asked, one) for one in found.lines),
    ]
    figures = [cell for row in rows for cell in row.cells]
    assert len(figures) == 8 * (1 + len(found.lines)) and any(amount for _l, amount, _u in figures)
    for label, amount, address in figures:
        assert (label, listed(address)) == (label, amount)


@pytest.mark.parametrize("by", reports.GROUPS)
@pytest.mark.parametrize("back", [1, 6, 45])
def test_of_an_earlier_day_as_well(ledger, by, back):
    day = TODAY - back * DAY
    found = ageing(SYSTEM, by, as_of=day, today=TODAY)
    asked = reports.Asked(day, by, live=False)
    for line in (None, *found.lines):
        row = reports.row(asked, line or found.total, whole=line is None)
        for label, amount, address in row.cells:
            told = QueryDict(address.partition("?")[2]).dict()
            about = {"by": told.get("by", ""), "key": told.get("key", ""), "part": told["part"]}
            assert (label, standing.behind(SYSTEM, day, **about)[2]) == (label, amount)


def test_sums_of_yesterday_are_not_taken_for_those_of_today(ledger):
    tomorrow = TODAY + DAY
    found = ageing(SYSTEM, "customer", as_of=tomorrow, today=tomorrow)
    asked = reports.Asked(tomorrow, "customer", live=True)
    for label, amount, address in reports.row(asked, found.total, whole=True).cells:
        assert (label, listed(address)) == (label, amount)


@pytest.mark.parametrize("by", ["", *reports.GROUPS, "nonsense"])
def test_the_page_shows_the_whole_and_leads_on(ledger, finance, by):
    page = finance.browser().get("/receivables/", {"by": by, "as_of": TODAY.isoformat()})
    assert page.status_code == 200 and "应收账龄" in page.text
    for address in set(
        re.findall(r'href="(/(?:invoices/\?state|receivables/open/)[^"]*)"', page.text)
    ):
        assert finance.browser().get(html.unescape(address)).status_code == 200


def test_the_page_behind_a_figure_names_its_invoices(ledger, finance):
    day = (TODAY - DAY).isoformat()
    page = finance.browser().get("/receivables/open/", {"as_of": day, "part": "older"}).text
    assert "¥107.07" in page and "合计 1 笔" in page


NONSENSE = (
    "as_of=2999-01-01", "as_of=x&by=%00", "as_of=0001-01-01", "by=customer&key=x", "part=x",
    "by=owner&key=9999999999999999999999", "by=region&key=%E6%B1%89%00",
)  # fmt: skip


@pytest.mark.parametrize("asked", NONSENSE)
def test_nonsense_in_the_address_does_no_harm(ledger, finance, asked):
    for page in ("/receivables/", "/receivables/open/"):
        assert finance.browser().get(f"{page}?{asked}").status_code == 200


def test_the_file_has_everybody_and_is_logged(ledger, finance):
    answer = finance.browser().get("/receivables/export/", {"as_of": TODAY.isoformat()})
    lines = answer.getvalue().decode("utf-8-sig").splitlines()
    header = lines[0].split(",")
    rows = {row.split(",")[1]: dict(zip(header, row.split(","), strict=True)) for row in lines[1:]}
    assert set(rows) == {"甲厂", "乙店"}
    total = ageing(SYSTEM, "customer", as_of=TODAY, today=TODAY).total
    assert sum(round(float(row["合计"]) * 100) for row in rows.values()) == total.owed
    assert sum(round(float(row["逾期"]) * 100) for row in rows.values()) == total.overdue
    assert Event.objects.filter(name="invoice.exported", actor_id=finance.user.pk).count() == 1


def test_sellers_see_their_own_customers_only(ledger, holder, other_seller):
    mill, _shop = ledger
    mine = ageing(holder.actor, "customer", as_of=TODAY, today=TODAY)
    theirs = ageing(other_seller.actor, "customer", as_of=TODAY, today=TODAY)
    assert mill.pk in {line.key for line in mine.lines}
    assert mill.pk not in {line.key for line in theirs.lines}


def test_whom_figures_are_hidden_from_sees_none(ledger, finance, make_person):
    marketer = make_person("marketing", "何婷", role="marketing")
    for page in ("/receivables/", "/receivables/open/", "/receivables/export/"):
        assert marketer.browser().get(page).status_code == 403
    Role.objects.filter(key="finance").update(field_rules={"invoice": {"balance": "masked"}})
    assert finance.browser().get("/receivables/").status_code == 403
    Role.objects.filter(key="finance").update(field_rules={})
    seller = make_person("s", "林", role="salesperson")
    assert seller.browser().get("/receivables/").status_code == 200
    assert seller.browser().get("/receivables/export/").status_code == 403


def test_months_add_up_to_what_was_booked_and_received(ledger):
    months = list(reports.by_month(SYSTEM, TODAY))
    assert len(months) == reports.MONTHS and months[0][0] == TODAY.replace(day=1)
    assert sum(came for _month, _booked, came in months) == 33_33
