"""The perfect-order rate of what a real firm sold from 1996 to 1998: exact, and each figure leads to its orders."""

import csv
from collections import Counter
from datetime import date

import pytest

from sanjing.foundation.accounts.actor import system_actor
from sanjing.foundation.transfer.tests.cases import counts, take_in
from sanjing.modules.deliveries.perfect import Window, report
from sanjing.modules.deliveries.tests.conftest import listed
from sanjing.modules.orders.models import Order
from tests.support.shared import real

pytestmark = pytest.mark.django_db
NORTHWIND = "ship/northwind/"
BY = system_actor("测试")
ALL_OF_IT = Window(date(1996, 1, 1), date(1999, 1, 1))


def told(text: str) -> date | None:
    return None if text == "NULL" else date.fromisoformat(text[:10])


def by_hand() -> list[tuple[date, bool, str, str]]:
    """(day due, perfect, fault, customer) of every order, read straight from the file."""
    found = []
    with real(NORTHWIND + "orders.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            due, shipped = date.fromisoformat(row["requiredDate"][:10]), told(row["shippedDate"])
            fault = "missing" if shipped is None else "late" if shipped > due else ""
            found.append((due, not fault, fault, row["customerID"]))
    return found


@pytest.fixture(scope="module")
def northwind(all_along):
    take_in(real(NORTHWIND + "customers.csv"), "customers")
    job = take_in(real(NORTHWIND + "orders.csv"), "orders")
    assert counts(job) == (830, 0, 0, 0)
    assert Order.objects.filter(shipped_on__isnull=False).count() == 809


def test_what_was_sold_in_1996_came_in_time_as_the_files_say(northwind) -> None:
    wanted = by_hand()
    found = report(BY, ALL_OF_IT, "month")
    faults = Counter(fault for *_rest, fault, _customer in wanted if fault)
    assert (len(wanted), faults) == (830, {"late": 37, "missing": 21})
    assert (found.whole.due, found.whole.perfect) == (830, 830 - 37 - 21)
    assert [(one.label, one.count) for one in found.causes] == [("晚到", 37), ("过期未到", 21)]
    months = Counter(f"{due:%Y-%m}" for due, *_rest in wanted)
    good = Counter(f"{due:%Y-%m}" for due, perfect, *_rest in wanted if perfect)
    assert {row.label: (row.due, row.perfect) for row in found.rows} == {
        month: (n, good[month]) for month, n in months.items()
    }
    assert f"{found.whole.percent:.2f}" == f"{100 * 772 / 830:.2f}" == "93.01"


def test_a_shorter_period_counts_what_fell_due_in_it(northwind) -> None:
    window = Window(date(1997, 1, 1), date(1997, 6, 30))
    within = [perfect for due, perfect, *_rest in by_hand() if window.since <= due <= window.end]
    found = report(BY, window, "month").whole
    assert (found.due, found.perfect) == (len(within), sum(within))
    assert 0 < found.perfect < found.due < 830


@pytest.mark.parametrize("by", ["month", "owner", "region", "carrier"])
def test_every_figure_leads_to_the_orders_it_counts(northwind, boss, by) -> None:
    found = report(boss.actor, ALL_OF_IT, by)
    assert sum(row.due for row in found.rows) == found.whole.due
    for row in [found.whole, *found.rows]:
        assert listed(row.url, boss.actor) == row.due
        assert listed(row.faults, boss.actor) == row.bad
    for cause in found.causes:
        assert listed(cause.url, boss.actor) == cause.count
